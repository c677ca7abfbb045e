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
import { someAtOnce } from './some-at-once';
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
  readonly entry: ScheduleEntry;
  /** Due times up to here are fired or left out. */
  readonly after: string;
  readonly passedOver: number;
  readonly next: string | null;
}

export const SCHEDULER = 'scheduler';

// What is due at the same minute is written in a few syncs of the disk and not one after the other.
const AT_ONCE = 16;

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
    const now = Date.parse(this.clock.now());
    const seen = new Map<string, Progress>();
    const moved: (readonly [string, ScheduleEntry])[] = [];
    for (const [storyId, book] of this.ports.schedules.all()) {
      for (const [scheduleId, entry] of Object.entries(book)) {
        const key = `${storyId}/${scheduleId}`;
        const before = this.progress.get(key);
        if (before !== undefined && isWaiting(entry, before, now))
          seen.set(key, before.entry === entry ? before : { ...before, entry });
        else moved.push([key, entry]);
      }
    }
    await someAtOnce(moved, AT_ONCE, async ([key, entry]) => {
      const progress = await this.advance(entry, this.progress.get(key));
      if (progress !== null) seen.set(key, progress);
    });
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

/** Whether nothing has come since the look before: what became of its ticks changes nothing. */
function isWaiting(entry: ScheduleEntry, before: Progress, now: number): boolean {
  if (before.next === null || Date.parse(before.next) <= now) return false;
  if (before.entry === entry) return true;
  const { definition, definedAt } = entry;
  const isSame = before.entry.definition === definition && before.entry.definedAt === definedAt;
  return isSame && Date.parse(firedUpTo(entry)) <= Date.parse(before.after);
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
