import { setTimeout as delay } from 'node:timers/promises';

import {
  type Appended,
  ConcurrencyError,
  IdempotencyMismatchError,
  type KnownCommit,
  StoreUnavailableError,
  Turns,
} from '@wirebrief/application';
import { encodeCommit, MAX_COMMIT_BYTES } from '@wirebrief/event-log';
import {
  commitHash,
  type EncodedCommit,
  isAsExpected,
  isWirebriefError,
  type NewCommit,
  type StreamId,
  WirebriefError,
} from '@wirebrief/kernel';

import { publish, type Published } from './commit-publisher';
import { subjectOf } from './log-address';
import { type LogFeed } from './log-feed';
import { commitMessage, entryOf, HEADER_BYTES, headOf, type SubjectHead } from './log-message';
import { type LogSource } from './log-source';
import { unavailable } from './nats-errors';
import { StreamHeads } from './stream-heads';

interface CommitWriterOptions {
  readonly source: LogSource;
  readonly feed: LogFeed;
  readonly clock: () => Date;
  /** How long an append tries to get through an outage or a crowd of other writers. */
  readonly appendMilliseconds: number;
}

/** One append on its way. */
interface Attempted {
  readonly commit: EncodedCommit;
  readonly hash: string;
  readonly deadline: number;
  /** Once a message was sent and not answered, nobody can say that nothing was stored. */
  outcome: 'not-applied' | 'unknown';
}

const NEW_STREAM: SubjectHead = { seq: 0, version: 0, position: 0 };
const BUSY_MILLISECONDS = 5;
const OUTAGE_MILLISECONDS = 100;

/** Writes commits to the log's stream, of which JetStream lets one of several racing writers in. */
export class CommitWriter {
  readonly heads = new StreamHeads();
  private readonly turns = new Turns();
  /** Latest time given to a commit here: the index hears of it only later. */
  private lastRecordedAt = 0;

  constructor(private readonly options: CommitWriterOptions) {}

  /** Bytes of a commit that fit into one message. */
  get maxCommitBytes(): number {
    const { maxPayload } = this.options.source.connection;
    return Math.min(MAX_COMMIT_BYTES, maxPayload - HEADER_BYTES);
  }

  async append(newCommit: NewCommit): Promise<Appended> {
    const now = this.options.clock().getTime();
    const commit = encodeCommit(newCommit, this.maxCommitBytes);
    const hash = commitHash(commit);
    return this.turns.take(commit.stream, () => {
      // From its turn on: waiting for others of this process is no outage.
      const deadline = performance.now() + this.options.appendMilliseconds;
      return this.appendUntilKnown({ commit, hash, deadline, outcome: 'not-applied' }, now);
    });
  }

  /** Runs alone among this process's writers of the stream. */
  alone<Result>(stream: StreamId, work: () => Promise<Result>): Promise<Result> {
    return this.turns.take(stream, work);
  }

  /** From the leader; a new stream where there is no message. */
  async headFromLeader(stream: StreamId): Promise<SubjectHead> {
    const message = await this.options.source.lastOf(stream);
    if (message === undefined) return NEW_STREAM;
    const head = headOf(message);
    if (head === undefined) throw foreign(message.seq, message.subject);
    this.heads.set(stream, head);
    return head;
  }

  private async appendUntilKnown(attempted: Attempted, now: number): Promise<Appended> {
    let recordedAt = now;
    for (let attempt = 0; ; attempt += 1) {
      const appended = await this.tryOnce(attempted, recordedAt);
      if (appended !== 'again') return appended;
      this.heads.delete(attempted.commit.stream);
      await delay(Math.random() * Math.min(BUSY_MILLISECONDS * 2 ** attempt, OUTAGE_MILLISECONDS));
      // A commit must not carry a time of long ago: an answer for the past would change.
      recordedAt = this.options.clock().getTime();
    }
  }

  private async tryOnce(attempted: Attempted, recordedAt: number): Promise<Appended | 'again'> {
    const { source, feed } = this.options;
    try {
      await source.connection.whenConnected(attempted.deadline);
      await feed.fresh();
      const known = await feed.index.find(attempted.commit.id);
      if (known) return again(attempted, known);
      const head = await this.expectedHead(attempted);
      if (head === undefined) return await this.conflict(attempted);
      return await this.send(attempted, head, recordedAt);
    } catch (error) {
      if (isWirebriefError(error) && !(error instanceof StoreUnavailableError)) throw error;
      return giveUpOrAgain(attempted, unavailable(error, attempted.outcome));
    }
  }

