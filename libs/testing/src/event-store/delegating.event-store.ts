import {
  type Appended,
  type CaughtUp,
  type CommitBatch,
  EventStore,
  type Finding,
  type FollowOptions,
  type ReadAllOptions,
  type ReadStreamOptions,
  type StreamHead,
} from '@wirebrief/application';
import { type Commit, type NewCommit, type Position, type StreamId } from '@wirebrief/kernel';

/** Hands every call on unchanged. What overrides a call breaks it, or watches it. */
export class DelegatingEventStore extends EventStore {
  constructor(protected readonly inner: EventStore) {
    super();
  }

  get capabilities() {
    return this.inner.capabilities;
  }

  append(commit: NewCommit): Promise<Appended> {
    return this.inner.append(commit);
  }

  head(): Promise<Position> {
    return this.inner.head();
  }

  streamHead(stream: StreamId): Promise<StreamHead | undefined> {
    return this.inner.streamHead(stream);
  }

  readStream(stream: StreamId, options?: ReadStreamOptions): AsyncIterable<Commit> {
    return this.inner.readStream(stream, options);
  }

  readAll(options: ReadAllOptions): AsyncIterable<CommitBatch> {
    return this.inner.readAll(options);
  }

  follow(options: FollowOptions): AsyncIterable<CommitBatch | CaughtUp> {
    return this.inner.follow(options);
  }

  positionAt(instant: string): Promise<Position> {
    return this.inner.positionAt(instant);
  }

  erase(
    stream: StreamId,
    options: { readonly reason: string; readonly commitIds?: readonly string[] },
  ): Promise<{ readonly erased: number }> {
    return this.inner.erase(stream, options);
  }

  verify(options?: { readonly after?: Position }): AsyncIterable<Finding> {
    return this.inner.verify(options);
  }

  close(): Promise<void> {
    return this.inner.close();
  }
}
