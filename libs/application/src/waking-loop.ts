import { setTimeout as delay } from 'node:timers/promises';

import { messageOf } from '@wirebrief/kernel';

/** Resolves after the time, or at once when the signal is aborted. */
type Sleep = (milliseconds: number, signal: AbortSignal) => Promise<void>;

const systemSleep: Sleep = (milliseconds, signal) =>
  delay(milliseconds, undefined, { signal }).catch(() => undefined);

export interface WakingLoopOptions {
  /** Does what is due and tells when more will be, or null. */
  readonly work: () => Promise<string | null>;
  /** Instant of now, RFC 3339 in UTC. */
  readonly clock: () => string;
  /** Calls back when something has changed, so that what is due has to be looked at again. */
  readonly changes: { readonly watch: (wake: () => void) => void };
  /** Without it, on the system's timers. */
  readonly sleep?: Sleep;
}

// A machine that was suspended, or whose clock was set, is noticed after this long.
const LONGEST_SLEEP = 30_000;
const AFTER_FAILURE = 5_000;

/** Work that is done at its time, again and again. A failure is kept for whoever looks, and the work is tried again. */
export class WakingLoop {
  private readonly end = new AbortController();
  private nap = new AbortController();
  private failed: string | null = null;
  private running: Promise<void> = Promise.resolve();

  constructor(private readonly options: WakingLoopOptions) {}

  start(): void {
    this.options.changes.watch(() => {
      this.wake();
    });
    this.running = this.run();
  }

  /** Something has changed: what is due is looked at again. */
  wake(): void {
    this.nap.abort();
  }

  /** What stopped the work the last time, or null. */
  failure(): string | null {
    return this.failed;
  }

  /** Work in hand is finished first. */
  async stop(): Promise<void> {
    this.end.abort();
    this.wake();
    await this.running;
  }

  private async run(): Promise<void> {
    const { sleep = systemSleep } = this.options;
    while (!this.end.signal.aborted) {
      this.nap = new AbortController();
      const milliseconds = await this.workOnce();
      if (!this.nap.signal.aborted) await sleep(milliseconds, this.nap.signal);
    }
  }

  private async workOnce(): Promise<number> {
    try {
      const next = await this.options.work();
      this.failed = null;
      if (next === null) return LONGEST_SLEEP;
      const milliseconds = Date.parse(next) - Date.parse(this.options.clock());
      return Math.min(Math.max(milliseconds, 1), LONGEST_SLEEP);
    } catch (error) {
      this.failed = messageOf(error);
      return AFTER_FAILURE;
    }
  }
}
