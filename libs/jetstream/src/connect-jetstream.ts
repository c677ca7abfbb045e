import { type Capabilities, type LogReplica } from '@wirebrief/application';

import { durabilityOf } from './durability';
import { JetStreamBlobStore } from './jetstream.blob-store';
import { JetStreamConnection, type NatsAddress } from './jetstream-connection';
import { JetStreamEventStore } from './jetstream.event-store';
import { heldReplicas } from './held-replicas';
import { JetStreamLogImport } from './jetstream.log-import';
import { LogCopy } from './log-copy';

type Replicas = 1 | 3;

interface ConnectJetStreamOptions {
  /** How the connection is called in the servers' monitoring. */
  readonly name: string;
  readonly clock: () => Date;
  /** How many servers hold the log and the files; may depend on how many hold the log that is there already. */
  readonly replicas: Replicas | ((held: Replicas | undefined) => Replicas);
  /** Monitoring ports of all servers, `http://host:8222`: they tell whether an acknowledged commit is on the disk. */
  readonly monitors?: readonly string[];
}

/** One connection, and the stores over it. Each is opened when it is asked for and closed by whoever asked. */
export interface JetStream {
  readonly connection: JetStreamConnection;
  readonly durability: Capabilities['durability'];
  /** Reads ask the servers. */
  openLog(): Promise<JetStreamEventStore>;
  /** Reads come from this machine's copy, which `openReplica` opens. */
  openLogCopy(openReplica: (logIdentity: string) => LogReplica): Promise<LogCopy>;
  openBlobs(): Promise<JetStreamBlobStore>;
  /** As it is stored, to be copied from or to. */
  openLogImport(): Promise<JetStreamLogImport>;
  /** After the stores. */
  close(): Promise<void>;
}

/**
 * For composition roots. Throws `WB_NATS_UNREACHABLE`, `WB_NATS_REFUSED`, `WB_NATS_SERVER_TOO_OLD` or
 * `WB_NATS_JETSTREAM_OFF`.
 */
export async function connectJetStream(
  address: NatsAddress,
  { name, clock, replicas: given, monitors = [] }: ConnectJetStreamOptions,
): Promise<JetStream> {
  const connection = await JetStreamConnection.open(address, { name });
  try {
    const replicas = typeof given === 'number' ? given : given(await heldReplicas(connection));
    const durability = await durabilityOf(replicas, monitors);
    const options = { clock, replicas, durability };
    return {
      connection,
      durability,
      openLog: () => JetStreamEventStore.open(connection, options),
      openLogCopy: (openReplica) => LogCopy.open(connection, { ...options, openReplica }),
      openLogImport: () => JetStreamLogImport.open(connection, options),
      openBlobs: () => JetStreamBlobStore.open(connection, { replicas }),
      close: () => connection.close(),
    };
  } catch (error) {
    await connection.close();
    throw error;
  }
}
