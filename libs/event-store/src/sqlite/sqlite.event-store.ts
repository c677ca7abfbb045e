import { setTimeout as delay } from 'node:timers/promises';

import {
  type Appended,
  type Capabilities,
  type CaughtUp,
  type CommitBatch,
  ConcurrencyError,
  EventStore,
  type Finding,
  type FollowOptions,
  IdempotencyMismatchError,
  type ReadAllOptions,
  type ReadStreamOptions,
  StoreUnavailableError,
  type StreamHead,
} from '@wirebrief/application';
import {
  ChangeSignal,
  encodeCommit,
  followPages,
  type LogPages,
  MAX_COMMIT_BYTES,
  millisecondsOf,
  readPages,
  storeClosed,
} from '@wirebrief/event-log';
import { type Commit, type NewCommit, type Position, type StreamId } from '@wirebrief/kernel';

import { assertLogExists, logFilesIn, prepareFolder } from './data-folder';
import { LogReader } from './log-reader';
import { openLogForReading } from './log-schema';
import { verifyLog } from './log-verifier';
import { fromFailure, reported } from './reported-errors';
import { streamCommits } from './stream-commits';
import { type AppendOutcome, appendRequest } from './writer-protocol';
import { WriterThread } from './writer-thread';

interface SqliteEventStoreOptions {
  /** Data folder; created if missing. The log is `log.sqlite` in it. */
  readonly folder: string;
  readonly clock: () => Date;
}

/** Who may write: the thread that does, and the clock for it. */
interface Writing {
  readonly thread: WriterThread;
  readonly clock: () => Date;
}

/** Another process writes; how long its commits may stay unseen by `follow`. */
const POLL_MILLISECONDS = 200;

/** The log in one SQLite file. One process writes it; any number may read it meanwhile. */
export class SqliteEventStore extends EventStore {
  readonly capabilities: Capabilities = { maxCommitBytes: MAX_COMMIT_BYTES, durability: 'fsync' };

  /** What was asked of the writer last: settled after all that was asked before it. */
  private lastWritten: Promise<unknown> = Promise.resolve();
  private closing: Promise<void> | undefined;
  private readonly pages: LogPages;

  private constructor(
    private readonly file: string,
    private readonly reader: LogReader,
    private readonly changes: ChangeSignal,
    private readonly writing: Writing | undefined,
  ) {
    super();
    this.pages = {
      head: () => this.read(() => this.reader.head()),
      page: (range) => this.read(() => this.reader.page(range)),
      changed: (after, signal) => this.changed(after, signal),
      isClosed: () => this.closing !== undefined,
    };
  }

  /**
   * Throws `WB_DATA_IN_USE` when another process has the folder, `WB_DATA_READ_ONLY`, `WB_DATA_CORRUPT`,
   * `WB_DATA_NEWER` or `WB_DATA_SETTINGS`.
   */
  static async open({ folder, clock }: SqliteEventStoreOptions): Promise<SqliteEventStore> {
    prepareFolder(folder);
    const files = logFilesIn(folder);
    const changes = new ChangeSignal();
    const thread = await WriterThread.start(files, () => {
      changes.notify();
    });
    try {
      return new SqliteEventStore(files.file, openReader(files.file), changes, { thread, clock });
    } catch (error) {
      await thread.close();
      throw error;
    }
  }

  /** Reads a log that another process may be writing. Appends and erasures are refused. Throws `WB_DATA_MISSING`. */
  static async openReadOnly({
    folder,
  }: Pick<SqliteEventStoreOptions, 'folder'>): Promise<SqliteEventStore> {
    const files = logFilesIn(folder);
    assertLogExists(files);
    return new SqliteEventStore(files.file, openReader(files.file), new ChangeSignal(), undefined);
  }

  async append(commit: NewCommit): Promise<Appended> {
    const { thread, clock } = this.writer();
    const work = thread.append(appendRequest(encodeCommit(commit), clock().getTime()));
    this.lastWritten = work;
    return appended(commit, await work);
  }

