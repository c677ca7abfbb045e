import { type Appended, type StreamHead } from '@wirebrief/application';
import { storeClosed } from '@wirebrief/event-log';
import { type NewCommit, type Position, type StreamId } from '@wirebrief/kernel';

import { CommitWriter } from './commit-writer';
import { type JetStreamConnection } from './jetstream-connection';
import { LogFeed } from './log-feed';
import { type LogIndex } from './log-index';
import { type JetStreamLogOptions, withDefaults } from './log-options';
import { LogSource } from './log-source';
import { openLogStream } from './log-stream';
import { unavailable } from './nats-errors';
import { StreamEraser } from './stream-eraser';

interface IndexChoice<Index extends LogIndex> {
  /** `identity` tells this log from any other, also from a later one of the same name. */
  readonly create: (source: LogSource, identity: string) => Index;
  readonly headersOnly: boolean;
}

/** The log's stream with everything that writing takes; what both stores over it share. */
export class JetStreamLog<Index extends LogIndex> {
  private readonly inFlight = new Set<Promise<unknown>>();
  private readonly ending = new AbortController();
  private closing: Promise<void> | undefined;

  private constructor(
    readonly source: LogSource,
    readonly index: Index,
    readonly feed: LogFeed,
    readonly writer: CommitWriter,
    readonly eraser: StreamEraser,
  ) {}

  static async open<Index extends LogIndex>(
    connection: JetStreamConnection,
    logOptions: JetStreamLogOptions,
    { create, headersOnly }: IndexChoice<Index>,
  ): Promise<JetStreamLog<Index>> {
    const options = withDefaults(logOptions);
    const identity = await openLogStream(connection, options);
    const source = new LogSource(connection, options.address);
    const index = create(source, identity);
    const feed = new LogFeed({ ...options, source, index, headersOnly });
    try {
      await feed.start();
    } catch (error) {
      await feed.close();
      index.close();
      throw unavailable(error, 'not-applied');
    }
    const writer = new CommitWriter({ ...options, source, feed });
    const isErased = (position: Position): boolean => index.isErased(position);
    const eraser = new StreamEraser({ ...options, source, writer, isErased });
    return new JetStreamLog(source, index, feed, writer, eraser);
  }

  /** Aborts when the log is closed. */
  get signal(): AbortSignal {
    return this.ending.signal;
  }

  async append(commit: NewCommit): Promise<Appended> {
    this.assertOpen();
    return this.settling(this.writer.append(commit));
  }

  async head(): Promise<Position> {
    this.assertOpen();
    await this.feed.complete();
    return this.index.head;
  }

  async streamHead(stream: StreamId): Promise<StreamHead | undefined> {
    this.assertOpen();
    const { seq, version, position } = await this.asked(this.writer.headFromLeader(stream));
    return seq === 0 ? undefined : { version, position };
  }

  async erase(
    stream: StreamId,
    { reason, commitIds }: { readonly reason: string; readonly commitIds?: readonly string[] },
  ): Promise<{ readonly erased: number }> {
    this.assertOpen();
    await this.feed.complete();
    const erased = await this.settling(this.eraser.erase({ stream, reason, commitIds }));
    await this.feed.complete();
    return { erased };
  }

  /** Appends in flight carry an earlier time: an answer for the past waits for them. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.inFlight);
  }

  /** A read that fails has changed nothing. */
  async asked<Answer>(reading: Promise<Answer>): Promise<Answer> {
    try {
      return await reading;
    } catch (error) {
      throw unavailable(error, 'not-applied');
    }
  }

  assertOpen(): void {
    if (this.closing) throw storeClosed();
  }

  /** The connection stays open: others may use it. */
  close(): Promise<void> {
    this.closing ??= this.closeAfterAppends();
    return this.closing;
  }

  private async closeAfterAppends(): Promise<void> {
    await this.settled();
    this.ending.abort();
    await this.feed.close();
    this.index.close();
  }

  private async settling<Result>(work: Promise<Result>): Promise<Result> {
    this.inFlight.add(work);
    try {
      return await work;
    } finally {
      this.inFlight.delete(work);
    }
  }
}
