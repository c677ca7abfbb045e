import { setTimeout as delay } from 'node:timers/promises';

import { isWirebriefError, WirebriefError } from '@wirebrief/kernel';
import {
  DiscardPolicy,
  nanos,
  RetentionPolicy,
  StorageType,
  StoreCompression,
  type StreamConfig,
} from 'nats';

import { type JetStreamConnection } from './jetstream-connection';
import { type LogAddress } from './log-address';
import { JETSTREAM_ERROR, jetStreamCode, unavailable } from './nats-errors';

export interface LogStreamOptions {
  readonly address: LogAddress;
  /** How many servers hold the log. */
  readonly replicas: 1 | 3;
  /** For how long the server itself knows a commit id again. Beyond it, the index of ids does. */
  readonly duplicateWindowMilliseconds: number;
}

/** A cluster that is just starting has no leader yet. */
const START_MILLISECONDS = 20_000;

/**
 * Makes the log's stream where there is none. Throws `WB_NATS_STREAM_DIFFERS` when the server keeps it otherwise than
 * asked for: a server drops options that it does not know without saying so. Gives the identity of the stream.
 */
export async function openLogStream(
  connection: JetStreamConnection,
  options: LogStreamOptions,
): Promise<string> {
  const wanted = configurationOf(options);
  const deadline = performance.now() + START_MILLISECONDS;
  for (;;) {
    try {
      const { config, created } = await infoOrAdd(connection, wanted);
      assertEchoed(wanted, config);
      return `${config.name} ${created}`;
    } catch (error) {
      if (isWirebriefError(error) || isForGood(error) || performance.now() > deadline)
        throw unavailable(error, 'not-applied');
    }
    await delay(250);
  }
}

async function infoOrAdd(
  { manager }: JetStreamConnection,
  wanted: Partial<StreamConfig> & { readonly name: string },
) {
  try {
    return await manager.streams.info(wanted.name);
  } catch (error) {
    if (jetStreamCode(error) !== JETSTREAM_ERROR.streamNotFound) throw error;
    // The client adds properties to what it is given.
    return await manager.streams.add({ ...wanted });
  }
}

/** A single server stays one. */
const isForGood = (error: unknown): boolean =>
  jetStreamCode(error) === JETSTREAM_ERROR.replicasNotSupported;

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

function assertEchoed(wanted: Partial<StreamConfig>, actual: StreamConfig): void {
  const found = actual as unknown as Record<string, unknown>;
  const different = Object.entries(wanted)
    // What is false may be left out of the answer.
    .filter(([name, value]) => JSON.stringify(found[name] ?? false) !== JSON.stringify(value))
    .filter(([name]) => name !== 'description')
    .map(([name, value]) => `${name} ${JSON.stringify(found[name])}, not ${JSON.stringify(value)}`);
  if (different.length === 0) return;
  throw new WirebriefError(
    'WB_NATS_STREAM_DIFFERS',
    'conflict',
    `The JetStream stream ${actual.name} has ${different.join('; ')}.`,
    `Correct it with "nats stream edit ${actual.name}", or the setting that asks for it here.`,
  );
}
