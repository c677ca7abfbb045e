import { setTimeout as delay } from 'node:timers/promises';

import { type ErasedCommit, type KnownCommit, type LogEntry } from '@wirebrief/application';
import { type Position, type StoredCommit, type StreamId } from '@wirebrief/kernel';

import { type LogIndex } from './log-index';
import { entryOf } from './log-message';
import { type LogSource } from './log-source';
import { PositionTable } from './position-table';

const ERASURE_MILLISECONDS = 5000;

/** An erased commit with its stream, and when (milliseconds since 1970) and why it was erased. */
export interface Tombstone extends ErasedCommit {
  readonly stream: StreamId;
  readonly erasure: { readonly at: number; readonly reason: string };
}

/** The index of a process that keeps no copy of the log: read anew at each start, headers only. */
export class MemoryLogIndex implements LogIndex {
  reached: Position = 0;
  head: Position = 0;
  lastRecordedAt = 0;
  readonly erased = new Map<Position, Tombstone>();
  /** Erased, but their messages were still there when the index was read: the eraser was interrupted. */
  readonly lingering = new Set<Position>();

  private readonly ids = new PositionTable();
  /** Where a writer's clock was behind that of the writer before it. */
  private readonly raisedTimes = new Map<Position, number>();

  constructor(private readonly source: LogSource) {}

  take(entries: readonly LogEntry[], reached: Position): void {
    for (const entry of entries) {
      if (entry.kind === 'commit') this.takeCommit(entry.commit);
      else this.takeErasure(entry);
    }
    this.reached = reached;
  }

  isErased(position: Position): boolean {
    return this.erased.has(position);
  }

  async find(commitId: string): Promise<KnownCommit | undefined> {
    for (const seq of this.ids.find(commitId)) {
      const commit = this.erased.get(seq) ?? (await this.commitAt(seq));
      if (commit?.id === commitId) return commit;
    }
    return undefined;
  }

  close(): void {
    // Nothing is held.
  }

  /** When a commit counts as recorded: never earlier than the one before it. */
  timeOf({ position, recordedAt }: Pick<StoredCommit, 'position' | 'recordedAt'>): number {
    return this.raisedTimes.get(position) ?? recordedAt;
  }

  private async commitAt(seq: Position): Promise<Tombstone | StoredCommit | undefined> {
    const message = await this.source.at(seq);
    const entry = message && entryOf(this.source.address, message);
    if (entry?.kind === 'commit') return entry.commit;
    // Erased at this moment: what says so was written before the message went, and is on its way.
    const deadline = performance.now() + ERASURE_MILLISECONDS;
    while (!this.erased.has(seq) && performance.now() < deadline) await delay(10);
    return this.erased.get(seq);
  }

  private takeCommit({ id, position, recordedAt }: StoredCommit): void {
    this.ids.add(id, position);
    if (recordedAt < this.lastRecordedAt) this.raisedTimes.set(position, this.lastRecordedAt);
    this.lastRecordedAt = Math.max(this.lastRecordedAt, recordedAt);
    this.head = position;
  }

  private takeErasure(entry: Extract<LogEntry, { kind: 'erasure' }>): void {
    const { stream, erased, erasedAt: at, reason } = entry;
    for (const commit of erased) {
      const { id, position, recordedAt } = commit;
      if (this.erased.has(position)) continue;
      if (this.ids.find(id).includes(position)) this.lingering.add(position);
      else this.ids.add(id, position);
      this.erased.set(position, { ...commit, stream, erasure: { at, reason } });
      this.head = Math.max(this.head, position);
      this.lastRecordedAt = Math.max(this.lastRecordedAt, recordedAt);
    }
  }
}
