import { type EditionIssued } from '@wirebrief/briefing';

import { deliveryDecider, type DeliveryHead } from './delivery.decider';
import {
  type DeliveryAttempted,
  type DeliveryEvent,
  type DeliveryKey,
  type WebhookEvent,
} from './webhook.events';

export type WebhookFact = (WebhookEvent | DeliveryEvent | EditionIssued) & {
  readonly recordedAt: string;
};

export interface Webhook {
  readonly url: string;
  readonly sealedSecret: string;
  /** Why nothing is sent to it until it is set again, or null. */
  readonly suspended: string | null;
}

export type Attempt = Omit<DeliveryAttempted['data'], keyof DeliveryKey>;

export interface Delivery extends DeliveryKey, DeliveryHead {
  /** Of a pending one. */
  readonly nextTryAt: string | null;
  /** Newest last; of a delivery that is tried over and over, the last ten. */
  readonly log: readonly Attempt[];
}

/** The webhooks of a story and their deliveries, oldest first, as a fold of the log. */
export interface WebhookState {
  readonly webhooks: Readonly<Record<string, Webhook>>;
  readonly deliveries: readonly Delivery[];
}

export const initialWebhookState: WebhookState = { webhooks: {}, deliveries: [] };

const FACTS: ReadonlySet<string> = new Set<WebhookFact['type']>([
  'WebhookSet',
  'WebhookRemoved',
  'DeliveryAttempted',
  'RedeliveryRequested',
  'EditionIssued',
]);

export function isWebhookFact<Fact extends { readonly type: string }>(
  fact: Fact,
): fact is Extract<Fact, { type: WebhookFact['type'] }> {
  return FACTS.has(fact.type);
}

// What is settled stays in the log; the state keeps what somebody may want to look at, or to have delivered again.
const SETTLED_KEPT = 200;
const ATTEMPTS_KEPT = 10;

export function evolveWebhooks(state: WebhookState, fact: WebhookFact): WebhookState {
  switch (fact.type) {
    case 'WebhookSet': {
      const { name, url, sealedSecret } = fact.data;
      const webhook = { url, sealedSecret, suspended: null };
      return { ...state, webhooks: { ...state.webhooks, [name]: webhook } };
    }
    case 'WebhookRemoved': {
      const { [fact.data.name]: removed, ...webhooks } = state.webhooks;
      const deliveries = state.deliveries.filter(({ webhook }) => webhook !== fact.data.name);
      return { webhooks, deliveries };
    }
    case 'EditionIssued':
      return withDeliveries(state, fact);
    case 'DeliveryAttempted':
      return attempted(state, fact.data);
    case 'RedeliveryRequested':
      return changed(state, fact.data, (delivery) => ({
        ...delivery,
        ...deliveryDecider.evolve(delivery, fact),
        nextTryAt: fact.recordedAt,
      }));
  }
}

/** Every webhook that stands when an edition is issued is owed it. */
function withDeliveries(
  state: WebhookState,
  { data, recordedAt }: Extract<WebhookFact, { type: 'EditionIssued' }>,
): WebhookState {
  const added = Object.entries(state.webhooks)
    .filter(([, { suspended }]) => suspended === null)
    .map(([webhook]) => ({
      ...deliveryDecider.initialState,
      ...{ storyId: data.storyId, webhook, edition: data.number, nextTryAt: recordedAt, log: [] },
    }));
  if (added.length === 0) return state;
  const settled = state.deliveries.filter(({ status }) => status !== 'pending');
  const forgotten = new Set(settled.slice(0, -SETTLED_KEPT));
  const kept = state.deliveries.filter((delivery) => !forgotten.has(delivery));
  return { ...state, deliveries: [...kept, ...added] };
}

function attempted(state: WebhookState, data: DeliveryAttempted['data']): WebhookState {
  const { storyId, webhook, edition, ...attempt } = data;
  const next = changed(state, data, (delivery) => ({
    ...delivery,
    ...deliveryDecider.evolve(delivery, { type: 'DeliveryAttempted', data }),
    nextTryAt: attempt.nextTryAt,
    log: [...delivery.log, attempt].slice(-ATTEMPTS_KEPT),
  }));
  return attempt.status === 410 ? suspended(next, webhook) : next;
}

/** The receiver wants nothing any more: what is still owed to it waits until the webhook is set again. */
function suspended(state: WebhookState, name: string): WebhookState {
  const webhook = state.webhooks[name];
  if (webhook === undefined) return state;
  const why = 'The receiver answered 410 Gone.';
  return { ...state, webhooks: { ...state.webhooks, [name]: { ...webhook, suspended: why } } };
}

function changed(
  state: WebhookState,
  key: DeliveryKey,
  change: (delivery: Delivery) => Delivery,
): WebhookState {
  const deliveries = state.deliveries.map((delivery) =>
    delivery.webhook === key.webhook && delivery.edition === key.edition
      ? change(delivery)
      : delivery,
  );
  return { ...state, deliveries };
}

/** Deliveries to be made, with the webhook that each goes to. */
export function owed(
  state: WebhookState,
): readonly { readonly delivery: Delivery; readonly webhook: Webhook; readonly at: number }[] {
  return state.deliveries.flatMap((delivery) => {
    const webhook = state.webhooks[delivery.webhook];
    const isOwed = delivery.status === 'pending' && delivery.nextTryAt !== null;
    if (!isOwed || webhook === undefined || webhook.suspended !== null) return [];
    return [{ delivery, webhook, at: Date.parse(delivery.nextTryAt) }];
  });
}
