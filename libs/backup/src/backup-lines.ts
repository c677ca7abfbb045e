import { canonicalJson, type LogRecord, type StreamId } from '@wirebrief/kernel';
import { z } from 'zod';

export const FORMAT = 'wirebrief-backup';
export const FORMAT_VERSION = 1;

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.int().min(0);
const instant = z.iso.datetime();

/** The first line of a backup. */
const headSchema = z.object({
  format: z.literal(FORMAT),
  version: count,
  createdAt: instant,
  program: z.string(),
  /** The backup holds the log up to here. */
  position: count,
});

/** The last line: what must have come before it. */
const endSchema = z.strictObject({
  end: z.strictObject({
    commits: count,
    erased: count,
    files: count,
    /** Files that the log names and the blob store had lost. */
    lost: z.array(hash),
    /** Over every line before, with its line feed. */
    sha256: hash,
  }),
});

const fileSchema = z.strictObject({ file: hash, base64: z.string() });

const commitSchema = z.strictObject({
  commit: z.strictObject({
    position: count.min(1),
    id: z.string(),
    stream: z.string(),
    firstVersion: count.min(1),
    version: count.min(1),
    recordedAt: instant,
    hash,
    events: z.array(z.unknown()).nullable(),
    meta: z.record(z.string(), z.unknown()).nullable(),
    erased: z.strictObject({ at: instant, reason: z.string() }).optional(),
  }),
});

export const lineSchema = z.union([commitSchema, fileSchema, endSchema, headSchema]);

export type BackupHead = z.infer<typeof headSchema>;
export type BackupEnd = z.infer<typeof endSchema>['end'];

/** `events` and `meta` are canonical JSON already and go into the line as they are. */
export function commitLine({ events, meta, erasure, ...place }: LogRecord): string {
  const { position, id, stream, firstVersion, version, recordedAt, hash: sha256 } = place;
  const known = { position, id, stream, firstVersion, version, recordedAt: iso(recordedAt) };
  const fields = JSON.stringify({ ...known, hash: sha256 }).slice(1, -1);
  const erased =
    erasure === null
      ? ''
      : `,"erased":${JSON.stringify({ at: iso(erasure.at), reason: erasure.reason })}`;
  return `{"commit":{${fields},"events":${events ?? 'null'},"meta":${meta ?? 'null'}${erased}}}`;
}

export function fileLine(sha256: string, bytes: Uint8Array): string {
  return `{"file":"${sha256}","base64":"${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64')}"}`;
}

export function recordOf({ commit }: z.infer<typeof commitSchema>): LogRecord {
  const { recordedAt, events, meta, erased, stream, ...place } = commit;
  return {
    ...place,
    stream: stream as StreamId,
    recordedAt: Date.parse(recordedAt),
    events: events === null ? null : canonicalJson(events),
    meta: meta === null ? null : canonicalJson(meta),
    erasure: erased === undefined ? null : { at: Date.parse(erased.at), reason: erased.reason },
  };
}

const iso = (milliseconds: number): string => new Date(milliseconds).toISOString();
