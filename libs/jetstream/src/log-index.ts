import { type KnownCommit, type LogEntry } from '@wirebrief/application';
import { type Position } from '@wirebrief/kernel';

/** What a writer must know of the whole log, read from its beginning: which ids are taken, and how late it is. */
export interface LogIndex {
  /** Every message up to this sequence has been taken in. */
  readonly reached: Position;
  /** Position of the last commit, erased or not; 0 for none. */
  readonly head: Position;
  /** Of the last commit, milliseconds since 1970. */
  readonly lastRecordedAt: number;
  isErased(position: Position): boolean;
  take(entries: readonly LogEntry[], reached: Position): void;
  /** Erased commits included. */
  find(commitId: string): Promise<KnownCommit | undefined> | KnownCommit | undefined;
  close(): void;
}
