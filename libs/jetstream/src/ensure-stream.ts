import { setTimeout as delay } from 'node:timers/promises';

import { isWirebriefError, WirebriefError } from '@wirebrief/kernel';
import { type StreamConfig, type StreamInfo } from 'nats';

import { type JetStreamConnection } from './jetstream-connection';
import { JETSTREAM_ERROR, jetStreamCode, unavailable } from './nats-errors';

type WantedStream = Partial<StreamConfig> & { readonly name: string };

/** A cluster that is just starting has no leader yet. */
const START_MILLISECONDS = 20_000;

/**
 * Makes a stream where there is none. Throws `WB_NATS_STREAM_DIFFERS` when the server keeps it otherwise than asked for:
 * a server drops options that it does not know without saying so.
 */
export async function ensureStream(
  connection: JetStreamConnection,
  wanted: WantedStream,
): Promise<StreamInfo> {
  const deadline = performance.now() + START_MILLISECONDS;
  for (;;) {
    try {
      const info = await infoOrAdd(connection, wanted);
      assertEchoed(wanted, info.config);
      return info;
    } catch (error) {
      if (isWirebriefError(error) || isForGood(error) || performance.now() > deadline)
        throw unavailable(error, 'not-applied');
    }
    await delay(250);
  }
}

async function infoOrAdd({ manager }: JetStreamConnection, wanted: WantedStream) {
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
