import {
  type CommitBatch,
  type KnownCommit,
  type LogFilter,
  type PageRange,
  type ReadStreamOptions,
  type RecordRange,
  type StreamHead,
} from '@wirebrief/application';
import { isUnfiltered, isWanted, PAGE_BYTES, PAGE_COMMITS } from '@wirebrief/event-log';
import {
  type Commit,
  decodeCommit,
  type EventKind,
  type LogRecord,
  type Position,
  type StoredCommit,
  type StreamId,
  WirebriefError,
} from '@wirebrief/kernel';

import { type SqliteDriver } from './driver';
import { prepareReaderStatements, type ReaderStatements } from './reader-statements';

/**
 * Reads the log over a connection of its own, in the caller's thread: no copy crosses a thread, and a commit is visible
 * here as soon as it is durable and before it is acknowledged.
 */
export class LogReader {
  private readonly sql: ReaderStatements;
  private readonly kinds: (EventKind & { readonly id: number })[] = [];

  constructor(private readonly database: SqliteDriver) {
    this.sql = prepareReaderStatements(database);
  }

  head(): Position {
    return this.sql.head.get()?.position ?? 0;
  }

  streamHead(stream: StreamId): StreamHead | undefined {
    return this.sql.streamHead.get(stream);
  }

  positionAt(milliseconds: number): Position {
    return this.sql.positionAt.get(milliseconds)?.position ?? 0;
  }

  page({ after, until, filter }: PageRange): CommitBatch {
    if (isUnfiltered(filter)) return this.rangePage(after, until);
    return this.indexPage(after, until, filter);
  }

  *stream(stream: StreamId, options: ReadStreamOptions): Generator<StreamPage> {
    const { fromVersion = 1, toVersion = Number.MAX_SAFE_INTEGER, backwards = false } = options;
    const streamId = this.sql.streamId.get(stream)?.id;
    if (streamId === undefined) return;
    // The commit that holds `toVersion` may reach past it.
    const last = this.sql.versionAtOrAfter.get(streamId, toVersion)?.version ?? toVersion;
    const rows = backwards ? this.sql.streamBackwards : this.sql.streamForwards;
    let [from, to] = [fromVersion, last];
    for (;;) {
      const page = take(rows.iterate(streamId, from, to));
      yield { commits: page.commits, isLast: !page.last };
      if (!page.last) return;
      if (backwards) to = page.last.version - 1;
      else from = page.last.version + 1;
    }
  }

  commitById(id: string): KnownCommit | undefined {
    return this.sql.commitById.get(id);
  }

  isErased(position: Position): boolean {
    return this.sql.erasedAt.get(position) !== undefined;
  }

  /** Milliseconds since 1970; 0 for an empty log. */
  lastRecordedAt(): number {
    return this.sql.lastRecordedAt.get()?.recordedAt ?? 0;
  }

  /** Erased commits included, as they are stored. */
  storedPage(after: Position): readonly StoredCommit[] {
    return this.sql.storedRange.all(after, PAGE_COMMITS);
  }

  /** The next records up to the size of a page; none at the end. */
  records({ after, until }: RecordRange): readonly LogRecord[] {
    const records: LogRecord[] = [];
    let bytes = 0;
    for (const { erasedAt, reason, ...commit } of this.sql.records.iterate(after, until)) {
      const erasure = erasedAt === null ? null : { at: erasedAt, reason: reason ?? '' };
      records.push({ ...commit, erasure });
      bytes += commit.events?.length ?? 0;
      if (bytes >= PAGE_BYTES || records.length >= PAGE_COMMITS) break;
    }
    return records;
  }

  kindPositionExists(kind: EventKind, position: Position): boolean {
    this.learnKinds();
    const { tenant, category, type } = kind;
    const found = this.kinds.find(
      (known) => known.tenant === tenant && known.category === category && known.type === type,
    );
    return found !== undefined && this.sql.kindPosition.get(found.id, position) !== undefined;
  }

  wrongStreamHeads(): readonly { readonly name: string; readonly position: Position }[] {
    return this.sql.wrongStreamHeads.all();
  }

  pageDamage(): readonly string[] {
    const answers = this.sql.quickCheck.all().map(({ quick_check: answer }) => answer);
    return answers.filter((answer) => answer !== 'ok');
  }

  close(): void {
    this.database.close();
  }

  private rangePage(after: Position, until: Position): CommitBatch {
    const page = take(this.sql.range.iterate(after, until));
    return { commits: page.commits, scannedTo: page.last?.position ?? until };
  }

  private indexPage(after: Position, until: Position, filter: LogFilter): CommitBatch {
    const positions = this.positionsOf(this.wantedKinds(filter), after, until);
    const page = take(this.rowsAt(positions));
    return { commits: page.commits, scannedTo: page.last?.position ?? until };
  }

  private *rowsAt(positions: readonly Position[]): Generator<StoredCommit> {
    for (const position of positions) {
      const row = this.sql.byPosition.get(position);
      if (!row) throw indexWithoutCommit(position);
      yield row;
    }
  }

  /** The first positions of the kinds together: each range of the index is read no further than one page. */
  private positionsOf(
    kinds: readonly number[],
    after: Position,
    until: Position,
  ): readonly Position[] {
    const positions = new Set<Position>();
    for (const kind of kinds) {
      for (const { position } of this.sql.kindRange.all(kind, after, until, PAGE_COMMITS))
        positions.add(position);
    }
    return [...positions].sort((a, b) => a - b).slice(0, PAGE_COMMITS);
  }

  private wantedKinds(filter: LogFilter): readonly number[] {
    this.learnKinds();
    return this.kinds.filter((kind) => isWanted(filter, kind)).map(({ id }) => id);
  }

  private learnKinds(): void {
    this.kinds.push(...this.sql.kindsAfter.all(this.kinds.at(-1)?.id ?? 0));
  }
}

interface StreamPage {
  readonly commits: readonly Commit[];
  readonly isLast: boolean;
}

interface Taken {
  readonly commits: readonly Commit[];
  /** The last row, when there may be more after it. */
  readonly last: StoredCommit | undefined;
  readonly taken: number;
}

/** Takes rows up to the size of a page. */
function take(rows: Iterable<StoredCommit>): Taken {
  const commits: Commit[] = [];
  let [bytes, taken] = [0, 0];
  for (const row of rows) {
    const commit = decodeCommit(row);
    if (commit) commits.push(commit);
    taken += 1;
    bytes += row.events?.length ?? 0;
    if (bytes >= PAGE_BYTES || taken >= PAGE_COMMITS) return { commits, last: row, taken };
  }
  return { commits, last: undefined, taken };
}

function indexWithoutCommit(position: Position): WirebriefError {
  return new WirebriefError(
    'WB_DATA_CORRUPT',
    'unavailable',
    `The log is damaged: its index names position ${position}, which it does not hold.`,
    'Put back the last good copy of the data folder.',
  );
}
