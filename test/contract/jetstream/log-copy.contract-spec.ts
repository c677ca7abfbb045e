import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type EventStore } from '@wirebrief/application';
import { SqliteLogReplica } from '@wirebrief/event-store';
import {
  type JetStreamConnection,
  JetStreamEventStore,
  type LogAddress,
  LogCopy,
} from '@wirebrief/jetstream';
import { type Commit, type NewCommit } from '@wirebrief/kernel';
import {
  eventStoreContract,
  natsFolder,
  type NatsServer,
  startNatsServer,
  type StoreFactory,
  suitableNatsServers,
} from '@wirebrief/testing';
import Database from 'better-sqlite3';

import { connectTo, nextAddress } from './jetstream.factory';

const { path, version } = suitableNatsServers().newest;
const { folder: serverFolder, remove } = natsFolder();
let server: NatsServer;
let connection: JetStreamConnection;

beforeAll(async () => {
  server = await startNatsServer({ path, folder: serverFolder });
  connection = await connectTo([server]);
});

afterAll(async () => {
  await connection.close();
  await server.stop();
  remove();
});

const newFolder = (): string => mkdtempSync(join(tmpdir(), 'wirebrief-copy-'));

function openCopy(
  address: LogAddress,
  folder: string,
  clock = (): Date => new Date(),
): Promise<LogCopy> {
  const openReplica = (logIdentity: string): SqliteLogReplica =>
    SqliteLogReplica.open({ folder, logIdentity });
  return LogCopy.open(connection, { clock, address, openReplica });
}

const copiedLog: StoreFactory = async ({ clock }) => {
  const [address, folder] = [nextAddress(), newFolder()];
  let store = await openCopy(address, folder, clock);
  return {
    store,
    reopen: async () => {
      await store.close();
      store = await openCopy(address, folder, clock);
      return store;
    },
    damage: async (position) => {
      await store.head();
      const tool = new Database(join(folder, 'log-copy.sqlite'));
      tool
        .prepare(`UPDATE commits SET events = replace(events, '}', '~') WHERE position = ?`)
        .run(position);
      tool.close();
    },
    dispose: async () => {
      await store.close();
      await connection.manager.streams.delete(address.stream);
      rmSync(folder, { recursive: true });
    },
  };
};

eventStoreContract(`LogCopy of a log on nats-server ${version}`, copiedLog);

const commit = (id: string, text = id): NewCommit => ({
  id,
  stream: `daily.article.${id}`,
  expected: 'none',
  events: [{ type: 'ArticleReceived', schema: 1, data: { text } }],
  meta: { correlationId: 'request', actor: 'tester' },
});

async function commitsOf(store: EventStore): Promise<readonly Commit[]> {
  const found: Commit[] = [];
  for await (const { commits } of store.readAll({ after: 0 })) found.push(...commits);
  return found;
}

describe('Copies of one log on two machines', () => {
  let address: LogAddress;
  let folders: readonly [string, string];
  let one: LogCopy;
  let two: LogCopy;

  beforeEach(async () => {
    address = nextAddress();
    folders = [newFolder(), newFolder()];
    one = await openCopy(address, folders[0]);
    two = await openCopy(address, folders[1]);
  });

  afterEach(async () => {
    await Promise.all([one.close(), two.close()]);
    for (const folder of folders) rmSync(folder, { recursive: true });
  });

  it('show at once what was acknowledged on the other, with the positions of the servers', async () => {
    for (let count = 0; count < 20; count += 1) {
      const { position } = await one.append(commit(`c${count}`));
      expect(await two.streamHead(`daily.article.c${count}`)).toEqual({ version: 1, position });
      for await (const found of two.readStream(`daily.article.c${count}`))
        expect(found.position).toBe(position);
    }
    const direct = await JetStreamEventStore.open(connection, { clock: () => new Date(), address });
    expect(await commitsOf(two)).toEqual(await commitsOf(direct));
    expect(await commitsOf(one)).toEqual(await commitsOf(direct));
    await direct.close();
  });

  it('know an id again that the other has recorded', async () => {
    const first = await one.append(commit('c1'));
    expect(await two.append(commit('c1'))).toEqual({ ...first, duplicate: true });
    await expect(two.append(commit('c1', 'other words'))).rejects.toMatchObject({
      code: 'WB_IDEMPOTENCY_MISMATCH',
    });
  });

  it('hold no byte of a text that the other has erased, nor do the servers', async () => {
    const secret = 'the-name-of-a-witness '.repeat(500);
    await one.append(commit('c1', secret));
    await one.append(commit('c2'));
    await two.head();
    const servers = join(serverFolder, 'n1/jetstream/$G/streams', address.stream, 'msgs');
    const places = [...folders, servers];
    expect(places.map(holdsSecret)).toEqual([true, true, true]);
    expect(await one.erase('daily.article.c1', { reason: 'asked for' })).toEqual({ erased: 1 });
    await two.head();
    expect(places.map(holdsSecret)).toEqual([false, false, false]);
    expect((await commitsOf(two)).map(({ id }) => id)).toEqual(['c2']);
    expect(await two.append(commit('c1', secret))).toMatchObject({ position: 1, duplicate: true });
  });

  it('are made anew when they are deleted, damaged or of another log, erasures included', async () => {
    for (let count = 0; count < 300; count += 1) await one.append(commit(`c${count}`));
    await one.erase('daily.article.c7', { reason: 'asked for' });
    const before = await commitsOf(two);
    expect(before).toHaveLength(299);
    const file = join(folders[1], 'log-copy.sqlite');
    const reopened = async (): Promise<void> => {
      two = await openCopy(address, folders[1]);
      expect(await commitsOf(two)).toEqual(before);
      for await (const { problem } of two.verify()) throw new Error(problem);
      expect(await two.append(commit('c7'))).toMatchObject({ position: 8, duplicate: true });
    };

    await two.close();
    rmSync(file);
    await reopened();

    await two.close();
    writeFileSync(file, Buffer.alloc(20_000, 'garbage'));
    await reopened();

    await two.close();
    const other = nextAddress();
    const otherCopy = await openCopy(other, folders[1]);
    expect(await otherCopy.head()).toBe(0);
    await otherCopy.close();
    await reopened();
  }, 30_000);

  it('take a later log of the same name for another one', async () => {
    await one.append(commit('c1'));
    await Promise.all([one.close(), two.close()]);
    await connection.manager.streams.delete(address.stream);
    one = await openCopy(address, folders[0]);
    two = await openCopy(address, folders[1]);
    expect(await commitsOf(one)).toEqual([]);
    expect(await one.append(commit('c1'))).toMatchObject({ position: 1, duplicate: false });
  });

  it('let one process of a machine follow', async () => {
    await expect(openCopy(address, folders[0])).rejects.toMatchObject({ code: 'WB_DATA_IN_USE' });
  });
});

function holdsSecret(folder: string): boolean {
  return readdirSync(folder).some((name) =>
    readFileSync(join(folder, name)).includes('the-name-of-a-witness'),
  );
}
