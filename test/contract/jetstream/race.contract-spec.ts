import { type JetStreamConnection, JetStreamEventStore } from '@wirebrief/jetstream';
import { isWirebriefError, type NewCommit } from '@wirebrief/kernel';
import {
  type NatsCluster,
  natsFolder,
  natsServers,
  startNatsCluster,
  suitableNatsServers,
} from '@wirebrief/testing';
import { connect, type NatsConnection } from 'nats';

import { connectTo, nextAddress } from './jetstream.factory';

const WRITERS = 18;
const ROUNDS = 60;

/** Writes with the expectation that stands after `round` rounds; resolves with the position, or undefined when refused. */
type Write = (round: number, expected: number) => Promise<number | undefined>;

/** Winners of each round, in which all writers expect what the winner of the round before has left. */
async function race(writers: readonly Write[], rounds: number): Promise<readonly number[]> {
  const winners: number[] = [];
  let expected = 0;
  for (let round = 0; round < rounds; round += 1) {
    const results = await Promise.all(writers.map((write) => write(round, expected)));
    const positions = results.filter((position) => position !== undefined);
    winners.push(positions.length);
    expected = Math.max(expected, ...positions);
  }
  return winners;
}

describe(`${WRITERS} writers with connections of their own on three servers`, () => {
  let cluster: NatsCluster;
  const { folder, remove } = natsFolder();

  afterEach(async () => {
    await cluster.stop();
  });

  afterAll(remove);

  it('have one winner in each round', async () => {
    const { path } = suitableNatsServers().newest;
    cluster = await startNatsCluster({ path, folder: `${folder}/new` });
    const address = nextAddress();
    const connections: JetStreamConnection[] = [];
    const stores: JetStreamEventStore[] = [];
    for (let count = 0; count < WRITERS; count += 1) {
      const connection = await connectTo(cluster.nodes);
      const options = { clock: () => new Date(), address, replicas: 3 } as const;
      connections.push(connection);
      stores.push(await JetStreamEventStore.open(connection, options));
    }
    const writers = stores.map((store, writer) => async (round: number) => {
      try {
        await store.append(commitOf(writer, round));
        return round + 1;
      } catch (error) {
        expect(isWirebriefError(error) && error.code).toBe('WB_CONCURRENCY');
        return undefined;
      }
    });
    expect(await race(writers, ROUNDS)).toEqual(Array.from({ length: ROUNDS }, () => 1));
    await Promise.all(stores.map((store) => store.close()));
    await Promise.all(connections.map((connection) => connection.close()));
  }, 60_000);

  // This is what the gate for servers keeps out, and the proof that the race would show it.
  const [unsafe] = natsServers().filter(({ version }) => version.startsWith('2.9.1'));
  (unsafe ? it : it.skip)(
    'have several on the servers that are refused',
    async () => {
      if (!unsafe) return;
      const options = { path: unsafe.path, folder: `${folder}/old`, syncAlways: false };
      cluster = await startNatsCluster(options);
      const connections: NatsConnection[] = [];
      for (let count = 0; count < WRITERS; count += 1)
        connections.push(await connect({ servers: [...cluster.urls] }));
      const manager = await connections[0]?.jetstreamManager();
      await manager?.streams.add({ name: 'RACE', subjects: ['race.>'], num_replicas: 3 });
      const writers = connections.map(
        (connection) => async (_: number, lastSubjectSequence: number) => {
          const expect = { lastSubjectSequence };
          const publishing = connection.jetstream().publish('race.one', 'x', { expect });
          return publishing.then(({ seq }) => seq).catch(() => undefined);
        },
      );
      const winners = await race(writers, 20);
      expect(Math.max(...winners)).toBeGreaterThan(1);
      await Promise.all(connections.map((connection) => connection.close()));
    },
    60_000,
  );
});

function commitOf(writer: number, round: number): NewCommit {
  return {
    id: `writer-${writer}-round-${round}`,
    stream: 'daily.story.kabul',
    expected: round === 0 ? 'none' : round,
    events: [{ type: 'StoryOpened', schema: 1, data: { writer } }],
    meta: { correlationId: 'race', actor: `writer-${writer}` },
  };
}
