import { type ErasedCommit, StoreUnavailableError } from '@wirebrief/application';
import { type Position, type StreamId } from '@wirebrief/kernel';

import { publish } from './commit-publisher';
import { type CommitWriter } from './commit-writer';
import { subjectOf } from './log-address';
import { entryOf, erasureMessage, type SubjectHead } from './log-message';
import { type LogSource } from './log-source';
import { jetStreamCode, unavailable } from './nats-errors';

interface StreamEraserOptions {
  readonly source: LogSource;
  readonly writer: CommitWriter;
  readonly clock: () => Date;
  /** Whether the commit at a position is erased already. */
  readonly isErased: (position: Position) => boolean;
}

export interface EraseOrder {
  readonly stream: StreamId;
  readonly reason: string;
  readonly commitIds: readonly string[] | undefined;
}

interface Present extends ErasedCommit {
  readonly isErased: boolean;
}

/** Commits that one message names: 200 bytes each, so that it stays well under the largest message. */
const MOST_IN_ONE = 1000;
const DELETIONS_AT_ONCE = 16;

/**
 * Writes first what must stay of the commits, then deletes their messages, which the server overwrites with random
 * bytes. Interrupted between the two, they are erased for every reader already; erasing again deletes what is left.
 */
export class StreamEraser {
  constructor(private readonly options: StreamEraserOptions) {}

  erase(order: EraseOrder): Promise<number> {
    return this.options.writer.alone(order.stream, async () => {
      try {
        return await this.eraseAlone(order);
      } catch (error) {
        throw unavailable(error, 'unknown');
      }
    });
  }

  async deleteMessages(positions: readonly Position[]): Promise<void> {
    const { connection, address } = this.options.source;
    for (let start = 0; start < positions.length; start += DELETIONS_AT_ONCE) {
      const group = positions.slice(start, start + DELETIONS_AT_ONCE);
      await Promise.all(
        group.map(async (seq) => {
          try {
            await connection.manager.streams.deleteMessage(address.stream, seq, true);
          } catch (error) {
            if (jetStreamCode(error) === undefined) throw error;
            if (await this.options.source.at(seq)) throw error;
          }
        }),
      );
    }
  }

  private async eraseAlone({ stream, reason, commitIds }: EraseOrder): Promise<number> {
    const head = await this.options.writer.headFromLeader(stream);
    const present = await this.presentCommits(stream, head);
    const wanted = present.filter(({ id }) => commitIds?.includes(id) ?? true);
    const erased = wanted.filter((commit) => !commit.isErased).map(withoutMark);
    let current = head;
    for (let start = 0; start < erased.length; start += MOST_IN_ONE) {
      const part = erased.slice(start, start + MOST_IN_ONE);
      current = await this.record(stream, reason, part, current);
    }
    await this.deleteMessages(wanted.map(({ position }) => position));
    return erased.length;
  }

  private async presentCommits(stream: StreamId, head: SubjectHead): Promise<readonly Present[]> {
    const { source, isErased } = this.options;
    const found: Present[] = [];
    if (head.seq === 0) return found;
    const { signal } = new AbortController();
    const subject = subjectOf(source.address, stream);
    for await (const page of source.pages({ after: 0, signal, subject, headersOnly: true })) {
      for (const message of page.messages) {
        const entry = entryOf(source.address, message);
        if (entry?.kind !== 'commit') continue;
        const { position, id, firstVersion, version, recordedAt, hash } = entry.commit;
        const commit = { position, id, firstVersion, version, recordedAt, hash };
        found.push({ ...commit, isErased: isErased(position) });
      }
      if (page.lastSeq >= head.seq) break;
    }
    return found;
  }

  private async record(
    stream: StreamId,
    reason: string,
    erased: readonly ErasedCommit[],
    head: SubjectHead,
  ): Promise<SubjectHead> {
    const { source, writer, clock } = this.options;
    const erasure = { erased, reason, erasedAt: clock().getTime() };
    const message = erasureMessage(erasure, head, { ofSubject: head.seq });
    const subject = subjectOf(source.address, stream);
    const published = await publish(source.connection, subject, message);
    if (published.kind === 'unavailable') throw published.error;
    if (published.kind !== 'stored') throw movedOn(stream);
    const next = { ...head, seq: published.seq };
    writer.heads.set(stream, next);
    return next;
  }
}

function withoutMark({ isErased, ...commit }: Present): ErasedCommit {
  return commit;
}

function movedOn(stream: StreamId): StoreUnavailableError {
  return new StoreUnavailableError(
    'not-applied',
    `Someone else has written to stream ${stream} while it was to be erased.`,
    'Erase it again.',
  );
}
