import {
  DiscardPolicy,
  nanos,
  RetentionPolicy,
  StorageType,
  StoreCompression,
  type StreamConfig,
} from 'nats';

import { ensureStream } from './ensure-stream';
import { type JetStreamConnection } from './jetstream-connection';
import { type LogAddress } from './log-address';

export interface LogStreamOptions {
  readonly address: LogAddress;
  /** How many servers hold the log. */
  readonly replicas: 1 | 3;
  /** For how long the server itself knows a commit id again. Beyond it, the index of ids does. */
  readonly duplicateWindowMilliseconds: number;
}

/** Makes the log's stream where there is none, and gives its identity: a later one of the same name has another. */
export async function openLogStream(
  connection: JetStreamConnection,
  options: LogStreamOptions,
): Promise<string> {
  const { config, created } = await ensureStream(connection, configurationOf(options));
  return `${config.name} ${created}`;
}

function configurationOf({ address, replicas, duplicateWindowMilliseconds }: LogStreamOptions) {
  return {
    name: address.stream,
    description: 'The log of Wirebrief. One message is one commit.',
    subjects: [`${address.prefix}.>`],
    retention: RetentionPolicy.Limits,
    storage: StorageType.File,
    num_replicas: replicas,
    discard: DiscardPolicy.New,
    max_msgs: -1,
    max_bytes: -1,
    max_age: 0,
    max_msgs_per_subject: -1,
    max_consumers: -1,
    duplicate_window: nanos(duplicateWindowMilliseconds),
    // Reads that any replica answers may be stale, and the client would take them by itself where they are allowed.
    allow_direct: false,
    mirror_direct: false,
    allow_rollup_hdrs: false,
    deny_delete: false,
    deny_purge: true,
    compression: StoreCompression.None,
  } satisfies Partial<StreamConfig>;
}
