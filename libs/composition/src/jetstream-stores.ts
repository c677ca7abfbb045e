import { createHash } from 'node:crypto';
import { join } from 'node:path';

import { SqliteLogReplica, SqliteProjectionStore } from '@wirebrief/event-store';
import {
  connectJetStream,
  type JetStream,
  type JetStreamConnection,
  JetStreamDeadLetters,
  type LogCopy,
} from '@wirebrief/jetstream';
import { type Config } from '@wirebrief/platform';

import { type Stores } from './stores';

export type ServersConfig = Pick<Config, 'nats' | 'replicas' | 'monitors'>;

export interface JetStreamStores extends Stores {
  readonly connection: JetStreamConnection;
  readonly deadLetters: JetStreamDeadLetters;
}

/** Throws `WB_NATS_…`, of which `WB_NATS_UNREACHABLE` may pass by itself. `name` is that of the connection. */
export async function connectServers(
  { nats, replicas, monitors }: ServersConfig,
  name = 'wirebrief',
): Promise<JetStream> {
  if (nats === undefined) throw new Error('the configuration names no NATS server');
  return connectJetStream(nats, { name, clock: () => new Date(), replicas, monitors });
}

/**
 * The log on the servers with a copy in the data folder, which is this process's alone. Closing closes the connection
 * too.
 */
export async function openJetStream(
  config: ServersConfig & Pick<Config, 'dataDir'>,
  name?: string,
): Promise<JetStreamStores> {
  const servers = await connectServers(config, name);
  let store: LogCopy | undefined;
  let projections: SqliteProjectionStore | undefined;
  const close = async () => {
    await store?.close();
    await projections?.close();
    await servers.close();
  };
  try {
    const { dataDir: folder } = config;
    let identity = '';
    store = await servers.openLogCopy((logIdentity) => {
      identity = logIdentity;
      return SqliteLogReplica.open({ folder, logIdentity });
    });
    projections = SqliteProjectionStore.open({ folder: snapshotsOf(folder, identity) });
    const blobs = await servers.openBlobs();
    const { connection } = servers;
    const deadLetters = await openDeadLetters(servers, config);
    return { store, projections, blobs, deadLetters, connection, close };
  } catch (error) {
    await close();
    throw error;
  }
}

export function openDeadLetters(
  { connection }: JetStream,
  config: ServersConfig,
): Promise<JetStreamDeadLetters> {
  return JetStreamDeadLetters.open(connection, config);
}

/** The positions in snapshots are those of one log and of no other. */
function snapshotsOf(folder: string, identity: string): string {
  const name = createHash('sha256').update(identity).digest('hex').slice(0, 16);
  return join(folder, `snapshots-${name}`);
}
