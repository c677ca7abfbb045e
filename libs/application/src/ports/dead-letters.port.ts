/** A message that nobody could handle, with the reason. */
export interface DeadLetter {
  readonly id: number;
  /** What it was taken from. */
  readonly queue: string;
  readonly subject: string;
  /** When it was given up, RFC 3339 in UTC. */
  readonly at: string;
  /** How often it was tried. */
  readonly attempts: number;
  readonly code: string;
  readonly reason: string;
  readonly bytes: number;
}

export interface DeadLetterContent extends DeadLetter {
  readonly data: Uint8Array;
  readonly fields: Readonly<Record<string, string>>;
}

export abstract class DeadLetters {
  /** Oldest first, at most `limit` of those after `after`. */
  abstract list(options: {
    readonly after: number;
    readonly limit: number;
  }): Promise<readonly DeadLetter[]>;
  /** Rejects with `WB_DEAD_LETTER_UNKNOWN`. */
  abstract show(id: number): Promise<DeadLetterContent>;
  /** Puts it back where it came from, once, and out of here. */
  abstract retry(id: number): Promise<DeadLetter>;
  /** Deletes it for good. */
  abstract drop(id: number): Promise<DeadLetter>;
}
