import { evolveStory, initialStoryState, isStoryFact, type StoryState } from '@wirebrief/briefing';
import {
  type Commit,
  type Json,
  type Position,
  type RecordedEvent,
  recordedEvents,
} from '@wirebrief/kernel';

import { fromRecorded, type LoggedFact } from './event-codec';
import { type EventStore } from './ports/event-store.port';
import { type ProjectionStore } from './ports/projection-store.port';
import { codeHashOf, Projection } from './projection';

export const STORIES = 'stories';
const FOLD = { name: STORIES, foldVersion: 3 };

/** The state of every story, kept up with the log. */
export class StoryProjection extends Projection<StoryState> {
  constructor(store: EventStore, snapshots: ProjectionStore) {
    super({ ...FOLD, store, snapshots, fold: foldCommit });
  }

  stories(): ReadonlyMap<string, StoryState> {
    return this.all();
  }
}

/** Stores states that were folded apart from a running projection, which must not be running. */
export async function saveStories(
  snapshots: ProjectionStore,
  states: ReadonlyMap<string, StoryState>,
  position: Position,
): Promise<void> {
  const changed = new Map([...states].map(([key, state]) => [key, state as unknown as Json]));
  await snapshots.save({ name: STORIES, codeHash: codeHashOf(FOLD), position, changed }, undefined);
}

/** Folds one commit into the states that it concerns and returns their ids. */
export function foldCommit(states: Map<string, StoryState>, commit: Commit): ReadonlySet<string> {
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
