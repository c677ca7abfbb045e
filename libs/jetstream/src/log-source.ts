import { setTimeout as delay } from 'node:timers/promises';

import { type Position, type StreamId } from '@wirebrief/kernel';
import { type MsgRequest } from 'nats';

import { type JetStreamConnection } from './jetstream-connection';
import { type LogAddress, subjectOf } from './log-address';
import { type LogMessage } from './log-message';
import { type MessagePage, messagePages, type PagesOptions } from './message-pages';
import { JETSTREAM_ERROR, jetStreamCode, unavailable } from './nats-errors';

const IDLE_MILLISECONDS = 1000;
const RETRY_MILLISECONDS = 50;

/**
 * Reads of the log's stream. Single messages come from the leader, never from a replica that may be behind; errors are
 * the client's own.
 */
export class LogSource {
  constructor(
    readonly connection: JetStreamConnection,
    readonly address: LogAddress,
  ) {}

  /** Of the last message ever stored, whether it is still there or not. */
  async lastSequence(): Promise<Position> {
    const { manager } = this.connection;
    const { state } = await this.connection.asked(() => manager.streams.info(this.address.stream));
    return state.last_seq;
  }

  at(seq: Position): Promise<LogMessage | undefined> {
    return this.message({ seq });
  }

  /** The first message from `seq` on, of all or of a subject. */
  next(seq: Position, subject = `${this.address.prefix}.>`): Promise<LogMessage | undefined> {
    return this.message({ seq, next_by_subj: subject } as MsgRequest);
  }

  lastOf(stream: StreamId): Promise<LogMessage | undefined> {
    return this.message({ last_by_subj: subjectOf(this.address, stream) });
  }

  /** In order and without a gap; ends with the signal, rejects when the connection or the consumer is lost. */
  pages(options: PagesOptions): AsyncGenerator<MessagePage> {
    return messagePages(this.connection, this.address.stream, options);
  }

  /**
   * Pages up to a sequence, over a new consumer where one is lost. What is missing at the end, because someone deleted
   * it, is not waited for. Rejects with StoreUnavailableError when nothing comes for as long as two requests may take.
   */
  async *pagesUntil(options: PagesOptions, end: Position): AsyncGenerator<MessagePage> {
    let last = options.after;
    let deadline = this.nextDeadline();
    while (last < end && !options.signal.aborted) {
      try {
        for await (const page of this.pagesUntilOver({ ...options, after: last }, end)) {
          yield page;
          last = page.lastSeq;
          deadline = this.nextDeadline();
        }
        return;
      } catch (error) {
        if (performance.now() > deadline) throw unavailable(error, 'not-applied');
      }
      await delay(RETRY_MILLISECONDS);
    }
  }

  private async *pagesUntilOver(options: PagesOptions, end: Position): AsyncGenerator<MessagePage> {
    const looking = new AbortController();
    const signal = AbortSignal.any([options.signal, looking.signal]);
    let last = options.after;
    const look = async (): Promise<void> => {
      if (await this.isOver(last, end, options.subject)) looking.abort();
    };
    const idle = setInterval(() => void look(), IDLE_MILLISECONDS);
    try {
      for await (const page of this.pages({ ...options, signal })) {
        last = page.lastSeq;
        yield page;
        if (last >= end) return;
      }
    } finally {
      clearInterval(idle);
    }
  }

  private nextDeadline(): number {
    return performance.now() + 2 * this.connection.requestMilliseconds;
  }

  private async isOver(last: Position, end: Position, subject?: string): Promise<boolean> {
    try {
      const next = await this.next(last + 1, subject);
      return next === undefined || next.seq > end;
    } catch {
      return false;
    }
  }

  private async message(query: MsgRequest): Promise<LogMessage | undefined> {
    const { manager } = this.connection;
    try {
      const { seq, subject, header, data } = await this.connection.asked(() =>
        manager.streams.getMessage(this.address.stream, query),
      );
      return { seq, subject, headers: header, data };
    } catch (error) {
      if (jetStreamCode(error) === JETSTREAM_ERROR.noMessage) return undefined;
      throw error;
    }
  }
}