  async head(): Promise<Position> {
    return this.pages.head();
  }

  async streamHead(stream: StreamId): Promise<StreamHead | undefined> {
    return this.read(() => this.reader.streamHead(stream));
  }

  async *readStream(stream: StreamId, options: ReadStreamOptions = {}): AsyncIterable<Commit> {
    yield* streamCommits(this.reader, stream, options, (work) => this.read(work));
  }

  async *readAll(options: ReadAllOptions): AsyncIterable<CommitBatch> {
    yield* readPages(this.pages, options);
  }

  async *follow(options: FollowOptions): AsyncIterable<CommitBatch | CaughtUp> {
    yield* followPages(this.pages, options);
  }

  /** Waits for appends in flight, which carry an earlier time: asked again, the answer for the past stays the same. */
  async positionAt(instant: string): Promise<Position> {
    const milliseconds = millisecondsOf(instant);
    await Promise.allSettled([this.lastWritten]);
    return this.read(() => this.reader.positionAt(milliseconds));
  }

  async erase(
    stream: StreamId,
    options: { readonly reason: string; readonly commitIds?: readonly string[] },
  ): Promise<{ readonly erased: number }> {
    const { thread, clock } = this.writer();
    const { reason, commitIds } = options;
    const work = thread.erase({ stream, reason, commitIds, requestedAt: clock().getTime() });
    this.lastWritten = work;
    return work;
  }

  async *verify(options: { readonly after?: Position } = {}): AsyncIterable<Finding> {
    this.assertOpen();
    yield* verifyLog(this.reader, options.after ?? 0);
  }

  close(): Promise<void> {
    this.closing ??= this.closeAfterAppends();
    return this.closing;
  }

  private async closeAfterAppends(): Promise<void> {
    await Promise.allSettled([this.lastWritten]);
    this.changes.notify();
    // First the reader, so that the writer is the last to close and leaves one file without a write-ahead file.
    this.reader.close();
    await this.writing?.thread.close();
  }

  private async changed(after: Position, signal: AbortSignal): Promise<void> {
    // Not every notice brings a new position: a reader here may have seen a commit before its acknowledgement.
    while (!this.closing && !signal.aborted && this.pages.head() <= after)
      await this.notice(signal);
  }

  /** Of an append here, or in a store for reading only the time to look what another process has written. */
  private async notice(signal: AbortSignal): Promise<void> {
    if (this.writing) return this.changes.wait(signal);
    await delay(POLL_MILLISECONDS, undefined, { signal, ref: false }).catch(() => undefined);
  }

  private read<Result>(work: () => Result): Result {
    this.assertOpen();
    try {
      return work();
    } catch (error) {
      throw reported(error, this.file);
    }
  }

  private writer(): Writing {
    this.assertOpen();
    if (this.writing) return this.writing;
    throw new StoreUnavailableError(
      'not-applied',
      `${this.file} is open for reading only.`,
      'Write through the running server.',
    );
  }

  private assertOpen(): void {
    if (this.closing) throw storeClosed();
  }
}

function openReader(file: string): LogReader {
  try {
    return new LogReader(openLogForReading(file));
  } catch (error) {
    throw reported(error, file);
  }
}

function appended(commit: NewCommit, outcome: AppendOutcome): Appended {
  if (!('kind' in outcome)) {
    const [position, version] = outcome;
    return { position, version, duplicate: false };
  }
  switch (outcome.kind) {
    case 'duplicate':
      return { position: outcome.position, version: outcome.version, duplicate: true };
    case 'conflict':
      throw new ConcurrencyError(commit.stream, String(commit.expected), outcome.actual);
    case 'mismatch':
      throw new IdempotencyMismatchError(commit.id);
    case 'failed':
      throw fromFailure(outcome.failure);
  }
}
