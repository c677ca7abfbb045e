import {
  type Position,
  type StoredCommit,
  type StreamId,
  type StreamVersion,
} from '@wirebrief/kernel';

import { type LogFilter } from './event-store.port';

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
      /** Where the log says so; no commit has this position. */
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
