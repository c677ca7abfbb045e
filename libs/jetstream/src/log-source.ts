import { type Position, type StreamId } from '@wirebrief/kernel';
import { type MsgRequest } from 'nats';

import { type JetStreamConnection } from './jetstream-connection';
import { type LogAddress, subjectOf } from './log-address';
import { type LogMessage } from './log-message';
import { type MessagePage, messagePages, type PagesOptions } from './message-pages';
import { JETSTREAM_ERROR, jetStreamCode, unavailable } from './nats-errors';

const IDLE_MILLISECONDS = 1000;

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
    await this.connected();
    const { state } = await this.connection.manager.streams.info(this.address.stream);
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
  async *pages(options: PagesOptions): AsyncGenerator<MessagePage> {
    await this.connected();
    yield* messagePages(this.connection, this.address.stream, options);
  }

  /** Pages up to a sequence. What is missing at the end, because someone deleted it, is not waited for. */
  async *pagesUntil(options: PagesOptions, end: Position): AsyncGenerator<MessagePage> {
    if (options.after >= end) return;
    const looking = new AbortController();
    const signal = AbortSignal.any([options.signal, looking.signal]);
    const idle = setInterval(
      () => void this.isOver(last, end, options.subject).then(stop),
      IDLE_MILLISECONDS,
    );
    let last = options.after;
    const stop = (isOver: boolean): void => {
      if (isOver) looking.abort();
    };
    try {
      for await (const page of this.pages({ ...options, signal })) {
        last = page.lastSeq;
        yield page;
        if (last >= end) return;
      }
    } catch (error) {
      throw unavailable(error, 'not-applied');
    } finally {
      clearInterval(idle);
    }
  }

  private async isOver(last: Position, end: Position, subject?: string): Promise<boolean> {
    try {
      const next = await this.next(last + 1, subject);
      return next === undefined || next.seq > end;
    } catch {
      return false;
    }
  }

  private connected(): Promise<void> {
    const { connection } = this;
    return connection.whenConnected(performance.now() + connection.requestMilliseconds);
  }

  private async message(query: MsgRequest): Promise<LogMessage | undefined> {
    await this.connected();
    try {
      const { seq, subject, header, data } = await this.connection.manager.streams.getMessage(
        this.address.stream,
        query,
      );
      return { seq, subject, headers: header, data };
    } catch (error) {
      if (jetStreamCode(error) === JETSTREAM_ERROR.noMessage) return undefined;
      throw error;
    }
  }
}
