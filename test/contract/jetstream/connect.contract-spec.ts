import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { SqliteLogReplica } from '@wirebrief/event-store';
import { connectJetStream } from '@wirebrief/jetstream';
import {
  natsFolder,
  type NatsServer,
  startNatsServer,
  suitableNatsServers,
} from '@wirebrief/testing';

const { oldest, newest } = suitableNatsServers();

describe.each([...new Set([oldest, newest])])(
  'A connection to nats-server $version',
  ({ path }) => {
    const { folder, remove } = natsFolder();
    let server: NatsServer;

    afterEach(() => server.stop());
    afterAll(remove);

    const connect = (monitors: readonly string[]) =>
      connectJetStream(
        { servers: [server.url.replace('nats://', '')], tls: false },
        { replicas: 1, name: 'desk', clock: () => new Date(), monitors },
      );

    it('gives the log, its copy and the files', async () => {
      server = await startNatsServer({ path, folder: join(folder, 'all') });
      const jetStream = await connect([server.monitorUrl]);
      const data = mkdtempSync(join(tmpdir(), 'wirebrief-node-'));
      const log = await jetStream.openLog();
      const openReplica = (logIdentity: string) =>
        SqliteLogReplica.open({ folder: data, logIdentity });
      const copy = await jetStream.openLogCopy(openReplica);
      const blobs = await jetStream.openBlobs();
      const appended = await copy.append({
        id: 'c1',
        stream: 'daily.article.one',
        expected: 'none',
        events: [{ type: 'ArticleReceived', schema: 1, data: null }],
        meta: { correlationId: 'request', actor: 'tester' },
      });
      expect(await log.head()).toBe(appended.position);
      const { hash } = await blobs.put(Buffer.from('page'));
      expect(await blobs.has(hash)).toBe(true);
      await Promise.all([log.close(), copy.close()]);
      await jetStream.close();
      rmSync(data, { recursive: true });
    });

    it('says that commits are on the disk where every server says that it syncs, and nowhere else', async () => {
      const durability = async (monitors = [server.monitorUrl]) => {
        const jetStream = await connect(monitors);
        await jetStream.close();
        return jetStream.durability;
      };
      server = await startNatsServer({ path, folder: join(folder, 'sync') });
      expect(await durability()).toBe('fsync');
      expect(await durability([])).toBe('unproven');
      expect(await durability(['http://127.0.0.1:9'])).toBe('unproven');
      await server.stop();
      server = await startNatsServer({ path, folder: join(folder, 'lazy'), syncAlways: false });
      expect(await durability()).toBe('unproven');
    });
  },
);
