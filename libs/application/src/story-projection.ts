import { evolveStory, initialStoryState, isStoryFact, type StoryState } from '@wirebrief/briefing';
import { type Commit, type RecordedEvent, recordedEvents } from '@wirebrief/kernel';

import { fromRecorded, type LoggedFact } from './event-codec';
import { type EventStore } from './ports/event-store.port';
import { type ProjectionStore } from './ports/projection-store.port';
import { type LogFold, Projection } from './projection';

export const STORIES = 'stories';
export const STORY_FOLD: LogFold<StoryState> = { name: STORIES, foldVersion: 3, fold: foldCommit };

/** The state of every story, kept up with the log. */
export class StoryProjection extends Projection<StoryState> {
  constructor(store: EventStore, snapshots: ProjectionStore) {
    super({ ...STORY_FOLD, store, snapshots });
  }

  stories(): ReadonlyMap<string, StoryState> {
    return this.all();
  }
}

/** Folds one commit into the states that it concerns and returns their ids. */
function foldCommit(states: Map<string, StoryState>, commit: Commit): ReadonlySet<string> {
  const touched = new Set<string>();
  for (const recorded of recordedEvents(commit)) {
    const fact = fromRecorded(recorded);
    if (!isStoryFact(fact)) continue;
    for (const storyId of storiesOf(fact)) {
      states.set(storyId, evolveStory(states.get(storyId) ?? initialStoryState, fact));
      touched.add(storyId);
    }
  }
  return touched;
}

/** As `storiesOf`, of an event as it was recorded. */
export function storiesOfEvent(recorded: RecordedEvent): readonly string[] {
  return storiesOf(fromRecorded(recorded));
}

/** The stories that a fact concerns. */
export function storiesOf({ data }: LoggedFact): readonly string[] {
  if ('stories' in data) return data.stories;
  return 'storyId' in data ? [data.storyId] : [];
}
