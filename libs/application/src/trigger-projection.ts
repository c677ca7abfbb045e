import {
  evolveTriggers,
  initialTriggerState,
  isTriggerFact,
  type TriggerState,
} from '@wirebrief/triggers';

import { foldByStory } from './fold-by-story';
import { type EventStore } from './ports/event-store.port';
import { type ProjectionStore } from './ports/projection-store.port';
import { type LogFold, Projection } from './projection';

export const TRIGGER_FOLD: LogFold<TriggerState> = {
  name: 'triggers',
  foldVersion: 3,
  fold: foldByStory({
    isFact: isTriggerFact,
    initialState: initialTriggerState,
    evolve: evolveTriggers,
  }),
};

/** What makes editions due, and what is pending, of every story. */
export class TriggerProjection extends Projection<TriggerState> {
  constructor(store: EventStore, snapshots: ProjectionStore) {
    super({ ...TRIGGER_FOLD, store, snapshots });
  }

  of(storyId: string): TriggerState {
    return this.state(storyId) ?? initialTriggerState;
  }
}
