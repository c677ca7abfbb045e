import { type Commit, recordedEvents } from '@wirebrief/kernel';
import {
  evolveWebhooks,
  initialWebhookState,
  isWebhookFact,
  type WebhookState,
} from '@wirebrief/notices';

import { fromRecorded } from './event-codec';
import { type EventStore } from './ports/event-store.port';
import { type ProjectionStore } from './ports/projection-store.port';
import { type LogFold, Projection } from './projection';

export const WEBHOOK_FOLD: LogFold<WebhookState> = {
  name: 'webhooks',
  foldVersion: 1,
  fold: foldCommit,
};

/** The webhooks of every story, and what is owed to them. */
export class WebhookProjection extends Projection<WebhookState> {
  constructor(store: EventStore, snapshots: ProjectionStore) {
    super({ ...WEBHOOK_FOLD, store, snapshots });
  }

  of(storyId: string): WebhookState {
    return this.state(storyId) ?? initialWebhookState;
  }
}

function foldCommit(states: Map<string, WebhookState>, commit: Commit): ReadonlySet<string> {
  const touched = new Set<string>();
  for (const recorded of recordedEvents(commit)) {
    const fact = fromRecorded(recorded);
    if (!isWebhookFact(fact)) continue;
    const { storyId } = fact.data;
    const before = states.get(storyId) ?? initialWebhookState;
    const after = evolveWebhooks(before, fact);
    if (after === before) continue;
    states.set(storyId, after);
    touched.add(storyId);
  }
  return touched;
}
