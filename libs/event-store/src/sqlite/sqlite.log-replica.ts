import { rmSync } from 'node:fs';

import {
  type CommitBatch,
  type Finding,
  type KnownCommit,
  type LogEntry,
  LogReplica,
  type PageRange,
  type ReadStreamOptions,
  type StreamHead,
} from '@wirebrief/application';
import { storeClosed } from '@wirebrief/event-log';
import {
  type Commit,
  contentProblem,
  isWirebriefError,
  type Position,
  type StoredCommit,
  type StreamId,
  WirebriefError,
} from '@wirebrief/kernel';

import { copyFilesIn, prepareFolder } from './data-folder';
import { type DataLock, lockData } from './data-lock';
import { type SqliteDriver } from './driver';
import { LogReader } from './log-reader';
import { openLogForReading, openLogForWriting } from './log-schema';
import { verifyLog } from './log-verifier';
import { LogWriter } from './log-writer';
import { reported } from './reported-errors';
import { streamCommits } from './stream-commits';
import { type WriterData } from './writer-protocol';

interface SqliteLogReplicaOptions {
  /** Created if missing. The copy is `log-copy.sqlite` in it. */
  readonly folder: string;
  /** Names the log that is copied; the copy of another one is thrown away. */
  readonly logIdentity: string;
}

/** The copy of a log in one SQLite file of the same form as the embedded log, written and read in the caller's thread. */
export class SqliteLogReplica extends LogReplica {
  reached: Position;
  head: Position;
  lastRecordedAt: number;

  private isClosed = false;
  private readonly writer: LogWriter;
  private readonly reader: LogReader;
  private readonly setReached: (reached: Position) => void;

  private constructor(
    database: SqliteDriver,
    private readonly file: string,
    private readonly lock: DataLock,
  ) {
    super();
    this.writer = new LogWriter(database, file);
    this.reader = new LogReader(openLogForReading(file));
    const update = database.prepare<[reached: Position], never>('UPDATE replica SET reached = ?');
    this.setReached = (reached) => {
      update.run(reached);
    };
    this.reached = replicaOf(database)?.reached ?? 0;
    this.head = this.reader.head();
    this.lastRecordedAt = this.reader.lastRecordedAt();
  }

  /** Throws `WB_DATA_IN_USE` or `WB_DATA_READ_ONLY`. A copy that is damaged or of another log or version is made anew. */
  static open({ folder, logIdentity }: SqliteLogReplicaOptions): SqliteLogReplica {
    prepareFolder(folder);
    const files = copyFilesIn(folder);
    const lock = lockData(folder, files.lockFile);
    try {
      return new SqliteLogReplica(openOrReplace(files, logIdentity), files.file, lock);
    } catch (error) {
      lock.release();
      throw reported(error, files.file);
    }
  }

  take(entries: readonly LogEntry[], reached: Position): void {
    for (const entry of entries) if (entry.kind === 'commit') assertWhole(entry.commit);
    this.guarded(() => {
      this.writer.follow(entries, () => {
        this.setReached(reached);
      });
    });
    this.reached = reached;
    this.head = this.reader.head();
    this.lastRecordedAt = this.reader.lastRecordedAt();
  }

  isErased(position: Position): boolean {
    return this.guarded(() => this.reader.isErased(position));
  }

  find(commitId: string): KnownCommit | undefined {
    return this.guarded(() => this.reader.commitById(commitId));
  }

  streamHead(stream: StreamId): StreamHead | undefined {
    return this.guarded(() => this.reader.streamHead(stream));
  }

  page(range: PageRange): CommitBatch {
    return this.guarded(() => this.reader.page(range));
  }

  readStream(stream: StreamId, options: ReadStreamOptions): AsyncIterable<Commit> {
    return streamCommits(this.reader, stream, options, (work) => this.guarded(work));
  }

  positionAt(milliseconds: number): Position {
    return this.guarded(() => this.reader.positionAt(milliseconds));
  }

  verify(after: Position): AsyncIterable<Finding> {
    return verifyLog(this.reader, after);
  }

  close(): void {
    // The writer last, so that one file without a write-ahead file is left.
    this.reader.close();
    this.writer.close();
    this.lock.release();
    this.isClosed = true;
  }

  private guarded<Result>(work: () => Result): Result {
    if (this.isClosed) throw storeClosed();
    try {
      return work();
    } catch (error) {
      throw reported(error, this.file);
    }
  }
}

function openOrReplace({ file }: WriterData, logIdentity: string): SqliteDriver {
  const found = openExisting(file);
  if (found && replicaOf(found)?.log === logIdentity) return found;
  found?.close();
  for (const suffix of ['', '-wal', '-shm']) rmSync(`${file}${suffix}`, { force: true });
  const database = openLogForWriting(file, { isCopy: true });
  database.exec('CREATE TABLE replica (log TEXT NOT NULL, reached INTEGER NOT NULL) STRICT');
  database.prepare<[log: string], never>('INSERT INTO replica VALUES (?, 0)').run(logIdentity);
  return database;
}

/** Undefined when it is damaged, or of another program or version. */
function openExisting(file: string): SqliteDriver | undefined {
  try {
    return openLogForWriting(file, { isCopy: true });
  } catch (error) {
    const isUseless =
      isWirebriefError(error) && ['WB_DATA_CORRUPT', 'WB_DATA_NEWER'].includes(error.code);
    if (isUseless) return undefined;
    throw error;
  }
}

interface ReplicaRow {
  readonly log: string;
  readonly reached: Position;
}

function replicaOf(database: SqliteDriver): ReplicaRow | undefined {
  const table = database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'replica'").get();
  if (table === undefined) return undefined;
  return database.prepare<[], ReplicaRow>('SELECT log, reached FROM replica').get();
}

function assertWhole(commit: StoredCommit): void {
  if (problemOf(commit) === null) return;
  throw new WirebriefError(
    'WB_DATA_CORRUPT',
    'unavailable',
    `The log is damaged: commit ${commit.id} at position ${commit.position} does not match its hash.`,
    'Restore the log from a backup.',
  );
}

function problemOf(commit: StoredCommit): string | null {
  try {
    return contentProblem(commit);
  } catch {
    return 'its events are no JSON';
  }
}
