import { type LogFilter } from '@wirebrief/application';
import { type EventKind } from '@wirebrief/kernel';

export function isWanted(filter: LogFilter, kind: EventKind): boolean {
  if (filter.tenant !== undefined && filter.tenant !== kind.tenant) return false;
  if (filter.category !== undefined && filter.category !== kind.category) return false;
  return filter.types === undefined || filter.types.includes(kind.type);
}

export function isUnfiltered(filter: LogFilter): boolean {
  return filter.tenant === undefined && filter.category === undefined && filter.types === undefined;
}
