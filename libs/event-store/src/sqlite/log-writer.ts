import { type LogEntry } from '@wirebrief/application';
import {
  assertFollows,
  commitHash,
  eventTypesOf,
  isAsExpected,
  kindOf,
  type LogRecord,
  type Position,
  type StoredCommit,
  type StreamId,
} from '@wirebrief/kernel';

import { type SqliteDriver, sqliteErrorCode } from './driver';
import { explained, type Failure, LogUnavailable, toFailure } from './sqlite-errors';
import { type AppendOutcome, type AppendRequest, type EraseRequest } from './writer-protocol';
import { prepareWriterStatements, type WriterStatements } from './writer-statements';

type ErasureEntry = Extract<LogEntry, { readonly kind: 'erasure' }>;

/** Bounds the memory for the heads of streams. */
const HEADS_KEPT = 1024;

/** Commits that become durable together, or not at all. */
interface Group {
  size: number;
  readonly outcomes: AppendOutcome[];
  failure: Failure | undefined;
}

/** Writes the log; lives in the writer thread, the only one with a connection that may write. */
export class LogWriter {
  private readonly sql: WriterStatements;
  private readonly kindIds = new Map<string, number>();
  /** Of streams appended to, of which most will be again soon. */
  private readonly heads = new Map<StreamId, { readonly id: number; readonly version: number }>();
  private recordedAt: number;
  /** As it was before the transaction that is open. */
  private recordedBefore = 0;
  private group: Group | undefined;
  private failedFor: unknown;

  constructor(
    private readonly database: SqliteDriver,
    private readonly file: string,
  ) {
    this.sql = prepareWriterStatements(database);
    this.recordedAt = this.sql.last.get()?.recordedAt ?? 0;
  }

  /** Begins a group or adds to the one that is open. Gives the size of the group. */
  addToGroup(requests: readonly AppendRequest[]): number {
    this.group ??= { size: 0, outcomes: [], failure: undefined };
    const { group } = this;
    try {
      if (group.size === 0) this.begin();
      if (!group.failure) for (const request of requests) group.outcomes.push(this.append(request));
    } catch (error) {
      group.failure = toFailure(this.rolledBack(error, 'not-applied'));
    }
    group.size += requests.length;
    return group.size;
  }

  /** One transaction, so one sync of the disk, for all of a group. Outcomes are known to be durable when this returns. */
  commitGroup(): readonly AppendOutcome[] {
    if (!this.group) return [];
    const { group } = this;
    this.group = undefined;
    try {
      if (!group.failure) this.commit();
    } catch (error) {
      group.failure = toFailure(error);
    }
    const { size, outcomes, failure } = group;
    return failure ? Array.from({ length: size }, () => ({ kind: 'failed', failure })) : outcomes;
  }

  /** Also empties the write-ahead file, which still holds the old pages. */
  erase(request: EraseRequest): number {
    const erased = this.transaction(() => this.eraseCommits(request));
    const isBusy = this.database.pragma('wal_checkpoint(TRUNCATE)') !== 0;
    if (!isBusy) return erased;
    throw new LogUnavailable(
      'unknown',
      `${erased} commits are erased, but another program reads ${this.file}: its write-ahead file still holds the old text.`,
      'Close the tool that has the log open and erase again.',
    );
  }

  /** Commits of another log, where they stood there: all or none. Throws `WB_LOG_IMPORT` for one that does not follow. */
  importRecords(records: readonly LogRecord[]): void {
    this.transaction(() => {
      for (const record of records) this.import(record);
    });
    this.recordedAt = this.sql.last.get()?.recordedAt ?? 0;
  }

  /**
   * What happened to a log that is kept elsewhere; `note` is written with it. An erased commit may come long after its
   * place, when nothing but the erasure tells of it.
   */
  follow(entries: readonly LogEntry[], note: () => void): void {
    const hasErasure = this.transaction(() => {
      for (const entry of entries) {
        if (entry.kind === 'commit') this.copy(entry.commit, entry.types);
        else this.copyErasure(entry);
      }
      note();
      return entries.some((entry) => entry.kind === 'erasure');
    });
    if (hasErasure) this.database.pragma('wal_checkpoint(TRUNCATE)');
  }

  close(): void {
    this.database.close();
  }

  private copy(commit: StoredCommit, types: readonly string[]): void {
    this.recordedAt = Math.max(this.recordedAt, commit.recordedAt);
    const { recordedAt } = this;
    this.insert({ ...commit, recordedAt, types }, this.streamId(commit.stream));
  }

  private copyErasure({ stream, erased, reason, erasedAt }: ErasureEntry): void {
    for (const commit of erased) {
      if (this.sql.commitById.get(commit.id) === undefined) {
        const content = { events: null, meta: null, types: [] };
        this.insert({ ...commit, stream, ...content }, this.streamId(stream));
      }
      this.sql.eraseCommit.run(commit.position);
      this.sql.insertErasure.run(commit.position, erasedAt, reason);
    }
  }

