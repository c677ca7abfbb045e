import { setMaxListeners } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';

import { type QueueStatus, WorkQueue } from '@wirebrief/application';
import { isWirebriefError } from '@wirebrief/kernel';
import { AckPolicy, DeliverPolicy, type JsMsg, nanos } from 'nats';

import { consume } from './consume';
import { type JetStreamConnection } from './jetstream-connection';
import { type JetStreamDeadLetters } from './jetstream.dead-letters';
import { reasonOf } from './nats-errors';

/** One durable consumer: its messages are handled one after the other, whoever takes them. */
export interface Lane {
  readonly durable: string;
  readonly subject: string;
}

export interface DurableQueueOptions<Item> {
  readonly connection: JetStreamConnection;
  readonly name: string;
  readonly stream: string;
  readonly lanes: readonly Lane[];
  /** What a queue that is new begins with: all that is there, or what comes from now on. */
  readonly from: 'beginning' | 'now';
  /** Undefined where there is nothing to do. */
  readonly itemOf: (message: JsMsg) => Item | undefined;
  /** The message to send for another try, where it is not the same again. */
  readonly retryOf?: (message: JsMsg) => { readonly subject: string; readonly data: Uint8Array };
  readonly deadLetters: Pick<JetStreamDeadLetters, 'add'>;
}

/** Whoever takes a message has to say within this time that it is at work; after it the message goes to another one. */
const ACK_MILLISECONDS = 3000;
const WORKING_MILLISECONDS = 1000;
const PULL_MILLISECONDS = 30_000;
const RETRY_MILLISECONDS = 250;

const FIRST_PAUSE = 200;
const LONGEST_PAUSE = 15_000;
/** With the pauses between them half a minute: longer than a service takes to come back. */
const ATTEMPTS = 9;

/**
 * Work from durable pull consumers. `max_ack_pending` 1 keeps the order of a lane over any number of replicas. The
 * server would give up by itself only by forgetting, so that giving up is done here: the dead letter is written first.
 */
export class DurableQueue<Item> extends WorkQueue {
  private readonly ending = new AbortController();
  private readonly inHand = new Set<Promise<void>>();
  private readonly failures = new Map<string, string>();

  constructor(private readonly options: DurableQueueOptions<Item>) {
    super();
    // Each lane listens.
    setMaxListeners(0, this.ending.signal);
  }

  start(handle: (item: unknown) => Promise<void>): void {
    for (const lane of this.options.lanes) void this.run(lane, handle);
  }

  async stop(milliseconds: number): Promise<void> {
    this.ending.abort();
    const bound = new AbortController();
    await Promise.race([
      Promise.allSettled(this.inHand),
      delay(milliseconds, undefined, { signal: bound.signal }).catch(() => undefined),
    ]);
    bound.abort();
  }

  status(): QueueStatus {
    const [failure] = this.failures.values();
    return { name: this.options.name, failure: failure ?? null };
  }

  private async run(lane: Lane, handle: (item: unknown) => Promise<void>): Promise<void> {
    const { signal } = this.ending;
    while (!signal.aborted) {
      try {
        await this.pull(lane, handle);
      } catch (error) {
        this.failures.set(lane.durable, reasonOf(error));
      }
      await delay(RETRY_MILLISECONDS, undefined, { signal }).catch(() => undefined);
    }
  }

  private async pull(lane: Lane, handle: (item: unknown) => Promise<void>): Promise<void> {
    const { connection, stream, from } = this.options;
    await connection.whenConnected(performance.now() + connection.requestMilliseconds);
    const info = await connection.manager.consumers.add(stream, {
      durable_name: lane.durable,
      filter_subject: lane.subject,
      ack_policy: AckPolicy.Explicit,
      deliver_policy: from === 'now' ? DeliverPolicy.New : DeliverPolicy.All,
      ack_wait: nanos(ACK_MILLISECONDS),
      max_ack_pending: 1,
      max_deliver: -1,
    });
    const { messages, end } = await consume(connection, info, {
      max_messages: 1,
      expires: PULL_MILLISECONDS,
      signal: this.ending.signal,
    });
    this.failures.delete(lane.durable);
    try {
      for await (const message of messages) await this.take(message, handle);
    } finally {
      end();
    }
  }

  private async take(message: JsMsg, handle: (item: unknown) => Promise<void>): Promise<void> {
    // Another replica goes on with it.
    if (this.ending.signal.aborted) {
      message.nak();
      return;
    }
    const work = this.settle(message, handle);
    this.inHand.add(work);
    await work.finally(() => this.inHand.delete(work));
  }

  private async settle(message: JsMsg, handle: (item: unknown) => Promise<void>): Promise<void> {
    const beat = setInterval(() => {
      message.working();
    }, WORKING_MILLISECONDS);
    try {
      const outcome = await this.attempt(message, handle);
      // An acknowledgement that gets lost means one more delivery, which changes nothing.
      if (outcome === 'done') await message.ackAck({ timeout: ACK_MILLISECONDS });
      else message.nak(outcome);
    } catch (error) {
      this.failures.set(message.info.consumer, reasonOf(error));
    } finally {
      clearInterval(beat);
    }
  }

  /** `done`, or the milliseconds after which it is to be tried again. */
  private async attempt(
    message: JsMsg,
    handle: (item: unknown) => Promise<void>,
  ): Promise<'done' | number> {
    const attempts = message.info.deliveryCount;
    try {
      // It has ended the process of each who took it.
      if (attempts > ATTEMPTS) throw new Error('it was given out too often and never done');
      const item = this.options.itemOf(message);
      if (item !== undefined) await handle(item);
      this.failures.delete(message.info.consumer);
      return 'done';
    } catch (error) {
      if (!isForGood(error) && attempts < ATTEMPTS)
        return Math.min(FIRST_PAUSE * 2 ** (attempts - 1), LONGEST_PAUSE);
      const { name, retryOf, deadLetters } = this.options;
      await deadLetters.add(message, { queue: name, error, ...retryOf?.(message) });
      return 'done';
    }
  }
}

/** Trying again does not mend what was refused for what it is. */
function isForGood(error: unknown): boolean {
  return (
    isWirebriefError(error) && error.category !== 'unavailable' && error.category !== 'conflict'
  );
}
