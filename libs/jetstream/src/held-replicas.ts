import { DEFAULT_LOG } from './log-address';
import { type JetStreamConnection } from './jetstream-connection';
import { JETSTREAM_ERROR, jetStreamCode, unavailable } from './nats-errors';

/** How many servers hold the log; undefined where there is none. */
export async function heldReplicas(
  connection: JetStreamConnection,
  stream = DEFAULT_LOG.stream,
): Promise<1 | 3 | undefined> {
  try {
    const { config } = await connection.asked(() => connection.manager.streams.info(stream));
    return config.num_replicas === 3 ? 3 : 1;
  } catch (error) {
    if (jetStreamCode(error) === JETSTREAM_ERROR.streamNotFound) return undefined;
    throw unavailable(error, 'not-applied');
  }
}
