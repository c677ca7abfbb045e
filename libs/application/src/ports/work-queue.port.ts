export interface QueueStatus {
  readonly name: string;
  /** What keeps it from giving out work, or null. */
  readonly failure: string | null;
}

/**
 * Work that is kept until it is done, shared between all who take it: each item goes to one of them at a time, items
 * of one partition one after the other. An item whose handling rejects is given out again, later and later; one that
 * was refused for good, or failed too often, becomes a dead letter with the reason. Delivery is at least once.
 */
export abstract class WorkQueue {
  abstract start(handle: (item: unknown) => Promise<void>): void;
  /** Takes nothing more; resolves when what is in hand is done, or when `milliseconds` are over. */
  abstract stop(milliseconds: number): Promise<void>;
  abstract status(): QueueStatus;
}

/** A message as it was sent. */
export interface KeptMessage {
  /** The same for each delivery, and for no other message. */
  readonly id: string;
  readonly subject: string;
  readonly data: Uint8Array;
  /** Header fields; of several with one name the first. */
  readonly fields: Readonly<Record<string, string>>;
}
