import { type StreamId } from '@wirebrief/kernel';

import { type SubjectHead } from './log-message';

const MOST = 10_000;

/** Heads of the streams that were written last, so that the next write to one needs no look first. A stale one costs a refusal. */
export class StreamHeads {
  private readonly heads = new Map<StreamId, SubjectHead>();

  get(stream: StreamId): SubjectHead | undefined {
    return this.heads.get(stream);
  }

  set(stream: StreamId, head: SubjectHead): void {
    this.heads.delete(stream);
    this.heads.set(stream, head);
    const [oldest] = this.heads.keys();
    if (this.heads.size > MOST && oldest !== undefined) this.heads.delete(oldest);
  }

  delete(stream: StreamId): void {
    this.heads.delete(stream);
  }
}
