import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';

import { copyParts, type CopySource, makeFolders } from '@wirebrief/application';
import { type Position, WirebriefError } from '@wirebrief/kernel';

import {
  type BackupEnd,
  type BackupHead,
  commitLine,
  fileLine,
  FORMAT,
  FORMAT_VERSION,
} from './backup-lines';

export interface BackupOptions {
  readonly file: string;
  /** Instant of now, RFC 3339 in UTC. */
  readonly createdAt: string;
  /** Name and version of the program. */
  readonly program: string;
  readonly onProgress: (position: Position, head: Position) => void;
}

export type BackupReport = BackupHead & BackupEnd;

/**
 * Writes the log up to its head at the call, and the files that it names, into one file; a server may write the log
 * meanwhile. The file has its name once it is whole and on the disk. Throws `WB_OUTPUT_REFUSED`.
 */
export async function writeBackup(
  source: CopySource,
  { file, createdAt, program, onProgress }: BackupOptions,
): Promise<BackupReport> {
  const position = await source.log.head();
  const head: BackupHead = {
    format: FORMAT,
    version: FORMAT_VERSION,
    createdAt,
    program,
    position,
  };
  const tally = new Tally();
  const partial = `${file}.partial`;
  try {
    makeFolders(dirname(file));
    const lines = Readable.from(checkedLines(linesOf(source, head, tally, onProgress), tally), {
      objectMode: false,
      highWaterMark: 1,
    });
    await pipeline(lines, createGzip(), createWriteStream(partial));
    await sync(partial);
    await rename(partial, file);
    await sync(dirname(file));
  } catch (error) {
    await rm(partial, { force: true }).catch(() => undefined);
    throw explained(error, file);
  }
  return { ...head, ...tally.end() };
}

/** Counts what goes into a backup. */
class Tally {
  private readonly hash = createHash('sha256');
  private readonly lost = new Set<string>();
  private commits = 0;
  private erased = 0;
  private files = 0;

  addLine(line: string): void {
    this.hash.update(line);
  }

  addCommit(isErased: boolean): void {
    this.commits += 1;
    if (isErased) this.erased += 1;
  }

  addFile(): void {
    this.files += 1;
  }

  addLost(hash: string): void {
    this.lost.add(hash);
  }

  end(): BackupEnd {
    const { commits, erased, files } = this;
    return { commits, erased, files, lost: [...this.lost], sha256: this.hash.copy().digest('hex') };
  }
}

async function* linesOf(
  source: CopySource,
  head: BackupHead,
  tally: Tally,
  onProgress: BackupOptions['onProgress'],
): AsyncGenerator<string> {
  yield JSON.stringify(head);
  for await (const part of copyParts(source, { after: 0, until: head.position })) {
    if (part.kind === 'lost') tally.addLost(part.hash);
    if (part.kind === 'file') {
      tally.addFile();
      yield fileLine(part.hash, part.bytes);
    }
    if (part.kind !== 'commits') continue;
    for (const record of part.records) {
      tally.addCommit(record.erasure !== null);
      yield commitLine(record);
    }
    onProgress(part.records.at(-1)?.position ?? 0, head.position);
  }
}

async function* checkedLines(lines: AsyncIterable<string>, tally: Tally): AsyncGenerator<string> {
  for await (const line of lines) {
    tally.addLine(`${line}\n`);
    yield `${line}\n`;
  }
  yield `${JSON.stringify({ end: tally.end() })}\n`;
}

async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function explained(error: unknown, file: string): unknown {
  const { syscall, code } = (error ?? {}) as {
    readonly syscall?: unknown;
    readonly code?: unknown;
  };
  if (syscall === undefined) return error;
  return new WirebriefError(
    'WB_OUTPUT_REFUSED',
    'unavailable',
    `${file} cannot be written (${String(code)}).`,
    'Choose another place with --out, free some space, or give this user the right to write there.',
    { cause: error },
  );
}
