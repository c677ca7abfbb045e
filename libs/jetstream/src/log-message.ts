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
  firstVersion: 'Wb-First-Version',
  version: 'Wb-Version',
  hash: 'Wb-Hash',
  recordedAt: 'Wb-Recorded-At',
  types: 'Wb-Types',
  /** Only on an erasure: position of the stream's last commit. */
  head: 'Wb-Head',
} as const;

/** What the headers of a commit may take of the largest message. */
export const HEADER_BYTES = 8192;
const TYPES_BYTES = 6144;

export interface CommitVersions {
  readonly firstVersion: StreamVersion;
  readonly version: StreamVersion;
  readonly hash: string;
  /** Milliseconds since 1970. */
  readonly recordedAt: number;
  readonly expectedSeq: Position;
}

/** Two lines: the events and the meta, as they are hashed. Canonical JSON has no line feed of its own. */
export function commitMessage(commit: EncodedCommit, versions: CommitVersions) {
  const fields = headers();
  fields.set(HEADER.id, commit.id);
  fields.set(HEADER.expectedSeq, String(versions.expectedSeq));
  fields.set(HEADER.firstVersion, String(versions.firstVersion));
  fields.set(HEADER.version, String(versions.version));
  fields.set(HEADER.hash, versions.hash);
  fields.set(HEADER.recordedAt, String(versions.recordedAt));
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

/** Keeps the stream's head on its subject, and what must stay of the commits when their messages are gone. */
export function erasureMessage(erasure: Erasure, head: SubjectHead) {
  const fields = headers();
  fields.set(HEADER.expectedSeq, String(head.seq));
  fields.set(HEADER.version, String(head.version));
  fields.set(HEADER.head, String(head.position));
  return { headers: fields, data: Buffer.from(JSON.stringify(erasure)) };
}

/** Undefined for a message that Wirebrief has not written. */
export function headOf(message: LogMessage): SubjectHead | undefined {
  const version = Number(message.headers?.get(HEADER.version));
  if (!Number.isSafeInteger(version) || version < 1) return undefined;
  const head = message.headers?.get(HEADER.head);
  return { seq: message.seq, version, position: head ? Number(head) : message.seq };
}

export const isErasure = ({ headers: fields }: LogMessage): boolean =>
  fields?.has(HEADER.head) === true;

/** Undefined for a message that Wirebrief has not written. Without content where only the headers were asked for. */
export function entryOf(address: LogAddress, message: LogMessage): LogEntry | undefined {
  const stream = streamOf(address, message.subject);
  const head = headOf(message);
  if (stream === undefined || head === undefined || message.headers === undefined) return undefined;
  if (isErasure(message)) return erasureEntry(message, stream);
  return commitEntry(message, message.headers, stream, head.version);
}

function commitEntry(
  { seq, data }: LogMessage,
  fields: MsgHdrs,
  stream: StreamId,
  version: StreamVersion,
): LogEntry | undefined {
  const [id, hash] = [fields.get(HEADER.id), fields.get(HEADER.hash)];
  const firstVersion = Number(fields.get(HEADER.firstVersion));
  const recordedAt = Number(fields.get(HEADER.recordedAt));
  if (id === '' || hash === '' || !(firstVersion >= 1) || !Number.isSafeInteger(recordedAt))
    return undefined;
  const text = Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('utf8');
  const line = text.indexOf('\n');
  const commit: StoredCommit = {
    position: seq,
    id,
    stream,
    firstVersion,
    version,
    recordedAt,
    hash,
    events: text.slice(0, line),
    meta: text.slice(line + 1),
  };
  return { kind: 'commit', commit, types: typesOf(fields.get(HEADER.types), commit) };
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
