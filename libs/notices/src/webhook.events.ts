import { type DomainEvent } from '@wirebrief/kernel';

export type WebhookSet = DomainEvent<
  'WebhookSet',
  {
    readonly storyId: string;
    readonly name: string;
    readonly url: string;
    /** Encrypted; the key is not in the log. */
    readonly sealedSecret: string;
  }
>;

export type WebhookRemoved = DomainEvent<
  'WebhookRemoved',
  { readonly storyId: string; readonly name: string }
>;

export type WebhookEvent = WebhookSet | WebhookRemoved;

/** One edition for one webhook. */
export interface DeliveryKey {
  readonly storyId: string;
  readonly webhook: string;
  /** Number of the edition. */
  readonly edition: number;
}

export type DeliveryOutcome = 'delivered' | 'failed' | 'abandoned';

export type DeliveryAttempted = DomainEvent<
  'DeliveryAttempted',
  DeliveryKey & {
    /** From 1, redeliveries by hand included. */
    readonly attempt: number;
    readonly startedAt: string;
    readonly milliseconds: number;
    /** HTTP status of the answer; null when there was none. */
    readonly status: number | null;
    /** Why there was no answer, or null. */
    readonly failure: string | null;
    /** `failed`: it is tried again at `nextTryAt`. */
    readonly outcome: DeliveryOutcome;
    readonly nextTryAt: string | null;
  }
>;

/** Somebody wants a settled delivery to be made again. */
export type RedeliveryRequested = DomainEvent<'RedeliveryRequested', DeliveryKey>;

export type DeliveryEvent = DeliveryAttempted | RedeliveryRequested;
