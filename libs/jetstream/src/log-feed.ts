import { setTimeout as delay } from 'node:timers/promises';

import { type LogEntry, StoreUnavailableError } from '@wirebrief/application';
import { ChangeSignal } from '@wirebrief/event-log';
import { isWirebriefError, type Position, type WirebriefError } from '@wirebrief/kernel';

import { type LogIndex } from './log-index';
import { entryOf, isErasure, type LogMessage } from './log-message';
import { type LogSource } from './log-source';
import { unavailable } from './nats-errors';

interface LogFeedOptions {
  readonly source: LogSource;
  readonly index: LogIndex;
  /** An index of ids alone does without the content. */
  readonly headersOnly: boolean;
  /** For how long the server itself knows ids again. */
  readonly duplicateWindowMilliseconds: number;
}

const RETRY_MILLISECONDS = 250;
const PROBE_MILLISECONDS = 500;
const REACH_MILLISECONDS = 10_000;

/** Keeps an index as new as the log, through every outage. */
export class LogFeed {
  readonly changes = new ChangeSignal();
  private readonly closing = new AbortController();
  private running: Promise<void> | undefined;
  /** When the index was last known to hold everything, on the monotonic clock. */
  private completeAt = -Infinity;
  private failure: WirebriefError | undefined;

  constructor(private readonly options: LogFeedOptions) {}

  get index(): LogIndex {
    return this.options.index;
  }

  /** Resolves when everything that is in the log now is in the index; on a first start that is all of it. */
  async start(): Promise<void> {
    const last = await this.options.source.lastSequence();
    this.running = this.run();
    await this.reach(last, Infinity);
    this.completeAt = performance.now();
  }

  /** Waits until the index holds everything up to this sequence. Rejects with StoreUnavailableError when that takes too long. */
  async reach(seq: Position, milliseconds = REACH_MILLISECONDS): Promise<void> {
    const deadline = performance.now() + milliseconds;
    while (this.index.reached < seq) {
      if (this.failure !== undefined) throw this.failure;
      if (this.closing.signal.aborted) throw lagging(this.index.reached, seq);
      if (performance.now() > deadline) throw lagging(this.index.reached, seq);
      const before = this.index.reached;
      const timer = AbortSignal.timeout(PROBE_MILLISECONDS);
      await this.changes.wait(AbortSignal.any([timer, this.closing.signal]));
      if (this.index.reached === before) await this.skipMissing(seq);
    }
  }

  /** Makes sure that every id is known that the server may have forgotten. */
  async fresh(): Promise<void> {
    const age = performance.now() - this.completeAt;
    if (age < this.options.duplicateWindowMilliseconds / 2) return;
    await this.complete();
  }

  /** Makes sure that the index holds everything that is in the log at the time of the call. Gives the last sequence. */
  async complete(): Promise<Position> {
    const asked = performance.now();
    const last = await this.options.source.lastSequence().catch((error: unknown) => {
      throw unavailable(error, 'not-applied');
    });
    await this.reach(last);
    this.completeAt = Math.max(this.completeAt, asked);
    return last;
  }

  async close(): Promise<void> {
    this.closing.abort();
    this.changes.notify();
    await this.running;
  }

  private async run(): Promise<void> {
    const { signal } = this.closing;
    while (!signal.aborted) {
      try {
        await this.follow(signal);
      } catch (error) {
        // What waiting does not mend is told to whoever waits, and tried again all the same.
        if (isWirebriefError(error) && error.code !== 'WB_STORE_UNAVAILABLE') this.failure = error;
        this.changes.notify();
      }
      await delay(RETRY_MILLISECONDS, undefined, { signal }).catch(() => undefined);
    }
  }

  private async follow(signal: AbortSignal): Promise<void> {
    const { source, index, headersOnly } = this.options;
    for await (const page of source.pages({ after: index.reached, signal, headersOnly })) {
      const started = performance.now();
      index.take(await this.entriesOf(page.messages), page.lastSeq);
      this.failure = undefined;
      if (page.atEnd) this.completeAt = Math.max(this.completeAt, started - RETRY_MILLISECONDS);
      this.changes.notify();
    }
  }

  private async entriesOf(messages: readonly LogMessage[]): Promise<readonly LogEntry[]> {
    const { source, headersOnly } = this.options;
    const entries: LogEntry[] = [];
    for (const message of messages) {
      const whole = headersOnly && isErasure(message) ? await source.at(message.seq) : message;
      const entry = whole && entryOf(source.address, whole);
      if (entry) entries.push(entry);
    }
    return entries;
  }

  /** Messages that someone deleted at the end of the stream never come: the leader says so. */
  private async skipMissing(seq: Position): Promise<void> {
    const { source, index } = this.options;
    const { reached } = index;
    try {
      const next = await source.next(reached + 1);
      if (next === undefined && index.reached === reached) index.take([], seq);
    } catch {
      // Waiting goes on.
    }
  }
}

function lagging(reached: Position, wanted: Position): StoreUnavailableError {
  return new StoreUnavailableError(
    'not-applied',
    `What is known here of the log ends at position ${reached}; ${wanted} is needed.`,
    'Check the connection to NATS, then send it again with the same id.',
  );
}
