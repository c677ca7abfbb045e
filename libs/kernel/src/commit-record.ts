import { WirebriefError } from './errors';
import {
  type Commit,
  type CommitMeta,
  type ExpectedVersion,
  type NewEvent,
  type StreamId,
} from './log';
import { type StoredCommit } from './stored-commit';

/** A commit as text: canonical JSON, so that it is stored, compared and hashed without being parsed. */
export interface EncodedCommit {
  readonly id: string;
  readonly stream: StreamId;
  readonly expected: ExpectedVersion;
  readonly events: string;
  readonly meta: string;
  readonly eventCount: number;
  /** Event types, each once. */
  readonly types: readonly string[];
}

/** Undefined for an erased commit. Throws `WB_DATA_CORRUPT` when the text is no longer JSON. */
export function decodeCommit(stored: StoredCommit): Commit | undefined {
  if (stored.events === null || stored.meta === null) return undefined;
  return {
    id: stored.id,
    stream: stored.stream,
    events: parse(stored.events, stored) as readonly [NewEvent, ...NewEvent[]],
    meta: parse(stored.meta, stored) as CommitMeta,
    position: stored.position,
    firstVersion: stored.firstVersion,
    version: stored.version,
    recordedAt: new Date(stored.recordedAt).toISOString(),
    hash: stored.hash,
  };
}

function parse(text: string, { id, position }: StoredCommit): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new WirebriefError(
      'WB_DATA_CORRUPT',
      'unavailable',
      `The log is damaged: commit ${id} at position ${position} cannot be read.`,
      'Put back the last good copy of the data folder.',
      { cause },
    );
  }
}
