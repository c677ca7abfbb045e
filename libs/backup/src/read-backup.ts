import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';

import { type CopyPart } from '@wirebrief/application';
import {
  type LogRecord,
  type PlaceBefore,
  recordProblem,
  sha256,
  WirebriefError,
} from '@wirebrief/kernel';
import { type z } from 'zod';

import {
  type BackupEnd,
  type BackupHead,
  FORMAT_VERSION,
  lineSchema,
  recordOf,
} from './backup-lines';

type Line = z.infer<typeof lineSchema>;
export type BackupContent = BackupHead & BackupEnd;

/** Commits are handed on in batches of about this many characters. */
const BATCH_CHARACTERS = 1024 * 1024;
/** Longer than any commit, and than the Base64 of any edition: only a damaged file has such a line. */
const LINE_CHARACTERS = 256 * 1024 * 1024;

/**
 * The parts of a backup in their order, each checked against its hash; returns what the backup says of itself once all
 * of it was found there. Throws `WB_INPUT_NOT_FOUND`, `WB_BACKUP_CORRUPT` or `WB_BACKUP_NEWER`; whatever was handed on
 * before must not be used then.
 */
export async function* readBackup(file: string): AsyncGenerator<CopyPart, BackupContent> {
  const reading = new Reading(file);
  let [batch, characters] = [[] as LogRecord[], 0];
  for await (const text of linesIn(file)) {
    const part = reading.take(text);
    if (part === undefined) continue;
    if (part.kind === 'commits') {
      batch.push(...part.records);
      characters += text.length;
    }
    if (batch.length > 0 && (part.kind === 'file' || characters >= BATCH_CHARACTERS)) {
      yield { kind: 'commits', records: batch };
      [batch, characters] = [[], 0];
    }
    if (part.kind === 'file') yield part;
  }
  if (batch.length > 0) yield { kind: 'commits', records: batch };
  return reading.content();
}

/** Reads the whole of it and keeps nothing. */
export async function verifyBackup(file: string): Promise<BackupContent> {
  const parts = readBackup(file);
  for (;;) {
    const next = await parts.next();
    if (next.done === true) return next.value;
  }
}

/** What has been read so far, against which the next line is checked. */
class Reading {
  private readonly hash = createHash('sha256');
  private head: BackupHead | undefined;
  private end: BackupEnd | undefined;
  private last: Pick<PlaceBefore, 'position' | 'recordedAt'> = { position: 0, recordedAt: 0 };
  private lines = 0;
  private commits = 0;
  private erased = 0;
  private files = 0;

  constructor(private readonly file: string) {}

  take(text: string): CopyPart | undefined {
    this.lines += 1;
    const line = this.parsed(text);
    if (this.end !== undefined) throw this.corrupt('something follows its end');
    if ('end' in line) this.finish(line.end);
    this.hash.update(`${text}\n`);
    if ('format' in line) this.begin(line);
    else if (this.head === undefined) throw this.corrupt('it does not begin with its head');
    if ('file' in line) return this.takeFile(line);
    return 'commit' in line ? this.takeCommit(recordOf(line)) : undefined;
  }

  content(): BackupContent {
    if (this.head === undefined || this.end === undefined)
      throw this.corrupt('it ends before its last line: it was cut off');
    return { ...this.head, ...this.end };
  }

  private parsed(text: string): Line {
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      throw this.corrupt('a line is no JSON');
    }
    const { version } = (value ?? {}) as { readonly version?: unknown };
    if (this.lines === 1 && typeof version === 'number' && version > FORMAT_VERSION)
      throw newer(this.file, version);
    const line = lineSchema.safeParse(value);
    if (!line.success) throw this.corrupt('a line is none of a backup');
    return line.data;
  }

  private begin(head: BackupHead): void {
    if (this.head !== undefined) throw this.corrupt('it begins twice');
    this.head = head;
  }

  private takeFile({ file, base64 }: Extract<Line, { file: string }>): CopyPart {
    const bytes = Buffer.from(base64, 'base64');
    if (sha256(bytes) !== file) throw this.corrupt(`the file ${file} does not match its hash`);
    this.files += 1;
    return { kind: 'file', hash: file, bytes };
  }

  private takeCommit(record: LogRecord): CopyPart {
    const problem =
      record.position <= this.last.position || record.recordedAt < this.last.recordedAt
        ? 'it does not follow the one before'
        : recordProblem(record);
    if (problem !== null)
      throw this.corrupt(`the commit at position ${record.position}: ${problem}`);
    this.last = record;
    this.commits += 1;
    if (record.erasure !== null) this.erased += 1;
    return { kind: 'commits', records: [record] };
  }

  private finish(end: BackupEnd): void {
    const { commits, erased, files } = this;
    const isWhole =
      this.hash.copy().digest('hex') === end.sha256 &&
      commits === end.commits &&
      erased === end.erased &&
      files === end.files &&
      this.last.position === this.head?.position;
    if (!isWhole) throw this.corrupt('its content is not what its last line says');
    this.end = end;
  }

  private corrupt(problem: string): WirebriefError {
    return corrupt(this.file, `line ${this.lines}: ${problem}`);
  }
}

async function* linesIn(file: string): AsyncGenerator<string> {
  const text = unpacked(file);
  let [parts, length] = [[] as string[], 0];
  try {
    for await (const chunk of text) {
      const pieces = String(chunk).split('\n');
      for (const piece of pieces.slice(0, -1)) {
        yield [...parts, piece].join('');
        [parts, length] = [[], 0];
      }
      const rest = pieces.at(-1) ?? '';
      parts.push(rest);
      length += rest.length;
      if (length > LINE_CHARACTERS) throw corrupt(file, 'a line has no end');
    }
  } catch (error) {
    throw explained(error, file);
  }
  if (length > 0) throw corrupt(file, 'it ends in the middle of a line: it was cut off');
}

function unpacked(file: string): Readable {
  const gunzip = createGunzip();
  // Errors of either stream reach whoever reads the last one.
  pipeline(createReadStream(file), gunzip, () => undefined);
  return gunzip.setEncoding('utf8');
}

function explained(error: unknown, file: string): unknown {
  const { code } = (error ?? {}) as { readonly code?: unknown };
  if (code === 'ENOENT') {
    return new WirebriefError(
      'WB_INPUT_NOT_FOUND',
      'not-found',
      `There is no file ${file}.`,
      'Check the name of the backup.',
      { cause: error },
    );
  }
  if (code === 'EISDIR' || code === 'EACCES' || code === 'EPERM') {
    return new WirebriefError(
      'WB_INPUT_UNREADABLE',
      'invalid',
      `${file} cannot be read (${code}).`,
      'Name the file of a backup that this user may read.',
      { cause: error },
    );
  }
  if (typeof code === 'string' && code.startsWith('Z_'))
    return corrupt(file, `it cannot be unpacked (${code})`, { cause: error });
  return error;
}

function corrupt(file: string, problem: string, options?: ErrorOptions): WirebriefError {
  return new WirebriefError(
    'WB_BACKUP_CORRUPT',
    'invalid',
    `${file} is no whole backup: ${problem}.`,
    'Take another copy of it, or the backup before; nothing was restored from this one.',
    options,
  );
}

function newer(file: string, version: number): WirebriefError {
  return new WirebriefError(
    'WB_BACKUP_NEWER',
    'unavailable',
    `${file} has version ${version} of the format; this Wirebrief reads ${FORMAT_VERSION}.`,
    'Upgrade Wirebrief and restore again.',
  );
}
