import {
  type Commit,
  type Position,
  type StoredCommit,
  type StreamId,
  type StreamVersion,
} from '@wirebrief/kernel';

import {
  type CommitBatch,
  type Finding,
  type LogFilter,
  type ReadStreamOptions,
  type StreamHead,
} from './event-store.port';

/** What stays of a commit whose events are erased. */
export interface ErasedCommit {
  readonly position: Position;
  readonly id: string;
  readonly firstVersion: StreamVersion;
  readonly version: StreamVersion;
  /** Milliseconds since 1970. */
  readonly recordedAt: number;
  readonly hash: string;
}

/** One thing that happened to a log that is kept elsewhere. */
export type LogEntry =
  | {
      readonly kind: 'commit';
      readonly commit: StoredCommit;
      /** Event types, each once. */
      readonly types: readonly string[];
    }
  | {
      readonly kind: 'erasure';
      /** Where the log says so; no commit has this position but one that is named here. */
      readonly position: Position;
      readonly stream: StreamId;
      readonly erased: readonly ErasedCommit[];
      readonly reason: string;
      /** Milliseconds since 1970. */
      readonly erasedAt: number;
    };

/** A commit as far as it takes to know it again. */
export interface KnownCommit {
  readonly position: Position;
  readonly stream: StreamId;
  readonly version: StreamVersion;
  readonly hash: string;
}

/** The next batch after `after` and up to `until`, both at most the head; `scannedTo` always advances. */
export interface PageRange {
  readonly after: Position;
  readonly until: Position;
  readonly filter: LogFilter;
}

/**
 * A copy of a log that is kept elsewhere, on this machine's disk, with the positions of that log. Disposable: a copy
 * that is lost is made again.
 */
export abstract class LogReplica {
  /** Everything up to this position of the log is here. */
  abstract readonly reached: Position;
  /** Position of the last commit; 0 for none. */
  abstract readonly head: Position;
  /** Of the last commit, milliseconds since 1970. */
  abstract readonly lastRecordedAt: number;
  /**
   * Takes in what follows on `reached`, all or nothing. Recorded times are raised where they would go back. Throws
   * `WB_DATA_CORRUPT` for a commit that does not match its hash.
   */
  abstract take(entries: readonly LogEntry[], reached: Position): void;
  abstract isErased(position: Position): boolean;
  /** Erased commits included. */
  abstract find(commitId: string): KnownCommit | undefined;
  abstract streamHead(stream: StreamId): StreamHead | undefined;
  abstract page(range: PageRange): CommitBatch;
  abstract readStream(stream: StreamId, options: ReadStreamOptions): AsyncIterable<Commit>;
  /** The last position recorded at or before the instant, milliseconds since 1970. */
  abstract positionAt(milliseconds: number): Position;
  abstract verify(after: Position): AsyncIterable<Finding>;
  abstract close(): void;
}
