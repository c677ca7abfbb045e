import { type Commit, recordedEvents } from '@wirebrief/kernel';
import {
  bookDue,
  evolveScheduleBook,
  isScheduleFact,
  type Run,
  SCHEDULE_TYPES,
  type ScheduleBook,
} from '@wirebrief/scheduling';

import { fromRecorded } from './event-codec';
import { type EventStore } from './ports/event-store.port';
import { type ProjectionStore } from './ports/projection-store.port';
import { type LogFold, Projection } from './projection';

export const SCHEDULE_FOLD: LogFold<ScheduleBook> = {
  name: 'schedules',
  foldVersion: 1,
  filter: { types: SCHEDULE_TYPES },
  fold: foldCommit,
};

/** The schedules of every story, and how their ticks fared. */
export class ScheduleProjection extends Projection<ScheduleBook> {
  constructor(store: EventStore, snapshots: ProjectionStore) {
    super({ ...SCHEDULE_FOLD, store, snapshots });
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
    return [...this.all().values()]
      .flatMap((book) => Object.values(book))
      .flatMap(({ open }) => Object.values(open));
  }
}

function foldCommit(books: Map<string, ScheduleBook>, commit: Commit): ReadonlySet<string> {
  const touched = new Set<string>();
  for (const recorded of recordedEvents(commit)) {
    const fact = fromRecorded(recorded);
    if (!isScheduleFact(fact)) continue;
    const { storyId } = fact.data;
    const book = evolveScheduleBook(books.get(storyId) ?? {}, fact);
    if (Object.keys(book).length === 0) books.delete(storyId);
    else books.set(storyId, book);
    touched.add(storyId);
  }
  return touched;
}
