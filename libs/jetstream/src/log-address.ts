import { isStreamId, sha256, type StreamId } from '@wirebrief/kernel';

/** Where a log lies: the JetStream stream, and how its subjects begin. Two logs on one server differ in both. */
export interface LogAddress {
  readonly stream: string;
  readonly prefix: string;
}

export const DEFAULT_LOG: LogAddress = { stream: 'WIREBRIEF_LOG', prefix: 'ev' };

/** For ever: another number would put the later commits of a stream on another subject. */
export const PARTITIONS = 16;

/** The same stream is in the same partition for ever, whatever else is. */
export function partitionOf(stream: StreamId): number {
  return parseInt(sha256(stream).slice(0, 8), 16) % PARTITIONS;
}

/** `ev.<partition>.<tenant>.<category>.<id>`: a consumer of one partition filters by `ev.<partition>.>`. */
export function subjectOf({ prefix }: LogAddress, stream: StreamId): string {
  return `${prefix}.${partitionOf(stream)}.${stream}`;
}

/** Undefined for a subject that no stream has. */
export function streamOf({ prefix }: LogAddress, subject: string): StreamId | undefined {
  const start = subject.indexOf('.', prefix.length + 1) + 1;
  const stream = subject.slice(start);
  return isStreamId(stream) ? stream : undefined;
}
