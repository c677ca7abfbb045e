import { type Json, type NewEvent, WirebriefError } from '@wirebrief/kernel';

/** Data of one schema version made into data of the next. Pure: the same old event reads the same for ever. */
export type Upcaster = (data: Json) => Json;

/** For each event type that ever changed: the step from schema 1 to 2, from 2 to 3, and so on. Others are at schema 1. */
export type UpcasterRegistry = Readonly<Record<string, readonly Upcaster[]>>;

/**
 * The event as the current code knows it; the recorded one is not changed. Throws `WB_EVENT_NEWER` for a schema
 * that this version does not know: folding it by guess would be silently wrong.
 */
export function upcast<Event extends NewEvent>(event: Event, registry: UpcasterRegistry): Event {
  const current = currentSchema(event.type, registry);
  if (event.schema === current) return event;
  if (event.schema > current) throw newerThanKnown(event, current);
  const data = stepsOf(event.type, registry)
    .slice(event.schema - 1)
    .reduce((older, step) => step(older), event.data);
  return { ...event, schema: current, data };
}

/** The schema in which events of the type are written now. */
export function currentSchema(type: string, registry: UpcasterRegistry): number {
  return stepsOf(type, registry).length + 1;
}

function stepsOf(type: string, registry: UpcasterRegistry): readonly Upcaster[] {
  return Object.hasOwn(registry, type) ? (registry[type] ?? []) : [];
}

function newerThanKnown({ type, schema }: NewEvent, current: number): WirebriefError {
  return new WirebriefError(
    'WB_EVENT_NEWER',
    'unavailable',
    `The log holds ${type} of schema ${schema}; this Wirebrief knows ${current}: a newer one has written it.`,
    'Upgrade Wirebrief on this machine to the version that wrote the log.',
  );
}
