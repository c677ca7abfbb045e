import { type CommitMeta } from '@wirebrief/kernel';
import {
  failureOf,
  scheduleDecider,
  type ScheduleEntry,
  type ScheduleInput,
  unknownScheduleError,
} from '@wirebrief/scheduling';

import { handleCommand } from './command-handling';
import { type EventStore } from './ports/event-store.port';
import { type ScheduleProjection } from './schedule-projection';
import { type ScheduleView, scheduleView } from './schedule-view';
import { type StoryProjection } from './story-projection';
import { scheduleStream } from './streams';

export interface ScheduleDeskPorts {
  readonly store: EventStore;
  readonly stories: StoryProjection;
  readonly schedules: ScheduleProjection;
  /** Instant of now, RFC 3339 in UTC. */
  readonly clock: () => string;
}

/** Sets, removes and looks up the schedules of stories. Each call rejects for an unknown story. */
export class ScheduleDesk {
  constructor(private readonly ports: ScheduleDeskPorts) {}

  /** The same schedule again changes nothing; another one takes its place from now on. */
  async set(
    storyId: string,
    scheduleId: string,
    schedule: ScheduleInput,
    meta: CommitMeta,
  ): Promise<{ readonly schedule: ScheduleView; readonly isNew: boolean }> {
    const { story } = await this.ports.stories.find(storyId);
    const before = await this.list(storyId);
    await handleCommand({
      store: this.ports.store,
      stream: scheduleStream(storyId),
      decider: scheduleDecider,
      command: { type: 'DefineSchedule', storyId, scheduleId, schedule, timeZone: story.timeZone },
      meta,
    });
    const isNew = before.every((known) => known.scheduleId !== scheduleId);
    return { schedule: await this.find(storyId, scheduleId), isNew };
  }

  /** Ticks that have fired are still worked; nothing is due any more. */
  async remove(storyId: string, scheduleId: string, meta: CommitMeta): Promise<void> {
    await this.ports.stories.find(storyId);
    await handleCommand({
      store: this.ports.store,
      stream: scheduleStream(storyId),
      decider: scheduleDecider,
      command: { type: 'RemoveSchedule', storyId, scheduleId },
      meta,
    });
  }

  /** In the order of their ids. */
  async list(storyId: string): Promise<readonly ScheduleView[]> {
    await this.ports.stories.find(storyId);
    const { schedules, clock } = this.ports;
    await schedules.catchUp();
    return viewsOf(schedules, storyId, clock());
  }

  async find(storyId: string, scheduleId: string): Promise<ScheduleView> {
    const all = await this.list(storyId);
    const found = all.find((schedule) => schedule.scheduleId === scheduleId);
    if (found !== undefined) return found;
    const known = all.map((schedule) => schedule.scheduleId);
    throw unknownScheduleError({ storyId, scheduleId }, known);
  }

  /** Of all stories, those whose last run has failed for good. */
  failing(): readonly ScheduleView[] {
    const { schedules, clock } = this.ports;
    return [...schedules.all().keys()]
      .filter((storyId) => Object.values(schedules.book(storyId)).some(hasFailed))
      .flatMap((storyId) => viewsOf(schedules, storyId, clock()))
      .filter(({ failure }) => failure !== null);
  }
}

const hasFailed = (entry: ScheduleEntry): boolean => failureOf(entry) !== null;

function viewsOf(
  schedules: ScheduleProjection,
  storyId: string,
  now: string,
): readonly ScheduleView[] {
  return Object.values(schedules.book(storyId))
    .flatMap((entry) => scheduleView(entry, now) ?? [])
    .sort((one, other) => (one.scheduleId < other.scheduleId ? -1 : 1));
}