  /** The head that the commit may follow; undefined when the stream is not as the writer expects. */
  private async expectedHead({ commit }: Attempted): Promise<SubjectHead | undefined> {
    const { stream, expected } = commit;
    const cached = this.heads.get(stream);
    if (cached && isAsExpected(expected, cached.version)) return cached;
    const head = await this.headFromLeader(stream);
    return isAsExpected(expected, head.version) ? head : undefined;
  }

  private async send(
    attempted: Attempted,
    head: SubjectHead,
    recordedAt: number,
  ): Promise<Appended | 'again'> {
    const { source } = this.options;
    const { commit, hash } = attempted;
    const version = head.version + commit.eventCount;
    const versions = {
      firstVersion: head.version + 1,
      version,
      hash,
      recordedAt: this.laterOf(recordedAt),
    };
    const message = commitMessage(commit, versions, { ofSubject: head.seq });
    const subject = subjectOf(source.address, commit.stream);
    const published = await publish(source.connection, subject, message);
    if (published.kind !== 'stored') return this.notStored(attempted, published);
    const { seq } = published;
    this.heads.set(commit.stream, { seq, version, position: seq });
    return { position: seq, version, duplicate: false };
  }

  private laterOf(recordedAt: number): number {
    const { lastRecordedAt } = this.options.feed.index;
    this.lastRecordedAt = Math.max(recordedAt, lastRecordedAt, this.lastRecordedAt);
    return this.lastRecordedAt;
  }

  private async notStored(
    attempted: Attempted,
    published: Exclude<Published, { kind: 'stored' }>,
  ): Promise<Appended | 'again'> {
    switch (published.kind) {
      case 'duplicate':
        return this.duplicate(attempted, published.seq);
      case 'unavailable':
        if (published.outcome === 'unknown') attempted.outcome = 'unknown';
        return giveUpOrAgain(attempted, published.error);
      case 'again':
        return giveUpOrAgain(attempted, crowded(attempted));
    }
  }

  private async duplicate(attempted: Attempted, seq: number): Promise<Appended | 'again'> {
    const { source, feed } = this.options;
    const message = await source.at(seq);
    const entry = message && entryOf(source.address, message);
    if (entry?.kind === 'commit') return again(attempted, entry.commit);
    // Erased since.
    await feed.complete();
    const known = await feed.index.find(attempted.commit.id);
    return known ? again(attempted, known) : 'again';
  }

  /** What looks like a conflict may be this very commit, recorded before by an attempt whose answer was lost. */
  private async conflict(attempted: Attempted): Promise<Appended> {
    const { commit } = attempted;
    await this.options.feed.complete();
    const known = await this.options.feed.index.find(commit.id);
    if (known) return again(attempted, known);
    const { version } = await this.headFromLeader(commit.stream);
    throw new ConcurrencyError(commit.stream, String(commit.expected), version);
  }
}

/** The first result of a commit that is recorded already. */
function again({ commit, hash }: Attempted, known: KnownCommit): Appended {
  if (known.hash !== hash) throw new IdempotencyMismatchError(commit.id);
  return { position: known.position, version: known.version, duplicate: true };
}

function giveUpOrAgain({ deadline, outcome }: Attempted, error: Error): 'again' {
  if (performance.now() < deadline) return 'again';
  if (!(error instanceof StoreUnavailableError) || error.outcome === outcome) throw error;
  throw new StoreUnavailableError(outcome, error.message, error.remedy, { cause: error });
}

function crowded({ commit, outcome }: Attempted): StoreUnavailableError {
  return new StoreUnavailableError(
    outcome,
    `Too many others write to stream ${commit.stream}.`,
    'Send it again later with the same id.',
  );
}

function foreign(seq: number, subject: string): WirebriefError {
  return new WirebriefError(
    'WB_DATA_CORRUPT',
    'unavailable',
    `Message ${seq} on ${subject} is no commit of Wirebrief.`,
    'Delete that message, and give other programs no right to publish there.',
  );
}
