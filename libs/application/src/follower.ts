import { setTimeout as delay } from 'node:timers/promises';

import { type Commit, type Position } from '@wirebrief/kernel';

import { type EventStore, type LogFilter, StoreUnavailableError } from './ports/event-store.port';

export interface FollowerStatus {
  readonly name: string;
  /** Everything up to here is handled. */
  readonly position: Position;
  /** What stopped it, with the position that it stands at. Null while it runs. */
  readonly failure: string | null;
}

export interface FollowerOptions {
  readonly name: string;
  readonly store: EventStore;
  readonly filter?: LogFilter;
  readonly handle: (commit: Commit) => Promise<void> | void;
  /** Called when a batch is handled, and again when the end of the log is reached. */
  readonly checkpoint?: (position: Position, isCaughtUp: boolean) => Promise<void> | void;
}

interface Waiter {
  readonly position: Position;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

const OUTAGE_MILLISECONDS = 1000;

/** Reads the log from a position onwards, one commit after the other, and lets others wait for it to get somewhere. */
export class Follower {
  private readonly abort = new AbortController();
  private waiters: Waiter[] = [];
  private position: Position = 0;
  private failure: Error | null = null;
  private running: Promise<void> = Promise.resolve();

  constructor(private readonly options: FollowerOptions) {}

  start(after: Position): void {
    this.position = after;
    this.running = this.run(after);
  }

  /** Resolves when everything up to `position` is handled; rejects when the follower has failed or is stopped. */
  waitFor(position: Position): Promise<void> {
    if (this.position >= position) return Promise.resolve();
    if (this.failure !== null) return Promise.reject(this.failure);
    if (this.abort.signal.aborted) return Promise.reject(this.stopped());
    return new Promise((resolve, reject) => this.waiters.push({ position, resolve, reject }));
  }

  status(): FollowerStatus {
    return {
      name: this.options.name,
      position: this.position,
      failure: this.failure === null ? null : this.failure.message,
    };
  }

  /** The commit in hand is finished first. */
  async stop(): Promise<void> {
    this.abort.abort();
    await this.running;
    this.rejectWaiters(this.stopped());
  }

  private stopped(): Error {
    return new Error(`${this.options.name} is stopped`);
  }

  private async run(after: Position): Promise<void> {
    try {
      await this.followThroughOutages(after);
      // The log has ended: it was closed under the follower, and nothing more will come.
      if (!this.abort.signal.aborted) throw this.stopped();
    } catch (error) {
      // A failed follower stands still, visibly: skipping a commit would make every later answer wrong.
      this.fail(error instanceof Error ? error : new Error(String(error)));
    }
  }

  /** Goes on where it stands once the log answers again; its failure shows meanwhile. */
  private async followThroughOutages(after: Position): Promise<void> {
    const { signal } = this.abort;
    for (;;) {
      try {
        await this.follow(Math.max(after, this.position));
        return;
      } catch (error) {
        if (signal.aborted) return;
        if (!(error instanceof StoreUnavailableError)) throw error;
        this.fail(error);
      }
      await delay(OUTAGE_MILLISECONDS, undefined, { signal }).catch(() => undefined);
    }
  }

  private fail(failure: Error): void {
    this.failure = failure;
    this.rejectWaiters(failure);
  }

  private async follow(after: Position): Promise<void> {
    const { store, filter, checkpoint } = this.options;
    const { signal } = this.abort;
    for await (const batch of store.follow({
      after,
      signal,
      ...(filter === undefined ? {} : { filter }),
    })) {
      const isCaughtUp = 'caughtUp' in batch;
      if (!isCaughtUp) await this.handleAll(batch.commits);
      if (signal.aborted) return;
      this.reach(isCaughtUp ? batch.caughtUp : batch.scannedTo);
      await checkpoint?.(this.position, isCaughtUp);
    }
  }

  private async handleAll(commits: readonly Commit[]): Promise<void> {
    for (const commit of commits) {
      if (this.abort.signal.aborted) return;
      await this.options.handle(commit);
      this.reach(commit.position);
    }
  }

  private reach(position: Position): void {
    this.failure = null;
    this.position = Math.max(this.position, position);
    const reached = this.waiters.filter((waiter) => waiter.position <= this.position);
    this.waiters = this.waiters.filter((waiter) => waiter.position > this.position);
    for (const waiter of reached) waiter.resolve();
  }

  private rejectWaiters(error: Error): void {
    for (const waiter of this.waiters) waiter.reject(error);
    this.waiters = [];
  }
}
