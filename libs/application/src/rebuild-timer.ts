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
}

const FIRST_PAUSE = 5_000;
const LONGEST_PAUSE = 300_000;

// One failure may be a moment's: health tells of what fails again and again.
const ATTEMPTS_BEFORE_ALARM = 3;

// In the distributed mode any number of presses share them, and one that dies holds up its own story alone.
const AT_ONCE = 8;

// Of whoever does it and says that it is not due: its clock is behind.
const NOT_DUE_PAUSE = 1_000;

/** Knows when each story is due and has it rebuilt then. A story that cannot be is tried again, less and less often. */
export class RebuildTimer {
  private readonly loop: WakingLoop;
  private readonly inHand = new Map<string, Promise<void>>();
  private readonly failures = new Map<string, Failure>();
  /** Milliseconds since 1970, by story. */
  private readonly notBefore = new Map<string, number>();

  constructor(private readonly ports: RebuildTimerPorts) {
    this.loop = new WakingLoop({
      work: () => Promise.resolve(this.startDue()),
      clock: ports.clock,
      changes: ports.triggers,
    });
  }

  start(): void {
    this.loop.start();
  }

  /** What is in hand is finished first. */
  async stop(): Promise<void> {
    await this.loop.stop();
    await this.settled();
  }

  status(): FollowerStatus {
    const status = this.ports.triggers.status();
    const lasting = [...this.failures].find(
      ([, { attempts }]) => attempts >= ATTEMPTS_BEFORE_ALARM,
    );
    const failure = lasting === undefined ? null : `${lasting[0]}: ${lasting[1].message}`;
    return { ...status, failure: status.failure ?? this.loop.failure() ?? failure };
  }

  isIdle(): boolean {
    return this.inHand.size === 0;
  }

  /** Resolves when what is in hand is done. */
  async settled(): Promise<void> {
    await Promise.all(this.inHand.values());
  }

  /** Begins what is due now; tells when more will be, or null. Whatever ends wakes it. */
  startDue(): string | null {
    const now = Date.parse(this.ports.clock());
    let next = Infinity;
    for (const [storyId, state] of this.ports.triggers.all()) {
      if (this.inHand.has(storyId)) continue;
      const at = Math.max(dueOf(state)?.at ?? Infinity, this.notBefore.get(storyId) ?? 0);
      if (at > now) next = Math.min(next, at);
      else if (this.inHand.size < AT_ONCE) this.begin(storyId, now);
    }
    return Number.isFinite(next) ? new Date(next).toISOString() : null;
  }

  private begin(storyId: string, now: number): void {
    const work = this.rebuild(storyId, now).finally(() => {
      this.inHand.delete(storyId);
      this.loop.wake();
    });
    this.inHand.set(storyId, work);
  }

  private async rebuild(storyId: string, now: number): Promise<void> {
    const { rebuilder, triggers } = this.ports;
    try {
      const outcome = await rebuilder.rebuild(storyId);
      // Whoever has done it has recorded it: as long as that is not known here, the story counts as due.
      await triggers.catchUp();
      this.failures.delete(storyId);
      if (outcome === 'not due') this.notBefore.set(storyId, now + NOT_DUE_PAUSE);
      else this.notBefore.delete(storyId);
    } catch (error) {
      const message = messageOf(error);
      const attempts = (this.failures.get(storyId)?.attempts ?? 0) + 1;
      const pause = Math.min(FIRST_PAUSE * 2 ** (attempts - 1), LONGEST_PAUSE);
      this.failures.set(storyId, { attempts, message });
      this.notBefore.set(storyId, now + pause);
    }
  }
}
