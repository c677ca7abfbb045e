import { setTimeout as delay } from 'node:timers/promises';

import {
  type Appended,
  type Capabilities,
  type CaughtUp,
  type CommitBatch,
  EventStore,
  type Finding,
  type FollowOptions,
  type LogEntry,
  type LogFilter,
  type ReadAllOptions,
  type ReadStreamOptions,
  type StreamHead,
} from '@wirebrief/application';
import { isUnfiltered, isWanted, millisecondsOf, positionAhead } from '@wirebrief/event-log';
import {
  type Commit,
  decodeCommit,
  isWirebriefError,
  kindOf,
  type NewCommit,
  type Position,
  type StreamId,
} from '@wirebrief/kernel';

import { type JetStreamConnection } from './jetstream-connection';
import { JetStreamLog } from './jetstream-log';
import { subjectOf } from './log-address';
import { entryOf } from './log-message';
import { type JetStreamLogOptions, withDefaults } from './log-options';
import { MemoryLogIndex } from './memory-log-index';
import { type MessagePage, type PagesOptions } from './message-pages';
import { positionAt } from './position-at';
import { verifyServerLog } from './server-log-verifier';

type CommitEntry = Extract<LogEntry, { kind: 'commit' }>;

const RETRY_MILLISECONDS = 250;

/** The log in a JetStream stream; reads ask the servers. `LogCopy` answers them from this machine's disk. */
export class JetStreamEventStore extends EventStore {
  readonly capabilities: Capabilities;

  private constructor(
    private readonly log: JetStreamLog<MemoryLogIndex>,
    durability: Capabilities['durability'],
  ) {
    super();
    this.capabilities = { maxCommitBytes: log.writer.maxCommitBytes, durability };
  }

  /** Reads the headers of the whole log. Throws `WB_NATS_STREAM_DIFFERS` or StoreUnavailableError. */
  static async open(
    connection: JetStreamConnection,
    options: JetStreamLogOptions,
  ): Promise<JetStreamEventStore> {
    const log = await JetStreamLog.open(connection, options, {
      create: (source) => new MemoryLogIndex(source),
      headersOnly: true,
    });
    await log.eraser.deleteMessages([...log.index.lingering]);
    return new JetStreamEventStore(log, withDefaults(options).durability);
  }

  append(commit: NewCommit): Promise<Appended> {
    return this.log.append(commit);
  }

  head(): Promise<Position> {
    return this.log.head();
  }

  streamHead(stream: StreamId): Promise<StreamHead | undefined> {
    return this.log.streamHead(stream);
  }

  async *readStream(stream: StreamId, options: ReadStreamOptions = {}): AsyncIterable<Commit> {
    const { fromVersion = 1, toVersion = Number.MAX_SAFE_INTEGER, backwards = false } = options;
    this.log.assertOpen();
    const head = await this.log.asked(this.log.writer.headFromLeader(stream));
    const later: Commit[] = [];
    const subject = subjectOf(this.log.source.address, stream);
    for await (const page of this.read({ after: 0, subject }, head.seq)) {
      for (const commit of await this.commitsOf(page, {})) {
        if (commit.version < fromVersion || commit.firstVersion > toVersion) continue;
        if (backwards) later.push(commit);
        else yield commit;
      }
    }
    yield* later.reverse();
  }

  async *readAll(options: ReadAllOptions): AsyncIterable<CommitBatch> {
    const { until = Number.MAX_SAFE_INTEGER, filter = {}, signal } = options;
    const end = Math.min(until, await this.head());
    let { after } = options;
    for await (const page of this.read({ after, ...(signal && { signal }) }, end)) {
      const commits = await this.commitsOf(page, filter, end);
      after = Math.min(page.lastSeq, end);
      yield { commits, scannedTo: after };
      if (signal?.aborted) return;
    }
    if (after < end && signal?.aborted !== true) yield { commits: [], scannedTo: end };
  }

  async *follow(options: FollowOptions): AsyncIterable<CommitBatch | CaughtUp> {
    const { filter = {} } = options;
    const head = await this.head();
    let { after } = options;
    if (after > head) throw positionAhead(after, head);
    const signal = AbortSignal.any([options.signal, this.log.signal]);
    if (after === head && !signal.aborted) yield { caughtUp: after };
    for await (const page of this.pagesForEver(after, signal)) {
      await this.log.feed.reach(page.lastSeq, Infinity);
      const commits = await this.commitsOf(page, filter);
      const scannedTo = Math.min(page.lastSeq, this.log.index.head);
      if (scannedTo > after) yield { commits, scannedTo };
      after = Math.max(after, scannedTo);
      // A replica that serves the consumer may be behind what was recorded before the call.
      if (after >= Math.max(head, this.log.index.head)) yield { caughtUp: after };
    }
  }

  async positionAt(instant: string): Promise<Position> {
    const milliseconds = millisecondsOf(instant);
    this.log.assertOpen();
    await this.log.settled();
    return this.log.asked(positionAt(this.log, milliseconds));
  }

  erase(
    stream: StreamId,
    options: { readonly reason: string; readonly commitIds?: readonly string[] },
  ): Promise<{ readonly erased: number }> {
    return this.log.erase(stream, options);
  }

  async *verify(options: { readonly after?: Position } = {}): AsyncIterable<Finding> {
    await this.head();
    yield* verifyServerLog(this.log, options.after ?? 0);
  }

  close(): Promise<void> {
    return this.log.close();
  }

  /** Through every outage: a consumer that is lost is made again after the last page. */
  private async *pagesForEver(start: Position, signal: AbortSignal): AsyncGenerator<MessagePage> {
    let after = start;
    while (!signal.aborted) {
      try {
        for await (const page of this.log.source.pages({ after, signal })) {
          yield page;
          after = page.lastSeq;
        }
      } catch (error) {
        if (isLasting(error)) throw error;
      }
      await delay(RETRY_MILLISECONDS, undefined, { signal }).catch(() => undefined);
    }
  }

  /** Pages up to a sequence that is known to be stored. Rejects with StoreUnavailableError. */
  private async *read(
    options: Omit<PagesOptions, 'signal'> & { readonly signal?: AbortSignal },
    end: Position,
  ): AsyncGenerator<MessagePage> {
    if (options.after >= end) return;
    const { source, signal: closing } = this.log;
    const signal = options.signal ? AbortSignal.any([options.signal, closing]) : closing;
    yield* source.pagesUntil({ ...options, signal }, end);
  }

  private async commitsOf(
    { messages, lastSeq }: MessagePage,
    filter: LogFilter,
    end = lastSeq,
  ): Promise<readonly Commit[]> {
    // The index knows what is erased and whose time counts as later.
    await this.log.feed.reach(lastSeq);
    const { index, source } = this.log;
    const commits: Commit[] = [];
    for (const message of messages) {
      if (message.seq > end || index.isErased(message.seq)) continue;
      const entry = entryOf(source.address, message);
      if (entry?.kind !== 'commit' || !isWantedCommit(entry, filter)) continue;
      const commit = decodeCommit({ ...entry.commit, recordedAt: index.timeOf(entry.commit) });
      if (commit) commits.push(commit);
    }
    return commits;
  }
}

function isWantedCommit(entry: CommitEntry, filter: LogFilter): boolean {
  if (isUnfiltered(filter)) return true;
  return entry.types.some((type) => isWanted(filter, kindOf(entry.commit.stream, type)));
}

/** What waiting does not mend. */
function isLasting(error: unknown): boolean {
  return isWirebriefError(error) && error.code !== 'WB_STORE_UNAVAILABLE';
}
