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
import { Projection } from './projection';
import { storiesOf } from './story-projection';

/** What makes editions due, and what is pending, of every story. */
export class TriggerProjection extends Projection<TriggerState> {
  constructor(store: EventStore, snapshots: ProjectionStore) {
    super({ name: 'triggers', foldVersion: 1, store, snapshots, fold: foldCommit });
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
