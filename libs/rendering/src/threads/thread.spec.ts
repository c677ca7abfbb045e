import { once } from 'node:events';
import { MessageChannel } from 'node:worker_threads';

import { answerCalls } from './thread';

describe(answerCalls, () => {
  it('answers one call after the other, and goes on after one that fails', async () => {
    const { port1, port2 } = new MessageChannel();
    let underWay = 0;
    let most = 0;
    answerCalls(port1, async (request) => {
      most = Math.max(most, (underWay += 1));
      await new Promise(setImmediate);
      underWay -= 1;
      if (request === 2) throw new Error('no');
      return { result: request };
    });
    for (const id of [1, 2, 3]) port2.postMessage({ id, request: id });
    const answers: unknown[] = [];
    port2.on('message', (answer) => answers.push(answer));
    while (answers.length < 3) await once(port2, 'message');
    expect(answers).toMatchObject([
      { id: 1, result: 1 },
      { id: 2, failure: {} },
      { id: 3, result: 3 },
    ]);
    expect(most).toBe(1);
    port1.close();
  });
});
