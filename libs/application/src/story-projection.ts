import { evolveStory, initialStoryState, isStoryFact, type StoryState } from '@wirebrief/briefing';

import { foldByStory } from './fold-by-story';
import { type EventStore } from './ports/event-store.port';
import { type ProjectionStore } from './ports/projection-store.port';
import { type LogFold, Projection } from './projection';

export const STORIES = 'stories';
export const STORY_FOLD: LogFold<StoryState> = {
  name: STORIES,
  foldVersion: 3,
  fold: foldByStory({
    isFact: isStoryFact,
    initialState: initialStoryState,
    evolve: evolveStory,
  }),
};

/** The state of every story, kept up with the log. */
export class StoryProjection extends Projection<StoryState> {
  constructor(store: EventStore, snapshots: ProjectionStore) {
    super({ ...STORY_FOLD, store, snapshots });
  }

  stories(): ReadonlyMap<string, StoryState> {
    return this.all();
  }
}
