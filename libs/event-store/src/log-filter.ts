import { type LogFilter } from '@wirebrief/application';
import { categoryOf, type StreamId } from '@wirebrief/kernel';

/** One kind of event in the log: what a filter can tell apart. */
export interface EventKind {
  readonly tenant: string;
  readonly category: string;
  readonly type: string;
}

export function kindOf(stream: StreamId, type: string): EventKind {
  return { tenant: stream.slice(0, stream.indexOf('.')), category: categoryOf(stream), type };
}

export function isWanted(filter: LogFilter, kind: EventKind): boolean {
  if (filter.tenant !== undefined && filter.tenant !== kind.tenant) return false;
  if (filter.category !== undefined && filter.category !== kind.category) return false;
  return filter.types === undefined || filter.types.includes(kind.type);
}

export function isUnfiltered(filter: LogFilter): boolean {
  return filter.tenant === undefined && filter.category === undefined && filter.types === undefined;
}
