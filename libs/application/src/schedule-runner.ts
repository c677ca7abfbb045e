import { problemFrom, uuidFrom } from '@wirebrief/kernel';
import {
  type BeginTick,
  entryOf,
  type FailTick,
  type SettleTick,
  type Tick,
  tickDecider,
  type TickEvent,
  type TickState,
} from '@wirebrief/scheduling';

import { type Handled, handleCommand } from './command-handling';
import { Joined } from './joined';
import { type EventStore } from './ports/event-store.port';
import { type Fulfilled, type Press } from './press';
import { type ScheduleProjection } from './schedule-projection';
import { SCHEDULER } from './scheduler';
import { tickStream } from './streams';

export interface ScheduleRunnerPorts {
  readonly store: EventStore;
  readonly press: Pick<Press, 'fulfil'>;
  readonly schedules: ScheduleProjection;
  /** Instant of now, RFC 3339 in UTC. */
  readonly clock: () => string;
}

/**
 * Works a fired tick: records that an attempt begins, orders its edition and records what became of it. Any number of replicas may work the same tick,
 * at once or again after a crash: the press issues one edition for it.
 */
export class ScheduleRunner {
  private readonly joined = new Joined<TickState['status']>();

  constructor(private readonly ports: ScheduleRunnerPorts) {}

  /**
   * Where the tick stands afterwards. Rejects when the log cannot be written. Asked again meanwhile, it is no other
   * attempt.
   */
  run(tick: Tick): Promise<TickState['status']> {
    return this.joined.run(tickStream(tick), () => this.runOnce(tick));
  }

  private async runOnce(tick: Tick): Promise<TickState['status']> {
    const { clock } = this.ports;
    const begun = await this.record(tick, { type: 'BeginTick', tick, at: clock() });
    if (begun.events.every(({ type }) => type !== 'TickBegun')) return statusOf(begun);
    return statusOf(await this.record(tick, await this.attempt(tick)));
  }

  /** What became of it, in one attempt. */
  private async attempt(tick: Tick): Promise<SettleTick | FailTick> {
    const { kind, unchanged } = tick;
    const request = `schedule/${tick.scheduleId}/${tick.due}`;
    let fulfilled: Fulfilled;
    try {
      const order = { kind, unchanged, request };
      fulfilled = await this.ports.press.fulfil(tick.storyId, order, metaOf(tick));
    } catch (error) {
      return this.failed(tick, error);
    }
    return {
      type: 'SettleTick',
      tick,
      outcome: fulfilled.outcome === 'unchanged' ? 'unchanged' : 'issued',
      edition: fulfilled.edition.number,
    };
  }

  private failed(tick: Tick, error: unknown): FailTick {
    const { clock, schedules } = this.ports;
    const entry = entryOf(schedules.book(tick.storyId), tick.scheduleId);
    return {
      type: 'FailTick',
      tick,
      problem: problemFrom(error),
      at: clock(),
      isWanted: entry?.definition != null,
    };
  }

  private record(tick: Tick, command: BeginTick | SettleTick | FailTick): Promise<Recorded> {
    const { store } = this.ports;
    const stream = tickStream(tick);
    const meta = metaOf(tick);
    return handleCommand({ store, stream, decider: tickDecider, command, meta });
  }
}

type Recorded = Handled<TickState | null, TickEvent>;

const statusOf = ({ state }: Recorded): TickState['status'] => state?.status ?? 'fired';

const metaOf = (tick: Tick) => ({
  correlationId: uuidFrom(SCHEDULER, tickStream(tick)),
  actor: SCHEDULER,
});
