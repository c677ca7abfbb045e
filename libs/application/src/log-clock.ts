import { type StreamId } from '@wirebrief/kernel';

import { type EventStore } from './ports/event-store.port';

// A difference that is larger is no skew: the log's own clock is wrong, or was.
const MOST_MILLISECONDS = 5 * 60_000;

// What is fired at the same minute tells the same.
const BETWEEN_MILLISECONDS = 1_000;

/**
 * This machine's clock, held back by as much as it has been seen to run ahead of the clock of the log. One that runs
 * behind stays as it is: a replica that is late finds the work done, one that is early would do it too early.
 */
export class LogClock {
  private lead = 0;
  private learnedAt = -Infinity;

  constructor(
    private readonly store: EventStore,
    private readonly clock: () => string,
  ) {}

  now(): string {
    return new Date(this.local() - this.lead).toISOString();
  }

  /** This machine's clock as it is, in milliseconds. */
  local(): number {
    return Date.parse(this.clock());
  }

  /** Learns from what this process has appended as the first of its stream, since the local instant. */
  async learnFrom(stream: StreamId, since: number): Promise<void> {
    const until = this.local();
    if (Math.abs(until - this.learnedAt) < BETWEEN_MILLISECONDS) return;
    this.learnedAt = until;
    for await (const { recordedAt } of this.store.readStream(stream, { toVersion: 1 }))
      this.learn(since - Date.parse(recordedAt), until - Date.parse(recordedAt));
  }

  /** The lead lies between the two. */
  private learn(least: number, most: number): void {
    if (least > MOST_MILLISECONDS) return;
    this.lead = Math.max(0, Math.min(Math.max(this.lead, least), most));
  }
}
