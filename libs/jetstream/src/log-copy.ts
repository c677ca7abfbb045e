import { setMaxListeners } from 'node:events';

import {
  type Appended,
  type Capabilities,
  type CaughtUp,
  type CommitBatch,
  EventStore,
  type Finding,
  type FollowOptions,
  type LogReplica,
  type ReadAllOptions,
  type ReadStreamOptions,
  type StreamHead,
} from '@wirebrief/application';
import { followPages, type LogPages, millisecondsOf, readPages } from '@wirebrief/event-log';
import { type Commit, type NewCommit, type Position, type StreamId } from '@wirebrief/kernel';

import { type JetStreamConnection } from './jetstream-connection';
import { JetStreamLog } from './jetstream-log';
import { type JetStreamLogOptions, withDefaults } from './log-options';

interface LogCopyOptions extends JetStreamLogOptions {
  /** Opens this machine's copy of the log of that identity. */
  readonly openReplica: (logIdentity: string) => LogReplica;
}

/**
 * The log in a JetStream stream, read from this machine's own copy, which follows it. Before a read the servers are
 * asked how far it has to have come, so that a read shows what anyone was acknowledged before it.
 */
export class LogCopy extends EventStore {
  readonly capabilities: Capabilities;
  private readonly pages: LogPages;

  private constructor(
    private readonly log: JetStreamLog<LogReplica>,
    durability: Capabilities['durability'],
  ) {
    super();
    this.capabilities = { maxCommitBytes: log.writer.maxCommitBytes, durability };
    setMaxListeners(0, log.signal);
    this.pages = {
      head: () => log.index.head,
      page: (range) => log.index.page(range),
      changed: (after, signal) => this.changed(after, signal),
      isClosed: () => log.signal.aborted,
    };
  }

  /** Resolves when the copy holds everything that is in the log now. */
  static async open(connection: JetStreamConnection, options: LogCopyOptions): Promise<LogCopy> {
    const log = await JetStreamLog.open(connection, options, {
      create: (_, identity) => options.openReplica(identity),
      headersOnly: false,
    });
    return new LogCopy(log, withDefaults(options).durability);
  }

  /** Whoever reads it waits for the copy; the writer need not. */
  append(commit: NewCommit): Promise<Appended> {
    return this.log.append(commit);
  }

  head(): Promise<Position> {
    return this.log.head();
  }

  async streamHead(stream: StreamId): Promise<StreamHead | undefined> {
    await this.reachEndOf(stream);
    return this.log.index.streamHead(stream);
  }

  async *readStream(stream: StreamId, options: ReadStreamOptions = {}): AsyncIterable<Commit> {
    await this.reachEndOf(stream);
    yield* this.log.index.readStream(stream, options);
  }

  async *readAll(options: ReadAllOptions): AsyncIterable<CommitBatch> {
    await this.head();
    yield* readPages(this.pages, options);
  }

  async *follow(options: FollowOptions): AsyncIterable<CommitBatch | CaughtUp> {
    await this.head();
    yield* followPages(this.pages, options);
  }

  async positionAt(instant: string): Promise<Position> {
    const milliseconds = millisecondsOf(instant);
    this.log.assertOpen();
    await this.log.settled();
    await this.head();
    return this.log.index.positionAt(milliseconds);
  }

  erase(
    stream: StreamId,
    options: { readonly reason: string; readonly commitIds?: readonly string[] },
  ): Promise<{ readonly erased: number }> {
    return this.log.erase(stream, options);
  }

  /** Of the copy. `JetStreamEventStore.verify` reads what the servers hold. */
  async *verify(options: { readonly after?: Position } = {}): AsyncIterable<Finding> {
    await this.head();
    yield* this.log.index.verify(options.after ?? 0);
  }

  close(): Promise<void> {
    return this.log.close();
  }

  private async reachEndOf(stream: StreamId): Promise<void> {
    this.log.assertOpen();
    const { seq } = await this.log.asked(this.log.writer.headFromLeader(stream));
    await this.log.feed.reach(seq);
  }

  private async changed(after: Position, signal: AbortSignal): Promise<void> {
    const either = AbortSignal.any([signal, this.log.signal]);
    while (!either.aborted && this.log.index.head <= after)
      await this.log.feed.changes.wait(either);
  }
}
