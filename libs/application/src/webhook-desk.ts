import { randomBytes } from 'node:crypto';

import { type CommitMeta, WirebriefError } from '@wirebrief/kernel';
import {
  type Delivery,
  deliveryDecider,
  secretText,
  unknownWebhook,
  type Webhook,
  webhookDecider,
  type WebhookState,
} from '@wirebrief/notices';

import { handleCommand } from './command-handling';
import { type EventStore } from './ports/event-store.port';
import { type SecretVault } from './ports/secret-vault.port';
import { type WebhookSender } from './ports/webhook-sender.port';
import { type StoryProjection } from './story-projection';
import { deliveryStream, webhookStream } from './streams';
import { type WebhookProjection } from './webhook-projection';

export interface WebhookDeskPorts {
  readonly store: EventStore;
  readonly stories: StoryProjection;
  readonly webhooks: WebhookProjection;
  readonly sender: WebhookSender;
  readonly vault: SecretVault;
}

export interface WebhookView {
  readonly name: string;
  readonly url: string;
  /** Why nothing is sent to it, or null. */
  readonly suspended: string | null;
}

export interface SetWebhookView extends WebhookView {
  /** Only when it is new: it is not told again. */
  readonly secret?: string;
}

export type DeliveryView = Omit<Delivery, 'storyId' | 'inRow'>;

/** Sets who is told of editions, and shows how that went. */
export class WebhookDesk {
  constructor(private readonly ports: WebhookDeskPorts) {}

  async list(storyId: string): Promise<readonly WebhookView[]> {
    const { webhooks } = await this.stateOf(storyId);
    return Object.entries(webhooks).map(([name, webhook]) => viewOf(name, webhook));
  }

  /** Sets the address of a webhook, new or not; a secret comes with a new one, and where another is asked for. */
  async set(
    storyId: string,
    name: string,
    { url, rotateSecret }: { readonly url: string; readonly rotateSecret: boolean },
    meta: CommitMeta,
  ): Promise<SetWebhookView> {
    const { store, sender, vault } = this.ports;
    await this.stateOf(storyId);
    sender.check(url);
    const secret = secretText(randomBytes(32));
    const sealedSecret = await vault.seal(secret, secretContext(storyId, name));
    const { state } = await handleCommand({
      store,
      stream: webhookStream(storyId),
      decider: webhookDecider,
      command: { type: 'SetWebhook', storyId, name, url, sealedSecret, rotateSecret },
      meta,
    });
    const isNew = state[name] === sealedSecret;
    return { name, url, suspended: null, ...(isNew && { secret }) };
  }

  async remove(storyId: string, name: string, meta: CommitMeta): Promise<void> {
    await this.stateOf(storyId);
    await handleCommand({
      store: this.ports.store,
      stream: webhookStream(storyId),
      decider: webhookDecider,
      command: { type: 'RemoveWebhook', storyId, name },
      meta,
    });
  }

  /** Newest first. */
  async deliveries(storyId: string, name: string): Promise<readonly DeliveryView[]> {
    const state = await this.stateOf(storyId);
    assertWebhook(state, name);
    return state.deliveries
      .filter(({ webhook }) => webhook === name)
      .map(({ storyId: story, inRow, ...delivery }) => delivery)
      .reverse();
  }

  /** A settled delivery is made again, under the same id; one that is pending goes on as it is. */
  async redeliver(
    storyId: string,
    name: string,
    edition: number,
    meta: CommitMeta,
  ): Promise<DeliveryView> {
    assertWebhook(await this.stateOf(storyId), name);
    const delivery = { storyId, webhook: name, edition };
    const known = await this.find(delivery);
    if (known === undefined) throw unknownDelivery(name, edition);
    await handleCommand({
      store: this.ports.store,
      stream: deliveryStream(delivery),
      decider: deliveryDecider,
      command: { type: 'Redeliver', delivery },
      meta,
    });
    return (await this.find(delivery)) ?? known;
  }

  private async find(key: {
    readonly storyId: string;
    readonly webhook: string;
    readonly edition: number;
  }): Promise<DeliveryView | undefined> {
    const all = await this.deliveries(key.storyId, key.webhook);
    return all.find(({ edition }) => edition === key.edition);
  }

  private async stateOf(storyId: string): Promise<WebhookState> {
    const { stories, webhooks } = this.ports;
    await stories.find(storyId);
    await webhooks.catchUp();
    return webhooks.of(storyId);
  }
}

/** What the vault binds a webhook's secret to. */
export const secretContext = (storyId: string, name: string): string =>
  `webhook ${storyId}/${name}`;

const viewOf = (name: string, { url, suspended }: Webhook): WebhookView => ({
  name,
  url,
  suspended,
});

function assertWebhook({ webhooks }: WebhookState, name: string): void {
  if (!Object.hasOwn(webhooks, name)) throw unknownWebhook(name, Object.keys(webhooks));
}

function unknownDelivery(name: string, edition: number): WirebriefError {
  return new WirebriefError(
    'WB_DELIVERY_UNKNOWN',
    'not-found',
    `Edition ${edition} was not due to be sent to "${name}", or that is long ago.`,
    'List the deliveries of the webhook.',
  );
}
