import { type Commit, recordedEvents } from '@wirebrief/kernel';
import {
  evolveTriggers,
  initialTriggerState,
  isTriggerFact,
  type TriggerState,
} from '@wirebrief/triggers';

import { fromRecorded } from './event-codec';
import { type EventStore } from './ports/event-store.port';
import { type ProjectionStore } from './ports/projection-store.port';
import { type LogFold, Projection } from './projection';
import { storiesOf } from './story-projection';

export const TRIGGER_FOLD: LogFold<TriggerState> = {
  name: 'triggers',
  foldVersion: 1,
  fold: foldCommit,
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

function foldCommit(states: Map<string, TriggerState>, commit: Commit): ReadonlySet<string> {
  const touched = new Set<string>();
  for (const recorded of recordedEvents(commit)) {
    const fact = fromRecorded(recorded);
    if (!isTriggerFact(fact)) continue;
    for (const storyId of storiesOf(fact)) {
      states.set(storyId, evolveTriggers(states.get(storyId) ?? initialTriggerState, fact));
      touched.add(storyId);
    }
  }
  return touched;
}
