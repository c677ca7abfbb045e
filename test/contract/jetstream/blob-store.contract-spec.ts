import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { type JetStreamConnection, JetStreamBlobStore } from '@wirebrief/jetstream';
import { sha256 } from '@wirebrief/kernel';
import {
  itBehavesAsABlobStore,
  natsFolder,
  type NatsServer,
  startNatsServer,
  suitableNatsServers,
} from '@wirebrief/testing';

import { connectTo } from './jetstream.factory';

const { oldest, newest } = suitableNatsServers();

describe.each([...new Set([oldest, newest])])('JetStreamBlobStore on $version', ({ path }) => {
  const { folder, remove } = natsFolder();
  let server: NatsServer;
  let connection: JetStreamConnection;
  let lastBucket = 0;

  const openEmpty = (): Promise<JetStreamBlobStore> => {
    lastBucket += 1;
    return JetStreamBlobStore.open(connection, { bucket: `BLOBS_${lastBucket}` });
  };

  beforeAll(async () => {
    server = await startNatsServer({ path, folder });
    connection = await connectTo([server]);
  });

  afterAll(async () => {
    await connection.close();
    await server.stop();
    remove();
  });

  itBehavesAsABlobStore(openEmpty);

  it('keeps a file of many parts over a restart of the server', async () => {
    const store = await openEmpty();
    const bytes = Buffer.alloc(3_000_000, 'many parts ');
    const { hash } = await store.put(bytes);
    await server.restart();
    expect(sha256((await store.get(hash)) ?? '')).toBe(hash);
  });

  it('keeps one file that two processes put at the same time', async () => {
    const one = await openEmpty();
    const other = await connectTo([server]);
    const two = await JetStreamBlobStore.open(other, { bucket: `BLOBS_${lastBucket}` });
    const bytes = Buffer.alloc(500_000, 'twice ');
    const puts = await Promise.all([one.put(bytes), two.put(bytes), two.put(bytes)]);
    expect(new Set(puts.map(({ hash }) => hash)).size).toBe(1);
    expect(sha256((await two.get(sha256(bytes))) ?? '')).toBe(sha256(bytes));
    await other.close();
  });

  it('refuses to hand out a file of which a byte has changed on the disk, and mends it when it is put again', async () => {
    const store = await openEmpty();
    const bytes = Buffer.from('the true content of a file');
    const { hash } = await store.put(bytes);
    await server.stop();
    flipByte(bytes);
    await server.restart();
    await expect(store.get(hash)).rejects.toMatchObject({ code: 'WB_BLOB_CORRUPT' });
    await store.put(bytes);
    expect(Buffer.from((await store.get(hash)) ?? '').toString()).toBe(bytes.toString());
  }, 40_000);

  it('says that the servers are gone', async () => {
    const lonely = await startNatsServer({ path, folder: `${folder}/lonely` });
    const connected = await connectTo([lonely], 500);
    const store = await JetStreamBlobStore.open(connected);
    await lonely.stop();
    const code = 'WB_BLOB_STORE_UNAVAILABLE';
    await expect(store.put(Buffer.from('late'))).rejects.toMatchObject({ code });
    await connected.close();
  }, 20_000);

  function flipByte(content: Uint8Array): void {
    const messages = join(folder, 'n1/jetstream/$G/streams', `OBJ_BLOBS_${lastBucket}`, 'msgs');
    for (const name of readdirSync(messages).filter((file) => file.endsWith('.blk'))) {
      const stored = readFileSync(join(messages, name));
      const offset = stored.indexOf(content);
      stored.writeUInt8(stored.readUInt8(offset) ^ 1, offset);
      writeFileSync(join(messages, name), stored);
    }
  }
});
