import { messageOf } from '@wirebrief/kernel';
import { type Delivery, owed, type Webhook } from '@wirebrief/notices';

import { type Courier } from './courier';
import { type FollowerStatus } from './follower';
import { WakingLoop } from './waking-loop';
import { type WebhookProjection } from './webhook-projection';

export interface DeliveryWorkerPorts {
  readonly webhooks: WebhookProjection;
  readonly courier: Pick<Courier, 'attempt'>;
  /** Instant of now, RFC 3339 in UTC. */
  readonly clock: () => string;
}

// Enough that a few receivers which hang do not keep the others waiting.
const MOST_AT_ONCE = 8;
const AFTER_FAILURE = 5_000;

/** Knows what is owed to whom and when, and has it delivered then. */
export class DeliveryWorker {
  private readonly loop: WakingLoop;
  private readonly end = new AbortController();
  private readonly inHand = new Map<string, Promise<void>>();
  /** Receivers at work: one delivery at a time, in the order of the editions. */
  private readonly busy = new Set<string>();
  private readonly notBefore = new Map<string, number>();
  private failure: string | null = null;

  constructor(private readonly ports: DeliveryWorkerPorts) {
    this.loop = new WakingLoop({
      work: () => Promise.resolve(this.startDue()),
      clock: ports.clock,
      changes: ports.webhooks,
    });
  }

  start(): void {
    this.loop.start();
  }

  /** Attempts in hand are broken off and made again at the next start. */
  async stop(): Promise<void> {
    this.end.abort();
    await this.loop.stop();
    await Promise.all(this.inHand.values());
  }

  status(): FollowerStatus {
    const status = this.ports.webhooks.status();
    return { ...status, failure: status.failure ?? this.loop.failure() ?? this.failure };
  }

  /** Resolves when nothing is in hand. */
  async settled(): Promise<void> {
    while (this.inHand.size > 0) await Promise.all(this.inHand.values());
  }

  /** Starts what is due now; tells when more will be, or null. */
  startDue(): string | null {
    const now = Date.parse(this.ports.clock());
    let next = Infinity;
    for (const { delivery, webhook, at } of [...this.ports.webhooks.all().values()].flatMap(owed)) {
      const due = Math.max(at, this.notBefore.get(keyOf(delivery)) ?? 0);
      if (due > now) next = Math.min(next, due);
      else if (this.inHand.size < MOST_AT_ONCE) this.begin(delivery, webhook);
    }
    return Number.isFinite(next) ? new Date(next).toISOString() : null;
  }

  private begin(delivery: Delivery, webhook: Webhook): void {
    const receiver = `${delivery.storyId}/${delivery.webhook}`;
    if (this.busy.has(receiver) || this.end.signal.aborted) return;
    this.busy.add(receiver);
    const key = keyOf(delivery);
    const work = this.attempt(delivery, webhook).finally(() => {
      this.busy.delete(receiver);
      this.inHand.delete(key);
      this.loop.wake();
    });
    this.inHand.set(key, work);
  }

  private async attempt(delivery: Delivery, webhook: Webhook): Promise<void> {
    try {
      await this.ports.courier.attempt(delivery, webhook, this.end.signal);
      this.failure = null;
      this.notBefore.delete(keyOf(delivery));
    } catch (error) {
      if (this.end.signal.aborted) return;
      this.failure = messageOf(error);
      this.notBefore.set(keyOf(delivery), Date.parse(this.ports.clock()) + AFTER_FAILURE);
    }
  }
}

const keyOf = ({ storyId, webhook, edition }: Delivery): string =>
  `${storyId}/${webhook}/${edition}`;
