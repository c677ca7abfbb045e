import { messageOf, uuidFrom } from '@wirebrief/kernel';
import {
  deliveryDecider,
  type DeliveryKey,
  editionNotice,
  type RecordAttempt,
  signedHeaders,
  type Webhook,
} from '@wirebrief/notices';

import { handleCommand } from './command-handling';
import { type EventStore } from './ports/event-store.port';
import { type SecretVault } from './ports/secret-vault.port';
import { type WebhookSender } from './ports/webhook-sender.port';
import { type StoryProjection } from './story-projection';
import { deliveryStream } from './streams';
import { secretContext } from './webhook-desk';
import { type WebhookProjection } from './webhook-projection';

export interface CourierPorts {
  readonly store: EventStore;
  readonly stories: StoryProjection;
  readonly webhooks: WebhookProjection;
  readonly sender: WebhookSender;
  readonly vault: SecretVault;
  /** Address under which readers reach this service, without a slash at its end; empty where that is not known. */
  readonly publicUrl: string;
  /** Instant of now, RFC 3339 in UTC. */
  readonly clock: () => string;
}

type Result = Pick<RecordAttempt, 'status' | 'failure' | 'retryAfter'>;

// A receiver answers first and works afterwards; the specification advises 15 to 30 seconds.
const ANSWER_MILLISECONDS = 15_000;

/** Makes one attempt at a delivery and records how it went. After a crash in between it is made again: same id. */
export class Courier {
  constructor(private readonly ports: CourierPorts) {}

  /** Rejects when the log cannot be written; an attempt that the signal has ended is not recorded. */
  async attempt(delivery: DeliveryKey, webhook: Webhook, signal: AbortSignal): Promise<void> {
    const { store, clock, webhooks } = this.ports;
    const { storyId, webhook: name, edition } = delivery;
    const startedAt = clock();
    const began = performance.now();
    const result = await this.send(delivery, webhook, signal);
    if (signal.aborted) return;
    const milliseconds = Math.round(performance.now() - began);
    const stream = deliveryStream({ storyId, webhook: name, edition });
    await handleCommand({
      store,
      stream,
      decider: deliveryDecider,
      command: {
        type: 'RecordAttempt',
        delivery: { storyId, webhook: name, edition },
        ...{ startedAt, milliseconds, jitter: Math.random(), ...result },
      },
      meta: { correlationId: uuidFrom('delivery', stream), actor: 'courier' },
    });
    await webhooks.catchUp();
  }

  private async send(
    { storyId, webhook: name, edition: number }: DeliveryKey,
    { url, sealedSecret }: Webhook,
    signal: AbortSignal,
  ): Promise<Result> {
    const { stories, sender, vault, publicUrl, clock } = this.ports;
    try {
      await stories.catchUp();
      const edition = stories.state(storyId)?.editions[number - 1];
      if (edition === undefined) throw new Error(`edition ${number} is not in the log`);
      const body = JSON.stringify(editionNotice(edition, publicUrl));
      const secret = await vault.open(sealedSecret, secretContext(storyId, name));
      const id = `msg_${uuidFrom('webhook', `${storyId}/${name}/${number}`)}`;
      const answer = await sender.post({
        url,
        body,
        headers: {
          'content-type': 'application/json',
          ...signedHeaders(secret, { id, at: Date.parse(clock()), body }),
        },
        signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_MILLISECONDS)]),
      });
      return { ...answer, failure: null };
    } catch (error) {
      const failure = messageOf(error).slice(0, 300);
      return { status: null, retryAfter: null, failure };
    }
  }
}
