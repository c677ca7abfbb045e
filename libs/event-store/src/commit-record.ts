import { CommitTooLargeError } from '@wirebrief/application';
import {
  canonicalJson,
  type Commit,
  type CommitMeta,
  type ExpectedVersion,
  isStreamId,
  type NewCommit,
  type NewEvent,
  type Position,
  sha256,
  type StreamId,
  type StreamVersion,
  WirebriefError,
} from '@wirebrief/kernel';

/** The largest message of a NATS server by default, so that no commit outgrows the distributed log. */
export const MAX_COMMIT_BYTES = 1024 * 1024;

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

const COMMIT_ID = /^[\x21-\x7e]{1,128}$/;

/** Rejects what no log can hold: `WB_COMMIT_INVALID`, or CommitTooLargeError. */
export function encodeCommit(commit: NewCommit): EncodedCommit {
  const problem = problemOf(commit);
  if (problem !== undefined) {
    throw new WirebriefError(
      'WB_COMMIT_INVALID',
      'invalid',
      problem,
      'Correct the commit and append it again.',
    );
  }
  const events = canonicalJson(commit.events);
  const meta = canonicalJson(commit.meta);
  const bytes = Buffer.byteLength(events) + Buffer.byteLength(meta);
  if (bytes > MAX_COMMIT_BYTES) throw new CommitTooLargeError(bytes, MAX_COMMIT_BYTES);
  const types = [...new Set(commit.events.map((event) => event.type))];
  const { id, stream, expected } = commit;
  return { id, stream, expected, events, meta, eventCount: commit.events.length, types };
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

function problemOf({ id, stream, expected, events }: NewCommit): string | undefined {
  if (!COMMIT_ID.test(id))
    return `"${id.slice(0, 128)}" is no commit id: 1 to 128 printable ASCII characters without spaces.`;
  if (!isStreamId(stream))
    return `"${String(stream)}" is no stream: tenant.category.id, each [A-Za-z0-9_-]{1,64}.`;
  if (typeof expected === 'number' && !(Number.isSafeInteger(expected) && expected >= 0)) {
    return `The expected version ${expected} is no whole number from 0.`;
  }
  if ((events as readonly NewEvent[]).length === 0) return `Commit ${id} has no events.`;
  const unversioned = events.find(
    (event) => event.type === '' || !Number.isSafeInteger(event.schema) || event.schema < 1,
  );
  if (unversioned)
    return `Commit ${id} has an event without a type or a schema version from 1: "${unversioned.type}".`;
  return undefined;
}
