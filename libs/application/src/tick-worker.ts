import { type Run, type Tick, type TickKey } from '@wirebrief/scheduling';

import { type ScheduleProjection } from './schedule-projection';
import { type ScheduleRunner } from './schedule-runner';
import { WakingLoop } from './waking-loop';

export interface TickWorkerPorts {
  readonly schedules: ScheduleProjection;
  readonly runner: Pick<ScheduleRunner, 'run'>;
  /** Instant of now, RFC 3339 in UTC. */
  readonly clock: () => string;
}

// So long a tick is left to whoever fired or tried it before another replica takes it up.
const PATIENCE = 60_000;

// In the distributed mode any number of presses share them, and one that dies holds up its own story alone.
const AT_ONCE = 8;

/** Works this process's ticks, oldest first and one of a story at a time, and those that others have left lying. */
export class TickWorker {
  private readonly loop: WakingLoop;
  /** Ticks that this process has fired, tried, or found open at its start. */
  private readonly mine = new Set<string>();
  private open = new Set<string>();
  /** What is being worked, by story. */
  private readonly inHand = new Map<string, Promise<void>>();
  private lost: unknown = undefined;

  constructor(private readonly ports: TickWorkerPorts) {
    this.loop = new WakingLoop({
      work: () => this.workDue(),
      clock: ports.clock,
      changes: ports.schedules,
    });
  }

  /** The ticks that stand open in the log are taken up at once: whoever fired them may be gone. */
  start(): void {
    for (const run of this.ports.schedules.openRuns()) this.take(run);
    this.loop.start();
  }

  async stop(): Promise<void> {
    await this.loop.stop();
    await this.settled();
  }

  isIdle(): boolean {
    return this.inHand.size === 0;
  }

  /** Resolves when what is being worked is done. */
  async settled(): Promise<void> {
    await Promise.all(this.inHand.values());
  }

  /** What keeps it from recording outcomes, or null. */
  failure(): string | null {
    return this.loop.failure();
  }

  take(tick: TickKey): void {
    this.mine.add(keyOf(tick));
    this.loop.wake();
  }

  /** Begins the ticks that are ready; tells when the next one is, or null. Rejects when an outcome was not recorded. */
  async workDue(): Promise<string | null> {
    const { lost } = this;
    this.lost = undefined;
    if (lost !== undefined) throw lost as Error;
    // Whatever ends wakes it.
    if (this.inHand.size === AT_ONCE) return null;
    await this.ports.schedules.catchUp();
    const open = this.ports.schedules.openRuns();
    this.forget(new Set(open.map(keyOf)));
    for (const run of this.ready(open)) this.begin(run);
    if (this.inHand.size === AT_ONCE) return null;
    const times = open.filter((run) => !this.isInHand(run)).map((run) => this.readyAt(run));
    return times.length === 0 ? null : new Date(Math.min(...times)).toISOString();
  }

  private begin(run: Run): void {
    if (this.inHand.size === AT_ONCE || this.isInHand(run)) return;
    this.mine.add(keyOf(run));
    const work = async (): Promise<void> => {
      try {
        await this.ports.runner.run(tickOf(run));
      } catch (error) {
        this.lost = error;
      }
      this.inHand.delete(run.storyId);
      this.loop.wake();
    };
    this.inHand.set(run.storyId, work());
  }

  private isInHand({ storyId }: Run): boolean {
    return this.inHand.has(storyId);
  }

  /** What was open and is not has its outcome. What has never been open was fired a moment ago. */
  private forget(open: Set<string>): void {
    for (const key of this.open) if (!open.has(key)) this.mine.delete(key);
    this.open = open;
  }

  private ready(open: readonly Run[]): readonly Run[] {
    const now = Date.parse(this.ports.clock());
    return open
      .filter((run) => this.readyAt(run) <= now)
      .map((run) => ({ run, due: Date.parse(run.due) }))
      .sort((one, other) => one.due - other.due)
      .map(({ run }) => run);
  }

  private readyAt(run: Run): number {
    const isMine = this.mine.has(keyOf(run));
    if (run.tryAgainAt === null && isMine) return 0;
    return Date.parse(run.tryAgainAt ?? run.firedAt) + (isMine ? 0 : PATIENCE);
  }
}

const keyOf = ({ storyId, scheduleId, due }: TickKey): string => `${storyId}/${scheduleId}/${due}`;

function tickOf({ storyId, scheduleId, due, kind, unchanged, passedOver }: Run): Tick {
  return { storyId, scheduleId, due, kind, unchanged, passedOver };
}
