import { setImmediate as nextTurn } from 'node:timers/promises';

import { type JetStreamConnection, JetStreamEventStore } from '@wirebrief/jetstream';
import { type NewCommit } from '@wirebrief/kernel';
import {
  natsFolder,
  type NatsServer,
  startNatsServer,
  suitableNatsServers,
} from '@wirebrief/testing';
import { Events } from 'nats';

import { connectTo, nextAddress } from './jetstream.factory';

const clock = (): Date => new Date();
const commit = (id: string, change: Partial<NewCommit> = {}): NewCommit => ({
  id,
  stream: 'daily.article.one',
  expected: 'any',
  events: [{ type: 'ArticleReceived', schema: 1, data: { id } }],
  meta: { correlationId: 'request', actor: 'tester' },
  ...change,
});

describe('A log whose server goes away', () => {
  const { folder, remove } = natsFolder();
  const { path } = suitableNatsServers().newest;
  let server: NatsServer;
  let connection: JetStreamConnection;
  let store: JetStreamEventStore;

  const open = (appendMilliseconds: number): Promise<JetStreamEventStore> =>
    JetStreamEventStore.open(connection, { clock, address: nextAddress(), appendMilliseconds });

  beforeAll(async () => {
    server = await startNatsServer({ path, folder });
  });

  beforeEach(async () => {
    await server.restart();
    connection = await connectTo([server], 1500);
  });

  afterEach(async () => {
    await store.close();
    await connection.close();
  });

  afterAll(async () => {
    await server.stop();
    remove();
  });

  async function disconnection(): Promise<void> {
    for await (const { type } of connection.nats.status()) {
      if (type !== Events.Disconnect) continue;
      // Others hear of it in the same turn.
      return nextTurn();
    }
  }

  it('refuses an append that it never sent, and says that nothing is recorded', async () => {
    store = await open(300);
    await store.append(commit('c1'));
    const noticed = disconnection();
    await server.kill();
    await noticed;
    await expect(store.append(commit('c2'))).rejects.toMatchObject({
      code: 'WB_STORE_UNAVAILABLE',
      outcome: 'not-applied',
    });
    await server.restart();
    await connection.whenConnected(performance.now() + 10_000);
    expect(await store.append(commit('c2'))).toMatchObject({ version: 2, duplicate: false });
  });

  it('does not claim to know what became of an append that was not answered', async () => {
    store = await open(100);
    await store.append(commit('c1'));
    await server.pause();
    const lost = store.append(commit('c2'));
    await expect(lost).rejects.toMatchObject({ code: 'WB_STORE_UNAVAILABLE', outcome: 'unknown' });
    server.resume();
    expect(await store.append(commit('c2'))).toMatchObject({ version: 2 });
    expect(await store.streamHead('daily.article.one')).toMatchObject({ version: 2 });
  }, 30_000);

  it('gets an append through an outage that is short enough, once', async () => {
    store = await open(20_000);
    await store.append(commit('c1'));
    await server.kill();
    const appending = Promise.all(['c2', 'c3', 'c4'].map((id) => store.append(commit(id))));
    await server.restart();
    expect((await appending).map(({ version }) => version)).toEqual([2, 3, 4]);
    const ids: string[] = [];
    for await (const { id } of store.readStream('daily.article.one')) ids.push(id);
    expect(ids).toEqual(['c1', 'c2', 'c3', 'c4']);
  }, 30_000);

  it('keeps every acknowledged commit when the server is killed while many are written, and delivers each in order', async () => {
    store = await open(20_000);
    const stop = new AbortController();
    const followed: number[] = [];
    const following = (async () => {
      for await (const item of store.follow({ after: 0, signal: stop.signal })) {
        if ('commits' in item) followed.push(...item.commits.map(({ position }) => position));
      }
    })();
    const acknowledged: string[] = [];
    const write = async (writer: number): Promise<void> => {
      for (let count = 0; count < 60; count += 1) {
        const id = `w${writer}-${count}`;
        await store.append(
          commit(id, { stream: `daily.article.w${writer}`, expected: count || 'none' }),
        );
        acknowledged.push(id);
      }
    };
    const writing = Promise.all([0, 1, 2, 3].map(write));
    for (const share of [40, 120]) {
      while (acknowledged.length < share) await new Promise(setImmediate);
      await server.kill();
      await server.restart();
    }
    await writing;
    const all: string[] = [];
    for await (const batch of store.readAll({ after: 0 }))
      all.push(...batch.commits.map(({ id }) => id));
    expect([...all].sort()).toEqual([...acknowledged].sort());
    const head = await store.head();
    while (followed.at(-1) !== head) await new Promise(setImmediate);
    stop.abort();
    await following;
    expect(followed).toHaveLength(240);
    expect(followed).toEqual([...followed].sort((a, b) => a - b));
    for await (const finding of store.verify()) throw new Error(finding.problem);
  }, 60_000);
});
