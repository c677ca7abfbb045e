import { type Json } from './json';

/** `tenant.category.id`, each token `[A-Za-z0-9_-]{1,64}`: valid as a NATS subject suffix and as a key. */
export type StreamId = `${string}.${string}.${string}`;

/** Global position in the log: 0 is before the first commit; strictly increasing, gaps allowed. */
export type Position = number;

/** Events in a stream so far: gapless, 0 means the stream does not exist. */
export type StreamVersion = number;

/** What the writer believes of the stream: an exact version, that it is new, that it exists, or nothing. */
export type ExpectedVersion = StreamVersion | 'none' | 'exists' | 'any';

export interface NewEvent {
  /** Noun and past participle, for instance `ArticleReceived`. */
  readonly type: string;
  /** Schema version of `data`, from 1. Older ones are upcast when read. */
  readonly schema: number;
  readonly data: Json;
  /** When the fact came about at its source (RFC 3339), where that is known. */
  readonly sourceTime?: string;
}

/** Events that are recorded together or not at all. */
export interface NewCommit {
  /** Chosen by the caller; the idempotency key of this commit for ever. */
  readonly id: string;
  readonly stream: StreamId;
  readonly expected: ExpectedVersion;
  readonly events: readonly [NewEvent, ...NewEvent[]];
  readonly meta: CommitMeta;
}

export interface CommitMeta {
  /** The request or message that began the chain of which this commit is part. */
  readonly correlationId: string;
  /** The commit that caused this one. */
  readonly causationId?: string;
  /** Who acts: a service (`analyst`), or a person or client as they named themselves. */
  readonly actor: string;
}

export interface Commit extends Omit<NewCommit, 'expected'> {
  readonly position: Position;
  /** Version of the stream at the first event of this commit. */
  readonly firstVersion: StreamVersion;
  /** Version of the stream after this commit. */
  readonly version: StreamVersion;
  /** Clock of the store at the append (RFC 3339, UTC, milliseconds); never decreases with position. */
  readonly recordedAt: string;
  /** SHA-256 over the canonical JSON of id, stream, events and meta. */
  readonly hash: string;
}

/** One event of a commit with everything a projection or a reader of the log needs. */
export interface RecordedEvent extends NewEvent {
  readonly commitId: string;
  readonly stream: StreamId;
  readonly position: Position;
  readonly version: StreamVersion;
  readonly recordedAt: string;
  readonly meta: CommitMeta;
}

export function recordedEvents(commit: Commit): readonly RecordedEvent[] {
  return commit.events.map((event, index) => ({
    ...event,
    commitId: commit.id,
    stream: commit.stream,
    position: commit.position,
    version: commit.firstVersion + index,
    recordedAt: commit.recordedAt,
    meta: commit.meta,
  }));
}

const STREAM_ID = /^[A-Za-z0-9_-]{1,64}(?:\.[A-Za-z0-9_-]{1,64}){2}$/;

export function isStreamId(text: string): text is StreamId {
  return STREAM_ID.test(text);
}

const COMMIT_ID = /^[\x21-\x7e]{1,128}$/;

/** 1 to 128 printable ASCII characters without spaces. */
export function isCommitId(text: string): boolean {
  return COMMIT_ID.test(text);
}

/** The middle token of a stream id, for instance `article`. */
export function categoryOf(stream: StreamId): string {
  return stream.split('.')[1] ?? '';
}
