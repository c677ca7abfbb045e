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
  type PageRange,
  type ReadAllOptions,
  type ReadStreamOptions,
  type StreamHead,
} from '@wirebrief/application';
import {
  ChangeSignal,
  createCommitChecker,
  encodeCommit,
  followPages,
  isUnfiltered,
  isWanted,
  type LogPages,
  MAX_COMMIT_BYTES,
  millisecondsOf,
  PAGE_COMMITS,
  readPages,
  storeClosed,
} from '@wirebrief/event-log';
import {
  type Commit,
  commitHash,
  decodeCommit,
  type EncodedCommit,
  isAsExpected,
  kindOf,
  type LogRecord,
  type NewCommit,
  type Position,
  type StoredCommit,
  type StreamId,
} from '@wirebrief/kernel';

/** A commit and the types of its events, which stay when the events are erased. */
export interface MemoryRecord {
  readonly commit: StoredCommit;
  readonly types: readonly string[];
  /** Set once erased. */
  readonly erasure?: NonNullable<LogRecord['erasure']>;
}

interface InMemoryEventStoreOptions {
  readonly clock: () => Date;
  /** The log itself, in order of position. Two stores over one array are one log reopened. */
  readonly records?: MemoryRecord[];
}

/** The log in this process's memory: for tests and trials. Content is kept as text, so that no caller can change it. */
export class InMemoryEventStore extends EventStore {
  readonly capabilities: Capabilities = { maxCommitBytes: MAX_COMMIT_BYTES, durability: 'none' };

  private readonly records: MemoryRecord[];
  private readonly heads = new Map<string, StreamHead>();
  private readonly commits = new Map<string, StoredCommit>();
  private readonly changes = new ChangeSignal();
  private readonly pages: LogPages;
  private closed = false;

  constructor(private readonly options: InMemoryEventStoreOptions) {
    super();
    this.records = options.records ?? [];
    for (const { commit } of this.records) this.index(commit);
    this.pages = {
      head: () => this.currentHead(),
      page: (range) => this.page(range),
      changed: (after, signal) =>
        this.closed || this.currentHead() > after ? Promise.resolve() : this.changes.wait(signal),
      isClosed: () => this.closed,
    };
  }

  async append(commit: NewCommit): Promise<Appended> {
    this.assertOpen();
    const encoded = encodeCommit(commit);
    const hash = commitHash(encoded);
    const known = this.commits.get(encoded.id);
    if (known) {
      if (known.hash !== hash) throw new IdempotencyMismatchError(encoded.id);
      return { position: known.position, version: known.version, duplicate: true };
    }
    const actual = this.heads.get(encoded.stream)?.version ?? 0;
    if (!isAsExpected(encoded.expected, actual)) {
      throw new ConcurrencyError(encoded.stream, String(encoded.expected), actual);
    }
    return this.record(encoded, hash, actual);
  }

  async head(): Promise<Position> {
    this.assertOpen();
    return this.currentHead();
  }

  async streamHead(stream: StreamId): Promise<StreamHead | undefined> {
    this.assertOpen();
    return this.heads.get(stream);
  }

  async *readStream(stream: StreamId, options: ReadStreamOptions = {}): AsyncIterable<Commit> {
    this.assertOpen();
    const { fromVersion = 1, toVersion = Number.MAX_SAFE_INTEGER, backwards = false } = options;
    const wanted = this.records
      .map((record) => record.commit)
      .filter((commit) => commit.stream === stream)
      .filter((commit) => commit.version >= fromVersion && commit.firstVersion <= toVersion);
    for (const stored of backwards ? wanted.reverse() : wanted) {
      const commit = decodeCommit(stored);
      if (commit) yield commit;
    }
  }

  async *readAll(options: ReadAllOptions): AsyncIterable<CommitBatch> {
    this.assertOpen();
    yield* readPages(this.pages, options);
  }

  async *follow(options: FollowOptions): AsyncIterable<CommitBatch | CaughtUp> {
    this.assertOpen();
    yield* followPages(this.pages, options);
  }

  async positionAt(instant: string): Promise<Position> {
    this.assertOpen();
    const milliseconds = millisecondsOf(instant);
    return (
      this.records.findLast(({ commit }) => commit.recordedAt <= milliseconds)?.commit.position ?? 0
    );
  }

  async erase(
    stream: StreamId,
    options: { readonly reason: string; readonly commitIds?: readonly string[] },
  ): Promise<{ readonly erased: number }> {
    this.assertOpen();
    let erased = 0;
    for (const [index, { commit, types }] of this.records.entries()) {
      const isNamed = options.commitIds?.includes(commit.id) ?? true;
      if (commit.stream !== stream || commit.events === null || !isNamed) continue;
      const erasure = { at: this.options.clock().getTime(), reason: options.reason };
      this.records[index] = { commit: { ...commit, events: null, meta: null }, types, erasure };
      erased += 1;
    }
    return { erased };
  }

  async *verify(options: { readonly after?: Position } = {}): AsyncIterable<Finding> {
    this.assertOpen();
    const { after = 0 } = options;
    const check = createCommitChecker(after === 0);
    for (const { commit } of this.records) {
      if (commit.position <= after) continue;
      for (const problem of check(commit)) yield { position: commit.position, problem };
    }
  }

  async close(): Promise<void> {
    this.closed = true;
    this.changes.notify();
  }

  private record(encoded: EncodedCommit, hash: string, actual: number): Appended {
    const { id, stream, events, meta, types } = encoded;
    const position = this.currentHead() + 1;
    const version = actual + encoded.eventCount;
    const recordedAt = Math.max(
      this.options.clock().getTime(),
      this.records.at(-1)?.commit.recordedAt ?? 0,
    );
    const commit = {
      position,
      id,
      stream,
      firstVersion: actual + 1,
      version,
      recordedAt,
      hash,
      events,
      meta,
    };
    this.records.push({ commit, types });
    this.index(commit);
    this.changes.notify();
    return { position, version, duplicate: false };
  }

  private index(commit: StoredCommit): void {
    this.commits.set(commit.id, commit);
    this.heads.set(commit.stream, { version: commit.version, position: commit.position });
  }

  private currentHead(): Position {
    return this.records.at(-1)?.commit.position ?? 0;
  }

  /** Positions of this store have no gaps, so that a position is an index. */
  private page({ after, until, filter }: PageRange): CommitBatch {
    const scannedTo = Math.min(until, after + PAGE_COMMITS);
    const wanted = this.records
      .slice(after, scannedTo)
      .filter(
        ({ commit, types }) =>
          isUnfiltered(filter) ||
          types.some((type) => isWanted(filter, kindOf(commit.stream, type))),
      );
    const commits = wanted
      .map(({ commit }) => decodeCommit(commit))
      .filter((commit) => commit !== undefined);
    return { commits, scannedTo };
  }

  private assertOpen(): void {
    if (this.closed) throw storeClosed();
  }
}
