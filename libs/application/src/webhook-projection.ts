import {
  evolveWebhooks,
  initialWebhookState,
  isWebhookFact,
  type WebhookState,
} from '@wirebrief/notices';

import { foldByStory } from './fold-by-story';
import { type EventStore } from './ports/event-store.port';
import { type ProjectionStore } from './ports/projection-store.port';
import { type LogFold, Projection } from './projection';

export const WEBHOOK_FOLD: LogFold<WebhookState> = {
  name: 'webhooks',
  foldVersion: 1,
  fold: foldByStory({
    isFact: isWebhookFact,
    initialState: initialWebhookState,
    evolve: evolveWebhooks,
  }),
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
