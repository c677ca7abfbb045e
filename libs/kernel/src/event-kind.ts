import { categoryOf, type StreamId } from './log';

/** One kind of event in the log: what a filter can tell apart. */
export interface EventKind {
  readonly tenant: string;
  readonly category: string;
  readonly type: string;
}

export function kindOf(stream: StreamId, type: string): EventKind {
  return { tenant: stream.slice(0, stream.indexOf('.')), category: categoryOf(stream), type };
}
