import {
  type Commit,
  type CommitMeta,
  type ExpectedVersion,
  type NewEvent,
  type Position,
  sha256,
  type StreamId,
  type StreamVersion,
  WirebriefError,
} from '@wirebrief/kernel';

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

/** A commit as it lies in a store. `events` and `meta` are null once erased. */
export interface StoredCommit {
  readonly position: Position;
  readonly id: string;
  readonly stream: StreamId;
  readonly firstVersion: StreamVersion;
  readonly version: StreamVersion;
  /** Milliseconds since 1970. */
  readonly recordedAt: number;
  readonly hash: string;
  readonly events: string | null;
  readonly meta: string | null;
}

/** SHA-256 over the canonical JSON of id, stream, events and meta, put together from texts that are canonical already. */
export function commitHash(commit: {
  readonly id: string;
  readonly stream: string;
  readonly events: string;
  readonly meta: string;
}): string {
  const [id, stream] = [JSON.stringify(commit.id), JSON.stringify(commit.stream)];
  return sha256(`{"events":${commit.events},"id":${id},"meta":${commit.meta},"stream":${stream}}`);
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
