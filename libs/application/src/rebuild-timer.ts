import { messageOf } from '@wirebrief/kernel';
import { dueOf } from '@wirebrief/triggers';

import { type FollowerStatus } from './follower';
import { type Rebuilder } from './rebuilder';
import { type TriggerProjection } from './trigger-projection';
import { WakingLoop } from './waking-loop';

export interface RebuildTimerPorts {
  readonly triggers: TriggerProjection;
  readonly rebuilder: Pick<Rebuilder, 'rebuild'>;
  /** Instant of now, RFC 3339 in UTC. */
  readonly clock: () => string;
}

interface Failure {
  readonly attempts: number;
  readonly message: string;
  /** Milliseconds since 1970. */
  readonly tryAgainAt: number;
}

const FIRST_PAUSE = 5_000;
const LONGEST_PAUSE = 300_000;

// One failure may be a moment's: health tells of what fails again and again.
const ATTEMPTS_BEFORE_ALARM = 3;

/** Knows when each story is due and has it rebuilt then. A story that cannot be is tried again, less and less often. */
export class RebuildTimer {
  private readonly loop: WakingLoop;
  private readonly failures = new Map<string, Failure>();

  constructor(private readonly ports: RebuildTimerPorts) {
    this.loop = new WakingLoop({
      work: () => this.rebuildDue(),
      clock: ports.clock,
      changes: ports.triggers,
    });
  }

  start(): void {
    this.loop.start();
  }

  async stop(): Promise<void> {
    await this.loop.stop();
  }

  status(): FollowerStatus {
    const status = this.ports.triggers.status();
    const lasting = [...this.failures].find(
      ([, { attempts }]) => attempts >= ATTEMPTS_BEFORE_ALARM,
    );
    const failure = lasting === undefined ? null : `${lasting[0]}: ${lasting[1].message}`;
    return { ...status, failure: status.failure ?? this.loop.failure() ?? failure };
  }

  /** Rebuilds what is due now; tells when more will be, or null. */
  async rebuildDue(): Promise<string | null> {
    const now = Date.parse(this.ports.clock());
    for (const storyId of this.ports.triggers.all().keys()) {
      if (this.dueAt(storyId) <= now) await this.rebuild(storyId, now);
    }
    const next = Math.min(...[...this.ports.triggers.all().keys()].map((id) => this.dueAt(id)));
    return Number.isFinite(next) ? new Date(next).toISOString() : null;
  }

  private dueAt(storyId: string): number {
    const due = dueOf(this.ports.triggers.of(storyId));
    if (due === null) return Infinity;
    return Math.max(due.at, this.failures.get(storyId)?.tryAgainAt ?? 0);
  }

  private async rebuild(storyId: string, now: number): Promise<void> {
    try {
      await this.ports.rebuilder.rebuild(storyId);
      this.failures.delete(storyId);
    } catch (error) {
      const message = messageOf(error);
      const attempts = (this.failures.get(storyId)?.attempts ?? 0) + 1;
      const pause = Math.min(FIRST_PAUSE * 2 ** (attempts - 1), LONGEST_PAUSE);
      this.failures.set(storyId, { attempts, message, tryAgainAt: now + pause });
    }
  }
}