  private append(request: AppendRequest): AppendOutcome {
    const [id, stream, expected, events, meta, eventCount, types, requestedAt] = request;
    const hash = commitHash({ id, stream, events, meta });
    const known = this.sql.commitById.get(id);
    if (known) {
      if (known.hash !== hash) return { kind: 'mismatch' };
      const { position, version } = known;
      return { kind: 'duplicate', position, version };
    }
    const head = this.heads.get(stream) ?? this.sql.streamByName.get(stream);
    const actual = head?.version ?? 0;
    if (!isAsExpected(expected, actual)) return { kind: 'conflict', actual };
    const [firstVersion, version] = [actual + 1, actual + eventCount];
    this.recordedAt = Math.max(this.recordedAt, requestedAt);
    const { recordedAt } = this;
    const streamId = head?.id ?? this.addStream(stream);
    // Named one by one: to spread one object into another takes as long as a third of the SQL.
    const position = this.insert(
      { position: null, id, stream, firstVersion, version, recordedAt, hash, events, meta, types },
      streamId,
    );
    if (this.heads.size >= HEADS_KEPT) this.heads.clear();
    this.heads.set(stream, { id: streamId, version });
    return [position, version];
  }

  private import(record: LogRecord): void {
    const head = this.sql.streamByName.get(record.stream);
    const { position, recordedAt } = this.sql.last.get() ?? { position: 0, recordedAt: 0 };
    const isIdTaken = this.sql.commitById.get(record.id) !== undefined;
    assertFollows(record, { position, recordedAt, version: head?.version ?? 0 }, isIdTaken);
    const streamId = head?.id ?? this.addStream(record.stream);
    this.insert({ ...record, types: eventTypesOf(record) }, streamId);
    if (record.erasure === null) return;
    this.sql.insertErasure.run(record.position, record.erasure.at, record.erasure.reason);
  }

  /** Position null: the next one. */
  private insert(
    commit: Omit<StoredCommit, 'position'> & {
      readonly position: Position | null;
      readonly types: readonly string[];
    },
    streamId: number,
  ): Position {
    const { id, stream, firstVersion, version, recordedAt, events, meta } = commit;
    const { lastInsertRowid } = this.sql.insertCommit.run(
      commit.position,
      id,
      streamId,
      firstVersion,
      version,
      recordedAt,
      commit.hash,
      events,
      meta,
    );
    const position = Number(lastInsertRowid);
    this.sql.updateStream.run(version, position, streamId);
    for (const type of commit.types)
      this.sql.insertCommitKind.run(this.kindId(stream, type), position);
    return position;
  }

  private streamId(stream: StreamId): number {
    return this.sql.streamByName.get(stream)?.id ?? this.addStream(stream);
  }

  private addStream(stream: StreamId): number {
    return Number(this.sql.insertStream.run(stream).lastInsertRowid);
  }

  private kindId(stream: StreamId, type: string): number {
    // Tenant and category, which have no dots.
    const key = `${stream.slice(0, stream.lastIndexOf('.'))}.${type}`;
    const known = this.kindIds.get(key);
    if (known !== undefined) return known;
    const { tenant, category } = kindOf(stream, type);
    const found = this.sql.kindByName.get(tenant, category, type)?.id;
    const id = found ?? Number(this.sql.insertKind.run(tenant, category, type).lastInsertRowid);
    this.kindIds.set(key, id);
    return id;
  }

  private eraseCommits({ stream, reason, commitIds, requestedAt }: EraseRequest): number {
    const all = this.sql.commitsToErase.all(stream);
    const wanted = commitIds === undefined ? all : all.filter(({ id }) => commitIds.includes(id));
    for (const { position } of wanted) {
      this.sql.eraseCommit.run(position);
      this.sql.insertErasure.run(position, requestedAt, reason);
    }
    return wanted.length;
  }

  private transaction<Result>(work: () => Result): Result {
    let result: Result;
    try {
      this.begin();
      result = work();
    } catch (error) {
      throw this.rolledBack(error, 'not-applied');
    }
    this.commit();
    return result;
  }

  private begin(): void {
    if (this.failedFor !== undefined) throw explained(this.failedFor, this.file);
    this.recordedBefore = this.recordedAt;
    this.sql.begin.run();
  }

  /** A failed COMMIT may still be on the disk: its outcome is unknown, and after a disk error nothing more is written. */
  private commit(): void {
    try {
      this.sql.commit.run();
    } catch (error) {
      if (sqliteErrorCode(error)?.startsWith('SQLITE_IOERR') === true) this.failedFor = error;
      throw this.rolledBack(error, 'unknown');
    }
  }

  /** What to throw for an error that ends the transaction. */
  private rolledBack(error: unknown, outcome: 'not-applied' | 'unknown'): unknown {
    this.recordedAt = this.recordedBefore;
    this.kindIds.clear();
    this.heads.clear();
    try {
      this.database.exec('ROLLBACK');
    } catch {
      // SQLite has rolled back by itself, as it does for a full disk.
    }
    return explained(error, this.file, outcome);
  }
}
