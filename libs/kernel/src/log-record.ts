import { WirebriefError } from './errors';
import { isCommitId, isStreamId, type NewEvent } from './log';
import {
  contentProblem,
  type PlaceBefore,
  placeProblems,
  type StoredCommit,
} from './stored-commit';

/** A commit as it is copied from log to log, erased ones included. */
export interface LogRecord extends StoredCommit {
  /** Of an erased commit, whose `events` and `meta` are null: when (milliseconds since 1970) and why. Else null. */
  readonly erasure: { readonly at: number; readonly reason: string } | null;
}

/** Throws `WB_LOG_IMPORT` for a record of another log that cannot be written after what stands before it. */
export function assertFollows(record: LogRecord, before: PlaceBefore, isIdTaken: boolean): void {
  const problem = isIdTaken
    ? 'its id is taken'
    : (placeProblems(record, before)[0] ?? recordProblem(record));
  if (problem === null) return;
  throw new WirebriefError(
    'WB_LOG_IMPORT',
    'conflict',
    `Commit ${record.id} cannot be written at position ${record.position}: ${problem}.`,
    'Copy a whole log into an empty one.',
  );
}

/** What is wrong with a record by itself; null when it is whole. */
export function recordProblem(record: LogRecord): string | null {
  const { id, stream, hash, events, meta, erasure, version, firstVersion } = record;
  if (!isCommitId(id) || !isStreamId(stream) || !/^[0-9a-f]{64}$/.test(hash))
    return 'its id, stream or hash is malformed';
  if ((events === null) !== (erasure !== null) || (meta === null) !== (erasure !== null))
    return 'it is neither whole nor erased';
  if (version < firstVersion) return 'it has no events';
  try {
    return contentProblem(record);
  } catch {
    return 'its events are no JSON';
  }
}

/** Event types of a record, each once; none of an erased one. */
export function eventTypesOf({ events }: StoredCommit): readonly string[] {
  if (events === null) return [];
  return [...new Set((JSON.parse(events) as readonly NewEvent[]).map(({ type }) => type))];
}
