import { type ScheduleDefinition, type ScheduleEvent } from './schedule.events';
import { evolveTick, type TickState } from './tick.decider';
import { type TickEvent } from './tick.events';
import { nextDue } from './timing';

/** An event of a schedule or of one of its ticks, and when the log recorded it. */
export type ScheduleFact = (ScheduleEvent | TickEvent) & { readonly recordedAt: string };

export const SCHEDULE_TYPES: readonly ScheduleFact['type'][] = [
  ...(['ScheduleDefined', 'ScheduleRemoved'] as const),
  ...(['TickFired', 'TickBegun', 'TickSettled', 'TickFailed', 'TickAbandoned'] as const),
];
const scheduleTypes: ReadonlySet<string> = new Set(SCHEDULE_TYPES);

export function isScheduleFact<Fact extends { readonly type: string }>(
  fact: Fact,
): fact is Extract<Fact, ScheduleFact> {
  return scheduleTypes.has(fact.type);
}

/** A tick with the instants of the log. */
export interface Run extends TickState {
  readonly firedAt: string;
  /** Of its outcome; null while it has none. */
  readonly endedAt: string | null;
}

export interface ScheduleEntry {
  /** Null when the schedule was removed while ticks were still being worked. */
  readonly definition: ScheduleDefinition | null;
  /** Due times before count for nothing. */
  readonly definedAt: string;
  /** The newest due time that has fired, or null. */
  readonly lastDue: string | null;
  /** Fired and without an outcome, by due time. */
  readonly open: Readonly<Record<string, Run>>;
  /** With an outcome, the newest last; only so many are kept. */
  readonly past: readonly Run[];
}

/** The schedules of one story and how their ticks fared, by schedule id. */
export type ScheduleBook = Readonly<Record<string, ScheduleEntry>>;

const KEPT_RUNS = 50;

/** A fold that does not grow with the number of ticks. */
export function evolveScheduleBook(book: ScheduleBook, fact: ScheduleFact): ScheduleBook {
  const { scheduleId } = fact.data;
  const { [scheduleId]: _, ...others } = book;
  const entry = evolveEntry(entryOf(book, scheduleId) ?? newEntry(fact.recordedAt), fact);
  const isOver = entry.definition === null && Object.keys(entry.open).length === 0;
  return isOver ? others : { ...others, [scheduleId]: entry };
}

/** Undefined when there is none; an id may be a name that every object has. */
export function entryOf(book: ScheduleBook, scheduleId: string): ScheduleEntry | undefined {
  return Object.hasOwn(book, scheduleId) ? book[scheduleId] : undefined;
}

const newEntry = (definedAt: string): ScheduleEntry => ({
  ...{ definition: null, definedAt, lastDue: null },
  ...{ open: {}, past: [] },
});

function evolveEntry(entry: ScheduleEntry, fact: ScheduleFact): ScheduleEntry {
  switch (fact.type) {
    case 'ScheduleDefined':
      return { ...entry, definition: fact.data, definedAt: fact.recordedAt };
    case 'ScheduleRemoved':
      return { ...entry, definition: null };
    case 'TickFired':
      return fired(entry, fact);
    case 'TickBegun':
    case 'TickSettled':
    case 'TickFailed':
    case 'TickAbandoned':
      return worked(entry, fact);
  }
}

function fired(
  entry: ScheduleEntry,
  fact: Extract<ScheduleFact, { type: 'TickFired' }>,
): ScheduleEntry {
  const { due } = fact.data;
  const state = evolveTick(null, fact);
  if (state === null) return entry;
  return {
    ...entry,
    lastDue: laterOf(entry.lastDue, due),
    open: { ...entry.open, [due]: { ...state, firedAt: fact.recordedAt, endedAt: null } },
  };
}

function worked(
  entry: ScheduleEntry,
  fact: Exclude<ScheduleFact, ScheduleEvent | { type: 'TickFired' }>,
): ScheduleEntry {
  const { due } = fact.data;
  const { [due]: open, ...others } = entry.open;
  const run = open ?? entry.past.find((one) => one.due === due);
  const state = run === undefined ? null : evolveTick(run, fact);
  if (run === undefined || state === null) return entry;
  const { firedAt } = run;
  if (state.status === 'fired')
    return { ...entry, open: { ...others, [due]: { ...state, firedAt, endedAt: null } } };
  const past = entry.past.filter((one) => one.due !== due);
  const ended = { ...state, firedAt, endedAt: fact.recordedAt };
  return { ...entry, open: others, past: [...past, ended].slice(-KEPT_RUNS) };
}

/** The later of two due times. */
function laterOf(one: string | null, other: string): string {
  return one !== null && Date.parse(one) > Date.parse(other) ? one : other;
}

/** After this instant due times of the schedule have not fired yet. */
export function firedUpTo({ lastDue, definedAt }: ScheduleEntry): string {
  return laterOf(lastDue, definedAt);
}

/** When the schedule is due next, seen from `now`; null when it is paused or removed. */
export function entryDue(entry: ScheduleEntry, now: string): string | null {
  const { definition } = entry;
  if (definition === null || definition.paused) return null;
  return nextDue(definition, laterOf(now, firedUpTo(entry)));
}

/** The first due time of all schedules of a story after `now`, or null. */
export function bookDue(book: ScheduleBook, now: string): string | null {
  const dues = Object.values(book).flatMap((entry) => entryDue(entry, now) ?? []);
  return dues.sort()[0] ?? null;
}

/** The run that failed for good, until a newer one does better or the schedule is defined anew. */
export function failureOf({ definition, definedAt, past }: ScheduleEntry): Run | null {
  const last = past.reduce<Run | null>(
    (newest, run) => (newest === null || laterOf(newest.due, run.due) === run.due ? run : newest),
    null,
  );
  if (definition === null || last?.status !== 'abandoned') return null;
  return Date.parse(last.endedAt ?? '') < Date.parse(definedAt) ? null : last;
}
