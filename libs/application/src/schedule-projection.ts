import {
  bookDue,
  evolveScheduleBook,
  isScheduleFact,
  type Run,
  SCHEDULE_TYPES,
  type ScheduleBook,
} from '@wirebrief/scheduling';

import { foldByStory } from './fold-by-story';
import { type EventStore } from './ports/event-store.port';
import { type ProjectionStore } from './ports/projection-store.port';
import { type LogFold, Projection } from './projection';

export const SCHEDULE_FOLD: LogFold<ScheduleBook> = {
  name: 'schedules',
  foldVersion: 2,
  filter: { types: SCHEDULE_TYPES },
  fold: foldByStory({
    isFact: isScheduleFact,
    initialState: {},
    evolve: evolveScheduleBook,
    isOver: (book) => Object.keys(book).length === 0,
  }),
};

/** The schedules of every story, and how their ticks fared. */
export class ScheduleProjection extends Projection<ScheduleBook> {
  /** By story, once somebody has asked: whoever works them asks after each. */
  private open: Map<string, readonly Run[]> | undefined;

  constructor(store: EventStore, snapshots: ProjectionStore) {
    super({ ...SCHEDULE_FOLD, store, snapshots });
    this.watch((stories) => {
      for (const storyId of stories) this.look(storyId);
    });
  }

  override async start(): Promise<void> {
    await super.start();
    this.open = undefined;
  }

  /** Empty for a story without schedules. */
  book(storyId: string): ScheduleBook {
    return this.state(storyId) ?? {};
  }

  /** When an edition of the story is due next after `now`, or null. */
  nextDue(storyId: string, now: string): string | null {
    return bookDue(this.book(storyId), now);
  }

  /** Fired ticks without an outcome. */
  openRuns(): readonly Run[] {
    if (this.open === undefined) {
      this.open = new Map();
      for (const storyId of this.all().keys()) this.look(storyId);
    }
    return [...this.open.values()].flat();
  }

  private look(storyId: string): void {
    const runs = Object.values(this.book(storyId)).flatMap(({ open }) => Object.values(open));
    if (runs.length === 0) this.open?.delete(storyId);
    else this.open?.set(storyId, runs);
  }
}
