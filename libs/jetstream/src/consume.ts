import {
  ConsumerDebugEvents,
  ConsumerEvents,
  type ConsumerInfo,
  type ConsumerMessages,
  type ConsumerStatus,
} from 'nats';

import { type JetStreamConnection } from './jetstream-connection';

export interface Consumption {
  /** Rejects when the consumer, or the connection to it, is lost: whoever reads makes the consumer again. */
  readonly messages: ConsumerMessages;
  /** Takes nothing more. `close` of a durable consumer's messages may never resolve. */
  readonly end: () => void;
}

export interface ConsumeOptions {
  /** Most that lie ready for the reader. */
  readonly max_messages: number;
  /** More is asked for when so many are still to come; three quarters of the most where not given. */
  readonly threshold_messages?: number;
  /** Milliseconds after which the server forgets what was asked for. */
  readonly expires: number;
  /** Ends it; it may have aborted before. */
  readonly signal: AbortSignal;
}

/** Two that do not come are a loss. */
const HEARTBEAT_MILLISECONDS = 2000;

/**
 * Messages of a pull consumer until something of it is lost. The client (nats 2.29.3, `PullConsumerMessagesImpl`) goes on
 * by itself, and not well: it answers a change of leaders by asking for 0 messages; where nobody leads it looks again
 * after `expires` only; and where the connection is lost meanwhile it never counts heartbeats again, so that the next
 * request that gets lost is the last one.
 */
export async function consume(
  connection: JetStreamConnection,
  info: ConsumerInfo,
  { signal, ...options }: ConsumeOptions,
): Promise<Consumption> {
  const consumer = connection.client.consumers.getPullConsumerFor(info);
  const messages = await consumer.consume({
    ...options,
    idle_heartbeat: HEARTBEAT_MILLISECONDS,
    abort_on_missing_resource: true,
  });
  const lose = (what: string): void => {
    messages.stop(new Error(`${what} was lost`));
  };
  const forget = connection.onLoss(() => {
    lose('the connection');
  });
  void watch(messages, () => {
    lose(`consumer ${info.name}`);
  });
  const end = (): void => {
    forget();
    signal.removeEventListener('abort', end);
    messages.stop();
  };
  signal.addEventListener('abort', end, { once: true });
  if (signal.aborted) end();
  return { messages, end };
}

async function watch(messages: ConsumerMessages, lose: () => void): Promise<void> {
  for await (const status of await messages.status()) if (isLoss(status)) lose();
}

/** 409: what was asked for is forgotten, since another server leads or this one ends. */
function isLoss({ type, data }: ConsumerStatus): boolean {
  if (type === ConsumerEvents.HeartbeatsMissed) return true;
  return type === ConsumerDebugEvents.DebugEvent && String(data).startsWith('409 ');
}
