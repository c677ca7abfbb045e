import { setImmediate as nextTurn } from 'node:timers/promises';

import { PAGE_BYTES, PAGE_COMMITS } from '@wirebrief/event-log';
import { type Position } from '@wirebrief/kernel';
import {
  AckPolicy,
  type ConsumerMessages,
  DeliverPolicy,
  type JsMsg,
  nanos,
  ReplayPolicy,
} from 'nats';

import { consume } from './consume';
import { type JetStreamConnection } from './jetstream-connection';
import { type LogMessage } from './log-message';

export interface PagesOptions {
  readonly after: Position;
  readonly signal: AbortSignal;
  /** All of the log where not given. */
  readonly subject?: string;
  readonly headersOnly?: boolean;
}

export interface MessagePage {
  readonly messages: readonly LogMessage[];
  readonly lastSeq: Position;
  /** The server had nothing more when it sent the last of them. */
  readonly atEnd: boolean;
}

/** Bounds what lies ready for a reader that is slower than the server. */
const MESSAGES_AHEAD = 512;
/** More is asked for when so many are still to come: each time wakes the server. */
const MESSAGES_LEFT = 128;
const PULL_MILLISECONDS = 10_000;
const CONSUMER_LIFE_MILLISECONDS = 60_000;

/**
 * An ordered consumer: it acknowledges nothing and belongs to this reader. A message that got lost on the way shows in
 * the consumer's own numbers and ends the reading with an error; so does the loss of the consumer.
 */
export async function* messagePages(
  connection: JetStreamConnection,
  stream: string,
  { after, signal, subject, headersOnly = false }: PagesOptions,
): AsyncGenerator<MessagePage> {
  if (signal.aborted) return;
  const { manager } = connection;
  const configuration = {
    ack_policy: AckPolicy.None,
    deliver_policy: DeliverPolicy.StartSequence,
    opt_start_seq: after + 1,
    replay_policy: ReplayPolicy.Instant,
    inactive_threshold: nanos(CONSUMER_LIFE_MILLISECONDS),
    num_replicas: 1,
    mem_storage: true,
    headers_only: headersOnly,
    ...(subject !== undefined && { filter_subject: subject }),
  };
  const info = await connection.asked(() => manager.consumers.add(stream, { ...configuration }));
  const { messages, end } = await consume(connection, info, {
    max_messages: MESSAGES_AHEAD,
    threshold_messages: MESSAGES_LEFT,
    expires: PULL_MILLISECONDS,
    signal,
  });
  try {
    yield* pagesOf(messages, signal);
  } finally {
    end();
    // The server drops it by itself where this does not arrive.
    manager.consumers.delete(stream, info.name).catch(() => undefined);
  }
}

async function* pagesOf(
  messages: ConsumerMessages,
  signal: AbortSignal,
): AsyncGenerator<MessagePage> {
  const arriving = messages[Symbol.asyncIterator]();
  let page: LogMessage[] = [];
  let [bytes, delivered] = [0, 0];
  for (let next = arriving.next(); ;) {
    const result = await next;
    if (result.done === true || signal.aborted) return;
    const message = result.value;
    const { deliverySequence, pending } = message.info;
    delivered += 1;
    if (deliverySequence !== delivered)
      throw new Error(`message ${delivered} of the consumer did not arrive`);
    page.push(logMessage(message));
    bytes += message.data.length;
    next = arriving.next();
    const isFull = bytes >= PAGE_BYTES || page.length >= PAGE_COMMITS;
    if (!isFull && pending > 0 && messages.getPending() > NO_MESSAGES) continue;
    // Its failure is met where it is awaited, which may be after a slow reader has come back.
    next.catch(() => undefined);
    if (!isFull && pending > 0 && (await isHere(next))) continue;
    yield { messages: page, lastSeq: message.seq, atEnd: pending === 0 };
    page = [];
    bytes = 0;
  }
}

/** What waits in the client's queue besides messages: the next call for more, and the message in hand. */
const NO_MESSAGES = 2;

/**
 * Whether the next message has arrived. The server's count of those to come does not tell: it goes on to count one that
 * it found damaged and left out.
 */
function isHere(next: Promise<unknown>): Promise<boolean> {
  return Promise.race([next.then(() => true), nextTurn(false)]);
}

function logMessage(message: JsMsg): LogMessage {
  return {
    seq: message.seq,
    subject: message.subject,
    headers: message.headers,
    data: message.data,
  };
}
