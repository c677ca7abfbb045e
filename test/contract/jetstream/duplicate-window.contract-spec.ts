import { setTimeout as delay } from 'node:timers/promises';

import { type JetStreamConnection, JetStreamEventStore } from '@wirebrief/jetstream';
import { type NewCommit } from '@wirebrief/kernel';
import {
  natsFolder,
  type NatsServer,
  startNatsServer,
  suitableNatsServers,
} from '@wirebrief/testing';

import { connectTo, nextAddress } from './jetstream.factory';

/** The shortest that a server takes. */
const WINDOW_MILLISECONDS = 100;
const { oldest, newest } = suitableNatsServers();

const commit = (id: string, change: Partial<NewCommit> = {}): NewCommit => ({
  id,
  stream: 'daily.article.one',
  expected: 'any',
  events: [{ type: 'ArticleReceived', schema: 1, data: { id } }],
  meta: { correlationId: 'request', actor: 'tester' },
  ...change,
});

describe.each([...new Set([oldest, newest])])(
  'An id that the server $version has forgotten',
  ({ path }) => {
    const { folder, remove } = natsFolder();
    let server: NatsServer;
    const connections: JetStreamConnection[] = [];
    let one: JetStreamEventStore;
    let two: JetStreamEventStore;

    beforeAll(async () => {
      server = await startNatsServer({ path, folder });
    });

    beforeEach(async () => {
      const address = nextAddress();
      const open = async (): Promise<JetStreamEventStore> => {
        const connection = await connectTo([server]);
        connections.push(connection);
        const duplicateWindowMilliseconds = WINDOW_MILLISECONDS;
        const clock = (): Date => new Date();
        return JetStreamEventStore.open(connection, {
          clock,
          address,
          duplicateWindowMilliseconds,
        });
      };
      one = await open();
      two = await open();
    });

    afterEach(async () => {
      await Promise.all([one.close(), two.close()]);
      for (const connection of connections.splice(0)) await connection.close();
    });

    afterAll(async () => {
      await server.stop();
      remove();
    });

    it('is known again whatever is expected, also to another process', async () => {
      const first = await one.append(commit('c1'));
      await one.append(commit('c2'));
      await delay(WINDOW_MILLISECONDS * 5);
      for (const store of [one, two]) {
        for (const expected of ['any', 'exists', 'none', 0, 2, 9] as const)
          expect(await store.append(commit('c1', { expected }))).toEqual({
            ...first,
            duplicate: true,
          });
      }
      expect(await two.streamHead('daily.article.one')).toMatchObject({ version: 2 });
    });

    it('is refused with other content or on another stream', async () => {
      await one.append(commit('c1'));
      await delay(WINDOW_MILLISECONDS * 5);
      for (const store of [one, two]) {
        const others = [
          { stream: 'daily.article.two' },
          { meta: commit('c1', { meta: { correlationId: 'x', actor: 'y' } }).meta },
        ] as const;
        for (const change of others)
          await expect(store.append(commit('c1', change))).rejects.toMatchObject({
            code: 'WB_IDEMPOTENCY_MISMATCH',
          });
      }
      expect(await two.streamHead('daily.article.two')).toBeUndefined();
    });
  },
);
