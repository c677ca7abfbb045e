import {
  evolveStory,
  initialStoryState,
  isStoryFact,
  type StoryDefinition,
  type StoryState,
} from '@wirebrief/briefing';

import { foldByStory } from './fold-by-story';
import { type EventStore } from './ports/event-store.port';
import { type ProjectionStore } from './ports/projection-store.port';
import { type LogFold, Projection } from './projection';
import { unknownStoryError } from './unknown-story';

export const STORIES = 'stories';
export const STORY_FOLD: LogFold<StoryState> = {
  name: STORIES,
  foldVersion: 8,
  fold: foldByStory({
    isFact: isStoryFact,
    initialState: initialStoryState,
    evolve: evolveStory,
  }),
};

export interface OpenStory extends StoryState {
  readonly story: StoryDefinition;
}

/** The state of every story, kept up with the log. */
export class StoryProjection extends Projection<StoryState> {
  constructor(store: EventStore, snapshots: ProjectionStore) {
    super({ ...STORY_FOLD, store, snapshots });
  }

  stories(): ReadonlyMap<string, StoryState> {
    return this.all();
  }

  /** The story as the log tells it now. Rejects with `WB_STORY_UNKNOWN`. */
  async find(storyId: string): Promise<OpenStory> {
    await this.catchUp();
    const state = this.state(storyId);
    if (!isOpen(state)) throw unknownStoryError(storyId, [...this.all().keys()]);
    return state;
  }
}

const isOpen = (state: StoryState | undefined): state is OpenStory => state?.story != null;
