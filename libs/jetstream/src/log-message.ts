import { type ErasedCommit, type LogEntry } from '@wirebrief/application';
import {
  type EncodedCommit,
  type Position,
  type StoredCommit,
  type StreamId,
  type StreamVersion,
} from '@wirebrief/kernel';
import { headers, type MsgHdrs } from 'nats';

import { type LogAddress, streamOf } from './log-address';

/** A message of the log as the server gives it. */
export interface LogMessage {
  readonly seq: Position;
  readonly subject: string;
  readonly headers: MsgHdrs | undefined;
  readonly data: Uint8Array;
}

/** What the last message of a stream's subject says of the stream. */
export interface SubjectHead {
  /** Sequence of that message: what the next writer has to expect. */
  readonly seq: Position;
  readonly version: StreamVersion;
  /** Of the last commit. */
  readonly position: Position;
}

const HEADER = {
  id: 'Nats-Msg-Id',
  expectedSeq: 'Nats-Expected-Last-Subject-Sequence',
  expectedLogSeq: 'Nats-Expected-Last-Sequence',
  /** First and last version, recorded time in milliseconds since 1970, hash. One header: each costs every reader. */
  commit: 'Wb-Commit',
  types: 'Wb-Types',
  /** Version of the stream and position of its last commit, on an erasure. */
  erasure: 'Wb-Erasure',
} as const;

const COMMIT = /^(\d{1,15}) (\d{1,15}) (\d{1,15}) ([0-9a-f]{64})$/;
const ERASURE = /^(\d{1,15}) (\d{1,15})$/;

/** What the headers of a commit may take of the largest message. */
export const HEADER_BYTES = 8192;
const TYPES_BYTES = 6144;

/** What the server has to hold as the last message, of the stream's subject or of the whole log; else it stores nothing. */
export type After = { readonly ofSubject: Position } | { readonly ofLog: Position };

export interface CommitVersions {
  readonly firstVersion: StreamVersion;
  readonly version: StreamVersion;
  readonly hash: string;
  /** Milliseconds since 1970. */
  readonly recordedAt: number;
}

/** Two lines: the events and the meta, as they are hashed. Canonical JSON has no line feed of its own. */
export function commitMessage(
  commit: Pick<EncodedCommit, 'id' | 'types' | 'events' | 'meta'>,
  { firstVersion, version, recordedAt, hash }: CommitVersions,
  after: After,
) {
  const fields = fieldsAfter(after);
  fields.set(HEADER.id, commit.id);
  fields.set(HEADER.commit, `${firstVersion} ${version} ${recordedAt} ${hash}`);
  const types = JSON.stringify(commit.types);
  // A reader takes the types from the events where they do not fit here.
  if (Buffer.byteLength(types) <= TYPES_BYTES) fields.set(HEADER.types, types);
  return { headers: fields, data: Buffer.from(`${commit.events}\n${commit.meta}`) };
}

export interface Erasure {
  readonly erased: readonly ErasedCommit[];
  readonly reason: string;
  /** Milliseconds since 1970. */
  readonly erasedAt: number;
}

/**
 * Keeps the stream's head on its subject, and what must stay of the commits when their messages are gone. Copied from
 * another log it may name the commit of its own position.
 */
export function erasureMessage(erasure: Erasure, head: Omit<SubjectHead, 'seq'>, after: After) {
  const fields = fieldsAfter(after);
  fields.set(HEADER.erasure, `${head.version} ${head.position}`);
  return { headers: fields, data: Buffer.from(JSON.stringify(erasure)) };
}

function fieldsAfter(after: After): MsgHdrs {
  const fields = headers();
  if ('ofLog' in after) fields.set(HEADER.expectedLogSeq, String(after.ofLog));
  else fields.set(HEADER.expectedSeq, String(after.ofSubject));
  return fields;
}

/** Undefined for a message that Wirebrief has not written. */
export function headOf({ seq, headers: fields }: LogMessage): SubjectHead | undefined {
  const [, , version] = COMMIT.exec(fields?.get(HEADER.commit) ?? '') ?? [];
  if (version !== undefined) return { seq, version: Number(version), position: seq };
  const erasure = ERASURE.exec(fields?.get(HEADER.erasure) ?? '');
  return erasure ? { seq, version: Number(erasure[1]), position: Number(erasure[2]) } : undefined;
}

export const isErasure = ({ headers: fields }: LogMessage): boolean =>
  fields?.has(HEADER.erasure) === true;

/** Undefined for a message that Wirebrief has not written. Without content where only the headers were asked for. */
export function entryOf(address: LogAddress, message: LogMessage): LogEntry | undefined {
  const stream = streamOf(address, message.subject);
  if (stream === undefined || message.headers === undefined) return undefined;
  // Nearly all are commits, and each look into the headers costs every reader.
  const entry = commitEntry(message, message.headers, stream);
  return entry ?? (isErasure(message) ? erasureEntry(message, stream) : undefined);
}

function commitEntry(
  { seq, data }: LogMessage,
  fields: MsgHdrs,
  stream: StreamId,
): LogEntry | undefined {
  const id = fields.get(HEADER.id);
  const [, firstVersion, version, recordedAt, hash] = COMMIT.exec(fields.get(HEADER.commit)) ?? [];
  if (id === '' || hash === undefined) return undefined;
  const text = Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('utf8');
  const line = text.indexOf('\n');
  const commit: StoredCommit = {
    position: seq,
    id,
    stream,
    firstVersion: Number(firstVersion),
    version: Number(version),
    recordedAt: Number(recordedAt),
    hash,
    events: text.slice(0, line),
    meta: text.slice(line + 1),
  };
  return new CommitEntry(commit, fields);
}

class CommitEntry {
  readonly kind = 'commit';

  constructor(
    readonly commit: StoredCommit,
    private readonly fields: MsgHdrs,
  ) {}

  /** Read when asked for: most readers want all types. */
  get types(): readonly string[] {
    return typesOf(this.fields.get(HEADER.types), this.commit);
  }
}

function typesOf(header: string, { events }: StoredCommit): readonly string[] {
  if (header !== '') return JSON.parse(header) as readonly string[];
  if (events === null || events === '') return [];
  const types = (JSON.parse(events) as readonly { readonly type: string }[]).map(
    (event) => event.type,
  );
  return [...new Set(types)];
}

function erasureEntry({ seq, data }: LogMessage, stream: StreamId): LogEntry | undefined {
  try {
    const erasure = JSON.parse(Buffer.from(data).toString('utf8')) as Erasure;
    return { kind: 'erasure', position: seq, stream, ...erasure };
  } catch {
    return undefined;
  }
}
