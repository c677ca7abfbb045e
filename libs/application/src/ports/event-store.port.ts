import {
  type Commit,
  type NewCommit,
  type Position,
  type StreamId,
  type StreamVersion,
  WirebriefError,
} from '@wirebrief/kernel';

export interface Appended {
  readonly position: Position;
  readonly version: StreamVersion;
  /** True when this commit id was recorded before with the same content: nothing new was written. */
  readonly duplicate: boolean;
}

export interface StreamHead {
  readonly version: StreamVersion;
  readonly position: Position;
}

export interface ReadStreamOptions {
  /** First event version wanted, inclusive; commits that hold it are returned whole. */
  readonly fromVersion?: StreamVersion;
  readonly toVersion?: StreamVersion;
  readonly backwards?: boolean;
}

export interface LogFilter {
  readonly tenant?: string;
  readonly category?: string;
  /** Commits with at least one event of these types. */
  readonly types?: readonly string[];
}

export interface ReadAllOptions {
  readonly after: Position;
  /** Inclusive; as-of reads end here. Without it, the read ends at the head seen when it began or later. */
  readonly until?: Position;
  readonly filter?: LogFilter;
  readonly signal?: AbortSignal;
}

export interface CommitBatch {
  readonly commits: readonly Commit[];
  /** Every position up to here has been looked at, filtered and erased ones included: safe as a checkpoint. */
  readonly scannedTo: Position;
}

export interface CaughtUp {
  readonly caughtUp: Position;
}

export interface FollowOptions {
  readonly after: Position;
  readonly filter?: LogFilter;
  readonly signal: AbortSignal;
}

export interface Capabilities {
  readonly maxCommitBytes: number;
  /**
   * What an acknowledged commit outlives: the failure of this machine's power (`fsync`), of a machine for good
   * (`replicated+fsync`), of some of the processes (`replicated`), of this process (`unproven`: the server is not known
   * to sync before it acknowledges), or nothing.
   */
  readonly durability: 'fsync' | 'replicated+fsync' | 'replicated' | 'unproven' | 'none';
}

/** What `verify` found wrong. */
export interface Finding {
  readonly position: Position;
  readonly problem: string;
}

/**
 * The log. One total order of commits; every commit belongs to one stream.
 *
 * - `append` resolves after the commit is durable as `capabilities.durability` says. It rejects with
 *   ConcurrencyError when `expected` is wrong, IdempotencyMismatchError when the id is known with other content,
 *   CommitTooLargeError, or StoreUnavailableError. A commit id is remembered for ever: a repeat resolves with the first
 *   result and `duplicate: true`, whatever `expected` says.
 * - A reader never sees a position before every smaller one that will ever exist.
 * - Delivery of `follow` is in order and at least once; it yields `caughtUp` each time the end is reached, first at the
 *   latest when everything recorded before the call was delivered. A slow reader is waited for, never dropped.
 * - `readStream` sees all appends acknowledged before the call.
 */
export abstract class EventStore {
  abstract readonly capabilities: Capabilities;
  abstract append(commit: NewCommit): Promise<Appended>;
  abstract head(): Promise<Position>;
  abstract streamHead(stream: StreamId): Promise<StreamHead | undefined>;
  abstract readStream(stream: StreamId, options?: ReadStreamOptions): AsyncIterable<Commit>;
  abstract readAll(options: ReadAllOptions): AsyncIterable<CommitBatch>;
  abstract follow(options: FollowOptions): AsyncIterable<CommitBatch | CaughtUp>;
  /** The last position recorded at or before the instant (RFC 3339); 0 when there is none. */
  abstract positionAt(instant: string): Promise<Position>;
  /**
   * Removes the events' data for good and leaves a tombstone: commits stay with their ids, versions and positions,
   * are no longer returned by reads, and their ids stay taken.
   */
  abstract erase(
    stream: StreamId,
    options: { readonly reason: string; readonly commitIds?: readonly string[] },
  ): Promise<{ readonly erased: number }>;
  /** Hashes, version gaps and order over the whole log. Nothing yielded means nothing wrong. */
  abstract verify(options?: { readonly after?: Position }): AsyncIterable<Finding>;
  /** Appends in flight settle first. */
  abstract close(): Promise<void>;
}

export class ConcurrencyError extends WirebriefError {
  override readonly name = 'ConcurrencyError';

  constructor(
    readonly stream: StreamId,
    readonly expected: string,
    readonly actual: StreamVersion,
  ) {
    super(
      'WB_CONCURRENCY',
      'conflict',
      `Stream ${stream} is at version ${actual}, not at the expected ${expected}: someone else wrote first.`,
      'Read the stream again, decide again, and append with the version found.',
    );
  }
}

export class IdempotencyMismatchError extends WirebriefError {
  override readonly name = 'IdempotencyMismatchError';

  constructor(readonly commitId: string) {
    super(
      'WB_IDEMPOTENCY_MISMATCH',
      'conflict',
      `Commit ${commitId} is already recorded with other content.`,
      'Use a new id for new content.',
    );
  }
}

export class CommitTooLargeError extends WirebriefError {
  override readonly name = 'CommitTooLargeError';

  constructor(
    readonly bytes: number,
    readonly limit: number,
  ) {
    super(
      'WB_COMMIT_TOO_LARGE',
      'too-large',
      `The commit has ${bytes} bytes; the log takes ${limit}.`,
      'Send a shorter text, or split the commit.',
    );
  }
}

export class StoreUnavailableError extends WirebriefError {
  override readonly name = 'StoreUnavailableError';

  constructor(
    /** `unknown`: the commit may or may not be recorded; append again with the same id to find out. */
    readonly outcome: 'not-applied' | 'unknown',
    message: string,
    remedy: string,
    options?: ErrorOptions,
  ) {
    super('WB_STORE_UNAVAILABLE', 'unavailable', message, remedy, options);
  }
}
