import { createHash, type Hash } from 'node:crypto';

import {
  canonicalJson,
  isWirebriefError,
  type LogRecord,
  type NewEvent,
  type Position,
  WirebriefError,
} from '@wirebrief/kernel';

import { type BlobStore } from './ports/blob-store.port';
import { type LogExport, type LogImport, type RecordRange } from './ports/log-transfer.port';

/** What a copy is made of. The files of an edition come before the commit that names them. */
export type CopyPart =
  | { readonly kind: 'file'; readonly hash: string; readonly bytes: Uint8Array }
  | { readonly kind: 'lost'; readonly hash: string }
  | { readonly kind: 'commits'; readonly records: readonly LogRecord[] };

export interface CopySource {
  readonly log: LogExport;
  readonly blobs: BlobStore;
}

export interface CopyTarget {
  readonly log: LogImport;
  readonly blobs: BlobStore;
}

/** The log of a source and the files that it names, in bounded memory. `lost` is a file that is missing or damaged. */
export async function* copyParts(
  { log, blobs }: CopySource,
  range: RecordRange,
): AsyncGenerator<CopyPart> {
  for await (const records of log.records(range)) {
    for (const hash of new Set(records.flatMap(filesOf))) {
      const bytes = await wholeFile(blobs, hash);
      yield bytes === undefined ? { kind: 'lost', hash } : { kind: 'file', hash, bytes };
    }
    yield { kind: 'commits', records };
  }
}

export async function writePart({ log, blobs }: CopyTarget, part: CopyPart): Promise<void> {
  if (part.kind === 'commits') await log.write(part.records);
  else if (part.kind === 'file' && !(await blobs.has(part.hash))) await blobs.put(part.bytes);
}

export interface CopyOptions {
  readonly from: CopySource;
  readonly to: CopyTarget;
  readonly onProgress: (position: Position, head: Position) => void;
}

export interface CopyReport {
  /** Last position that was copied. */
  readonly position: Position;
  /** Where an earlier copy had come to; 0 for a new one. */
  readonly resumedAfter: Position;
  readonly commits: number;
  readonly files: number;
  /** Hashes of files that the source has lost. */
  readonly lost: readonly string[];
  /** Over every commit, the same in both logs. */
  readonly sha256: string;
}

/**
 * Copies a log and its files into another place, as far as the source reaches at the call. A target that holds the
 * beginning of the same log is continued; one that holds another log is refused with `WB_COPY_DIFFERS`. Both are read
 * again at the end and compared by count and hash.
 */
export async function copyLog({ from, to, onProgress }: CopyOptions): Promise<CopyReport> {
  const until = await from.log.head();
  const resumedAfter = await to.log.head();
  const standing = await summaryOf(to.log, resumedAfter);
  const [begun, rest] = [new Summary(), { after: resumedAfter, until }];
  const lost = new Set<string>();
  let files = 0;
  for (const range of [{ after: 0, until: Math.min(resumedAfter, until) }, rest]) {
    if (range === rest) assertSame(begun.value(), standing, resumedAfter);
    for await (const part of copyParts(from, range)) {
      if (part.kind === 'lost') lost.add(part.hash);
      if (part.kind === 'file') files += 1;
      if (part.kind === 'commits') begun.add(part.records);
      // What is there already is compared; its files are made whole.
      if (range === rest || part.kind === 'file') await writePart(to, part);
      if (part.kind === 'commits') onProgress(part.records.at(-1)?.position ?? 0, until);
    }
  }
  const { commits, sha256 } = begun.value();
  assertSame(await summaryOf(to.log, until), { commits, sha256 }, until);
  return { position: until, resumedAfter, commits, files, lost: [...lost], sha256 };
}

interface LogSummary {
  readonly commits: number;
  readonly sha256: string;
}

/** Count and hash of the records of a log; the hash of each commit stands for its content. */
class Summary {
  private readonly hash: Hash = createHash('sha256');
  private commits = 0;

  add(records: readonly LogRecord[]): void {
    for (const { events, meta, erasure, ...place } of records)
      this.hash.update(`${canonicalJson({ ...place, isErased: erasure !== null })}\n`);
    this.commits += records.length;
  }

  value(): LogSummary {
    return { commits: this.commits, sha256: this.hash.copy().digest('hex') };
  }
}

async function summaryOf(log: LogExport, until: Position): Promise<LogSummary> {
  const summary = new Summary();
  for await (const records of log.records({ after: 0, until })) summary.add(records);
  return summary.value();
}

function assertSame(one: LogSummary, other: LogSummary, until: Position): void {
  if (one.commits === other.commits && one.sha256 === other.sha256) return;
  throw new WirebriefError(
    'WB_COPY_DIFFERS',
    'conflict',
    `Up to position ${until} the two logs are not the same: ${one.commits} and ${other.commits} commits, hashes ${one.sha256.slice(0, 12)} and ${other.sha256.slice(0, 12)}.`,
    'Copy into an empty place, or into one that an earlier copy of the same log has begun and nothing else has written.',
  );
}

/** Missing and damaged are the same to a copy: it cannot give the file on. */
async function wholeFile(blobs: BlobStore, hash: string): Promise<Uint8Array | undefined> {
  try {
    return await blobs.get(hash);
  } catch (error) {
    if (isWirebriefError(error) && error.code === 'WB_BLOB_CORRUPT') return undefined;
    throw error;
  }
}

/** Hashes of the files that the editions of a commit consist of. */
function filesOf({ events }: LogRecord): readonly string[] {
  if (events?.includes('"EditionIssued"') !== true) return [];
  return (JSON.parse(events) as readonly NewEvent[])
    .filter(({ type }) => type === 'EditionIssued')
    .flatMap(({ data }) => Object.values((data as unknown as IssuedData).files))
    .map(({ hash }) => hash);
}

/** The part of it that no schema of EditionIssued has changed. */
interface IssuedData {
  readonly files: Readonly<Record<string, { readonly hash: string }>>;
}
