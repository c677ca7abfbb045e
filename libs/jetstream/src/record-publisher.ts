import { CommitTooLargeError } from '@wirebrief/application';
import {
  eventTypesOf,
  type LogRecord,
  type Position,
  type StreamId,
  WirebriefError,
} from '@wirebrief/kernel';
import { type MsgHdrs } from 'nats';

import { publish, type Published } from './commit-publisher';
import { type JetStreamLog } from './jetstream-log';
import { subjectOf } from './log-address';
import { commitMessage, erasureMessage, type LogMessage } from './log-message';
import { type MemoryLogIndex } from './memory-log-index';
import { unavailable } from './nats-errors';
import { patiently } from './patiently';

/** What is to stand at one sequence of the log's stream. */
interface Placed {
  readonly seq: Position;
  readonly subject: string;
  readonly headers: MsgHdrs;
  readonly data: Uint8Array;
}

/** Positions without a commit are filled with erasures of nothing, on the subject of a stream that nobody writes. */
const NO_COMMIT: StreamId = 'wirebrief.log.gap';

const AT_ONCE = 64;

/** Writes commits of another log, each at the sequence that is its position. */
export class RecordPublisher {
  constructor(private readonly log: JetStreamLog<MemoryLogIndex>) {}

  /** Rejects with CommitTooLargeError, `WB_LOG_IMPORT` when another writes to the log, or StoreUnavailableError. */
  async publish(records: readonly LogRecord[]): Promise<void> {
    const { maxCommitBytes } = this.log.writer;
    for (const { events, meta } of records) {
      const bytes = Buffer.byteLength(events ?? '') + Buffer.byteLength(meta ?? '');
      if (bytes > maxCommitBytes) throw new CommitTooLargeError(bytes, maxCommitBytes);
    }
    const next: Placed[] = [];
    for (const placed of this.placed(records)) {
      next.push(placed);
      if (next.length === AT_ONCE) await this.store(next.splice(0));
    }
    await this.store(next);
    for (const { stream, version, position } of records)
      this.log.writer.heads.set(stream, { seq: position, version, position });
  }

  private *placed(records: readonly LogRecord[]): Generator<Placed> {
    const { address } = this.log.source;
    let seq = this.log.index.reached;
    for (const record of records) {
      for (seq += 1; seq < record.position; seq += 1) {
        const subject = subjectOf(address, NO_COMMIT);
        yield { seq, subject, ...gap(seq) };
      }
      yield { seq, subject: subjectOf(address, record.stream), ...messageOf(record) };
    }
  }

  /** All at once, as each names the sequence before its own; what is not answered is looked for and sent again. */
  private async store(messages: readonly Placed[]): Promise<void> {
    let left = messages;
    while (left.length > 0) {
      const sent = left;
      left = await patiently(async () => {
        const failure = await this.attempt(sent);
        if (failure === undefined) return [];
        const there = await this.countStored(sent);
        if (there === 0) throw failure;
        return sent.slice(there);
      });
    }
  }

  /** Undefined when all are stored. */
  private async attempt(messages: readonly Placed[]): Promise<Error | undefined> {
    const { connection } = this.log.source;
    await connection.whenConnected(performance.now() + connection.requestMilliseconds);
    const sent = messages.map(({ subject, ...message }) => publish(connection, subject, message));
    const outcomes = await Promise.all(sent);
    const failed = outcomes.find(
      (outcome, index) => !isStored(outcome) || outcome.seq !== messages[index]?.seq,
    );
    if (failed === undefined) return undefined;
    if (failed.kind === 'unavailable') return failed.error;
    return unavailable(new Error('a message was not stored at its place'), 'unknown');
  }

  /** How many of them are stored, from the first on. */
  private async countStored(messages: readonly Placed[]): Promise<number> {
    for (const [index, placed] of messages.entries()) {
      const stored = await this.log.asked(this.log.source.at(placed.seq));
      if (stored === undefined) return index;
      if (!isSame(placed, stored)) throw taken(placed.seq);
    }
    return messages.length;
  }
}

const isStored = (outcome: Published): outcome is Extract<Published, { seq: Position }> =>
  outcome.kind === 'stored' || outcome.kind === 'duplicate';

function messageOf(record: LogRecord): Pick<Placed, 'headers' | 'data'> {
  const { id, position, firstVersion, version, recordedAt, hash, events, meta, erasure } = record;
  const after = { ofLog: position - 1 };
  const versions = { firstVersion, version, recordedAt, hash };
  if (erasure === null) {
    const content = { id, events: events ?? '', meta: meta ?? '', types: eventTypesOf(record) };
    return commitMessage(content, versions, after);
  }
  const erased = [{ position, id, ...versions }];
  const { at: erasedAt, reason } = erasure;
  return erasureMessage({ erased, reason, erasedAt }, { version, position }, after);
}

function gap(seq: Position): Pick<Placed, 'headers' | 'data'> {
  const nothing = { erased: [], reason: 'no commit has this position', erasedAt: 0 };
  return erasureMessage(nothing, { version: 0, position: 0 }, { ofLog: seq - 1 });
}

function isSame({ subject, data }: Placed, stored: LogMessage): boolean {
  return stored.subject === subject && Buffer.compare(stored.data, data) === 0;
}

function taken(seq: Position): WirebriefError {
  return new WirebriefError(
    'WB_LOG_IMPORT',
    'conflict',
    `Another process has written to the log while it was copied to, at position ${seq}.`,
    'Stop the services there, and copy into an empty log.',
  );
}
