import { LogImport, type RecordRange } from '@wirebrief/application';
import { PAGE_COMMITS } from '@wirebrief/event-log';
import { assertFollows, eventTypesOf, type LogRecord, type Position } from '@wirebrief/kernel';

import { type MemoryRecord } from './in-memory.event-store';

/** Over the records of an InMemoryEventStore that is not open meanwhile. */
export class InMemoryLogImport extends LogImport {
  constructor(private readonly log: MemoryRecord[]) {
    super();
  }

  async head(): Promise<Position> {
    return this.log.at(-1)?.commit.position ?? 0;
  }

  async *records({ after, until }: RecordRange): AsyncIterable<readonly LogRecord[]> {
    const wanted = this.log
      .filter(({ commit }) => commit.position > after && commit.position <= until)
      .map(({ commit, erasure = null }) => ({ ...commit, erasure }));
    for (let start = 0; start < wanted.length; start += PAGE_COMMITS)
      yield wanted.slice(start, start + PAGE_COMMITS);
  }

  async write(records: readonly LogRecord[]): Promise<void> {
    const before = this.log.length;
    try {
      for (const record of records) this.import(record);
    } catch (error) {
      this.log.splice(before);
      throw error;
    }
  }

  async close(): Promise<void> {
    // Nothing is held.
  }

  private import({ erasure, ...commit }: LogRecord): void {
    const { position, recordedAt } = this.log.at(-1)?.commit ?? { position: 0, recordedAt: 0 };
    const ofStream = this.log.findLast((known) => known.commit.stream === commit.stream);
    const isIdTaken = this.log.some((known) => known.commit.id === commit.id);
    const version = ofStream?.commit.version ?? 0;
    assertFollows({ ...commit, erasure }, { position, recordedAt, version }, isIdTaken);
    const types = eventTypesOf(commit);
    this.log.push({ commit, types, ...(erasure !== null && { erasure }) });
  }
}
