import { setTimeout as delay } from 'node:timers/promises';

import { KeyedQueue } from './keyed-queue';

describe(KeyedQueue.name, () => {
  it('runs work on one key in order, one at a time, whether it succeeds or not', async () => {
    const queue = new KeyedQueue();
    const done: string[] = [];
    const work = (name: string, milliseconds: number) => async (): Promise<void> => {
      done.push(`${name} begins`);
      await delay(milliseconds);
      done.push(`${name} ends`);
      if (name === 'first') throw new Error('fails');
    };
    const first = queue.run('a', work('first', 20));
    const second = queue.run('a', work('second', 1));
    const aside = queue.run('b', work('aside', 1));
    await expect(first).rejects.toThrow('fails');
    await Promise.all([second, aside]);
    expect(done).toEqual([
      'first begins',
      'aside begins',
      'aside ends',
      'first ends',
      'second begins',
      'second ends',
    ]);
  });
});
