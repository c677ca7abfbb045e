import { randomUUID } from 'node:crypto';

import { uuidFrom } from '@wirebrief/kernel';
import {
  dueTimes,
  firedUpTo,
  nextDue,
  type ScheduleDefinition,
  type ScheduleEntry,
  type Tick,
  tickDecider,
} from '@wirebrief/scheduling';

import { handleCommand } from './command-handling';
import { LogClock } from './log-clock';
import { type EventStore } from './ports/event-store.port';
import { type ScheduleProjection } from './schedule-projection';
import { tickStream } from './streams';
import { WakingLoop } from './waking-loop';

export interface SchedulerPorts {
  readonly store: EventStore;
  readonly schedules: ScheduleProjection;
  /** Instant of now, RFC 3339 in UTC. */
  readonly clock: () => string;
  /** Called for each tick that this one was the first to fire. */
  readonly onFired: (tick: Tick) => void;
}

/** How far a schedule has been seen to, between two looks at it. */
interface Progress {
  /** It is a new object after each change. */
  readonly entry: ScheduleEntry;
  /** Due times up to here are fired or left out. */
  readonly after: string;
  readonly passedOver: number;
  readonly next: string | null;
}

export const SCHEDULER = 'scheduler';

/**
 * Fires due ticks: a due time becomes the first event of a stream of its own. Every replica tries, the log takes one.
 */
export class Scheduler {
  private readonly loop: WakingLoop;
  private readonly clock: LogClock;
  /** What this one appends is its own, also when the answer was lost. */
  private readonly instance = randomUUID();
  private progress = new Map<string, Progress>();

  constructor(private readonly ports: SchedulerPorts) {
    this.clock = new LogClock(ports.store, ports.clock);
    this.loop = new WakingLoop({
      work: () => this.fireDue(),
      clock: () => this.clock.now(),
      changes: ports.schedules,
    });
  }

  start(): void {
    this.loop.start();
  }

  async stop(): Promise<void> {
    await this.loop.stop();
  }

  /** What keeps it from firing, or null. */
  failure(): string | null {
    return this.loop.failure();
  }

  /** Fires what is due now; tells when the next is due, or null. */
  async fireDue(): Promise<string | null> {
    const seen = new Map<string, Progress>();
    for (const [storyId, book] of this.ports.schedules.all()) {
      for (const [scheduleId, entry] of Object.entries(book)) {
        const key = `${storyId}/${scheduleId}`;
        const progress = await this.advance(entry, this.progress.get(key));
        if (progress !== null) seen.set(key, progress);
      }
    }
    this.progress = seen;
    const dues = [...seen.values()].flatMap(({ next }) => next ?? []);
    return dues.sort()[0] ?? null;
  }

  private async advance(
    entry: ScheduleEntry,
    before: Progress | undefined,
  ): Promise<Progress | null> {
    const { definition } = entry;
    if (definition === null || definition.paused) return null;
    const now = this.clock.now();
    const isWaiting = before?.next != null && Date.parse(before.next) > Date.parse(now);
    if (isWaiting && before.entry === entry) return before;
    const { after, passedOver } = standing(entry, before);
    const come = dueTimes(definition, { after, now });
    let left = passedOver + come.passedOver;
    for (const due of come.wanted) {
      await this.fire(tickOf(definition, due, left));
      left = 0;
    }
    const reached = come.newest ?? after;
    return { entry, after: reached, passedOver: left, next: nextDue(definition, reached) };
  }

  private async fire(tick: Tick): Promise<void> {
    const stream = tickStream(tick);
    const { store, onFired } = this.ports;
    const since = this.clock.local();
    const { events } = await handleCommand({
      store,
      stream,
      decider: tickDecider,
      command: { type: 'FireTick', tick },
      meta: { correlationId: uuidFrom(this.instance, stream), actor: SCHEDULER },
    });
    if (events.length === 0) return;
    onFired(tick);
    await this.clock.learnFrom(stream, since);
  }
}

/** Where the log and this one stand: the log may not have told yet what was fired a moment ago. */
function standing(
  entry: ScheduleEntry,
  before: Progress | undefined,
): { readonly after: string; readonly passedOver: number } {
  const after = firedUpTo(entry);
  const isSame = before?.entry.definedAt === entry.definedAt;
  const isAhead = isSame && Date.parse(before.after) > Date.parse(after);
  return isAhead ? before : { after, passedOver: 0 };
}

function tickOf(definition: ScheduleDefinition, due: string, passedOver: number): Tick {
  const { storyId, scheduleId, kind, unchanged } = definition;
  return { storyId, scheduleId, due, kind, unchanged, passedOver };
}
