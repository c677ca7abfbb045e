import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type EventStore } from '@wirebrief/application';
import { SqliteLogReplica } from '@wirebrief/event-store';
import {
  type JetStreamConnection,
  JetStreamEventStore,
  JetStreamLogImport,
  type LogAddress,
  LogCopy,
} from '@wirebrief/jetstream';
import {
  EXAMPLE_RECORDS,
  type ImportTarget,
  logImportContract,
  natsFolder,
  type NatsServer,
  recordAt,
  startNatsCluster,
  startNatsServer,
  suitableNatsServers,
} from '@wirebrief/testing';

import { connectTo, nextAddress } from './jetstream.factory';

jest.setTimeout(120_000);

const { oldest, newest } = suitableNatsServers();
const clock = (): Date => new Date('2021-08-30T00:00:00Z');

type OpenStore = (address: LogAddress) => Promise<EventStore>;

const single = [...new Set([oldest, newest])].map((server) => ({
  ...server,
  replicas: 1 as const,
}));

describe.each([...single, { ...newest, replicas: 3 as const }])(
  'A log held $replicas times by nats-server $version',
  ({ path, replicas }) => {
    const { folder, remove } = natsFolder();
    let nodes: readonly NatsServer[];
    let connection: JetStreamConnection;

    beforeAll(async () => {
      nodes =
        replicas === 1
          ? [await startNatsServer({ path, folder })]
          : (await startNatsCluster({ path, folder })).nodes;
      connection = await connectTo(nodes);
    });

    afterAll(async () => {
      await connection.close();
      await Promise.all(nodes.map((node) => node.stop()));
      remove();
    });

    const openImport = (address: LogAddress) =>
      JetStreamLogImport.open(connection, { clock, address, replicas });

    const target = async (address: LogAddress, openStore: OpenStore): Promise<ImportTarget> => ({
      openImport: () => openImport(address),
      openStore: () => openStore(address),
      dispose: async () => {
        await connection.manager.streams.delete(address.stream);
      },
    });

    logImportContract('is imported into, and read from the servers', () =>
      target(nextAddress(), (address) =>
        JetStreamEventStore.open(connection, { clock, address, replicas }),
      ),
    );

    it('is written through an outage, every commit at its position', async () => {
      const address = nextAddress();
      const log = await openImport(address);
      const records = Array.from({ length: 2000 }, (_, index) =>
        recordAt(index + 1, {
          stream: `daily.article.a${index}`,
          firstVersion: 1,
          types: ['ArticleReceived'],
        }),
      );
      const writing = log.write(records);
      while ((await connection.manager.streams.info(address.stream)).state.last_seq === 0);
      for (const node of nodes) {
        await node.kill();
        await node.restart();
      }
      await writing;
      const found = [];
      for await (const batch of log.records({ after: 0, until: 2000 })) found.push(...batch);
      expect(found).toEqual(records);
      await log.close();
    });

    it('is not written where another has written meanwhile', async () => {
      const address = nextAddress();
      const log = await openImport(address);
      await log.write(EXAMPLE_RECORDS.slice(0, 1));
      const other = await openImport(address);
      await other.write(EXAMPLE_RECORDS.slice(1, 2));
      const late = recordAt(3, { stream: 'daily.story.two', firstVersion: 1, types: ['Opened'] });
      await expect(log.write([late])).rejects.toMatchObject({ code: 'WB_LOG_IMPORT' });
      await other.close();
      await log.close();
    });

    it('is not given on where it has lost a commit', async () => {
      const address = nextAddress();
      const log = await openImport(address);
      await log.write(EXAMPLE_RECORDS);
      await connection.manager.streams.deleteMessage(address.stream, 41);
      const read = async () => {
        for await (const batch of log.records({ after: 0, until: 42 }))
          expect(batch).not.toContainEqual(expect.objectContaining({ position: 42 }));
      };
      await expect(read()).rejects.toMatchObject({ code: 'WB_DATA_CORRUPT' });
      await log.close();
    });

    // What a copy reads is the same, however many servers give it out.
    if (replicas === 3 || path !== newest.path) return;

    logImportContract('is imported into, and read from a copy', () => {
      const copy = mkdtempSync(join(tmpdir(), 'wirebrief-import-'));
      const openReplica = (logIdentity: string): SqliteLogReplica =>
        SqliteLogReplica.open({ folder: copy, logIdentity });
      return target(nextAddress(), (address) =>
        LogCopy.open(connection, { clock, address, replicas, openReplica }),
      ).then((made) => ({
        ...made,
        dispose: async () => {
          await made.dispose();
          rmSync(copy, { recursive: true });
        },
      }));
    });
  },
);
