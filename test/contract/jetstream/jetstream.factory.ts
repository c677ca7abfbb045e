import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { JetStreamConnection, JetStreamEventStore, type LogAddress } from '@wirebrief/jetstream';
import { type NatsServer, type StoreFactory } from '@wirebrief/testing';

interface LogServers {
  /** Every server that holds the logs, with its store. */
  readonly nodes: readonly NatsServer[];
  readonly folder: string;
  readonly replicas?: 1 | 3;
  readonly duplicateWindowMilliseconds?: number;
}

let lastLog = 0;

/** Each law gets a log of its own on the same servers, and a connection of its own. */
export function jetStreamStore(servers: () => LogServers): StoreFactory {
  return async ({ clock }) => {
    const { nodes, folder, ...options } = servers();
    const address = nextAddress();
    const connection = await connectTo(nodes);
    const open = () => JetStreamEventStore.open(connection, { ...options, clock, address });
    let store = await open();
    return {
      store,
      reopen: async () => {
        await store.close();
        store = await open();
        return store;
      },
      damage: async (position) => {
        const message = await connection.manager.streams.getMessage(address.stream, {
          seq: position,
        });
        for (const node of nodes) {
          await node.stop();
          flipByte(join(folder, node.name), address.stream, message.data);
          await node.restart();
        }
      },
      dispose: async () => {
        await store.close();
        await connection.manager.streams.delete(address.stream);
        await connection.close();
      },
    };
  };
}

export function nextAddress(): LogAddress {
  lastLog += 1;
  return { stream: `LOG_${lastLog}`, prefix: `ev${lastLog}` };
}

export function connectTo(
  nodes: readonly NatsServer[],
  requestMilliseconds?: number,
): Promise<JetStreamConnection> {
  const servers = nodes.map((node) => node.url.replace('nats://', ''));
  return JetStreamConnection.open(
    { servers, tls: false },
    { name: 'contract', ...(requestMilliseconds !== undefined && { requestMilliseconds }) },
  );
}

/** In the file of the server's store, while it is stopped. */
function flipByte(store: string, stream: string, content: Uint8Array): void {
  const folder = join(store, 'jetstream/$G/streams', stream, 'msgs');
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.blk'))) {
    const bytes = readFileSync(join(folder, name));
    const offset = bytes.indexOf(content);
    if (offset < 0) continue;
    bytes.writeUInt8(bytes.readUInt8(offset + 5) ^ 1, offset + 5);
    writeFileSync(join(folder, name), bytes);
    return;
  }
  throw new Error(`no file of ${folder} holds the message`);
}
