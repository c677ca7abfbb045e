import { type FigureClaim, type IncidentRef } from '@wirebrief/claims';

import { type OtherIncident } from './briefing';
import { type Citer } from './citations';
import { type FigureSeries, newestOf } from './figures';
import { groupBy } from './group-by';
import { capital, figureLabel, figureText, longDate } from './phrases';
import { type Rulings, rulingsOf } from './rulings';
import { type StoryState } from './story-state';
import { isMain } from './toll';

/** One event as far as it is told, under all the names that articles have for it. */
interface Event {
  readonly names: readonly IncidentRef[];
  readonly members: readonly FigureSeries[];
  /** Undefined for an incident of an editor's own, which stays as it is. */
  readonly sort: string | undefined;
  readonly day: string | undefined;
  readonly tellingFigures: ReadonlySet<string>;
}

/** What is reported of other incidents than the principal one, each event once. */
export function otherIncidents(
  series: readonly FigureSeries[],
  state: StoryState,
  citer: Citer,
): readonly OtherIncident[] {
  const others = series.filter((one) => !isMain(one));
  const named = [...groupBy(others, ({ current }) => current.claim.incident.key).values()];
  return eventsOf(named, rulingsOf(state)).map(({ names, members }) => ({
    label: labelOf(names),
    // Figures for the same stand together.
    figures: [...groupBy(members, ({ current }) => figureLabel(current.claim)).values()].flatMap(
      (same) => figureRows(same, citer),
    ),
  }));
}

/** Of what one claimant says of one event under several names, the newest. */
function figureRows(series: readonly FigureSeries[], citer: Citer): OtherIncident['figures'] {
  return [...groupBy(series, ({ label }) => label).values()].flatMap((told) => {
    const newest = newestOf(told.map(({ current }) => current));
    if (newest === undefined) return [];
    const value = figureText(newest.claim);
    const same = told.filter(({ current }) => figureText(current.claim) === value);
    const reports = same.flatMap((one) => one.reports);
    return same.slice(0, 1).map(({ label: claimant }) => ({
      label: figureLabel(newest.claim),
      value,
      claimant,
      citations: citer.citeAll(reports, 3),
    }));
  });
}

function eventsOf(named: readonly (readonly FigureSeries[])[], rulings: Rulings): readonly Event[] {
  let events: readonly Event[] = [];
  for (const members of named) {
    const own = eventOf(members);
    const same = events.filter((event) => isSameEvent(event, own, rulings));
    const [first] = same;
    if (first === undefined) events = [...events, own];
    else {
      const whole = joined([...same, own]);
      events = events
        .filter((event) => event === first || !same.includes(event))
        .map((event) => (event === first ? whole : event));
    }
  }
  return events;
}

/** Of figures under one name. */
function eventOf(members: readonly FigureSeries[]): Event {
  const claims = members.map(({ current }) => current.claim);
  const names = claims.slice(0, 1).map(({ incident }) => incident);
  const key = names[0]?.key ?? '';
  const tellingFigures = new Set(claims.filter(isTelling).map(tellingFigure));
  return { names, members, sort: SORT.exec(key)?.[1], day: ISO_DAY.exec(key)?.[0], tellingFigures };
}

const joined = (events: readonly Event[]): Event => ({
  names: events.flatMap(({ names }) => names),
  members: events.flatMap(({ members }) => members),
  sort: events[0]?.sort,
  day: events.find(({ day }) => day !== undefined)?.day,
  tellingFigures: new Set(events.flatMap(({ tellingFigures }) => [...tellingFigures])),
});

/** Those of the keys that analysers give. */
const SORT = /^(attack|strike)-/;
const ISO_DAY = /\b\d{4}-\d{2}-\d{2}\b/;

/** Fewer are counted alike too often for a number to tell events apart. */
const TELLING = 10;

const isTelling = ({ qualifier, min }: FigureClaim): boolean =>
  qualifier === 'exact' && (min ?? 0) >= TELLING;

const tellingFigure = ({ effect, group, min }: FigureClaim): string => `${effect} ${group} ${min}`;

/**
 * Articles call one event by its day, its place or its victims. It is the same where the sort of event is, no two days
 * differ, and the same exact number of the same people came to the same harm; unless an editor has split it.
 */
function isSameEvent(one: Event, other: Event, rulings: Rulings): boolean {
  if (one.sort === undefined || one.sort !== other.sort) return false;
  if (one.day !== undefined && other.day !== undefined && one.day !== other.day) return false;
  if (!setsMeet(one.tellingFigures, other.tellingFigures)) return false;
  return !isSplit(one.names, other.names, rulings);
}

function setsMeet(some: ReadonlySet<string>, others: ReadonlySet<string>): boolean {
  for (const one of others) if (some.has(one)) return true;
  return false;
}

function isSplit(
  names: readonly IncidentRef[],
  others: readonly IncidentRef[],
  { incidents }: Rulings,
): boolean {
  const has = (refs: readonly IncidentRef[], key: string): boolean =>
    refs.some((ref) => ref.key === key);
  return incidents.some(
    (decision) =>
      decision.type === 'split-incident' &&
      ((has(names, decision.incident) && has(others, decision.into.key)) ||
        (has(others, decision.incident) && has(names, decision.into.key))),
  );
}

/** The name that has a day, or the first. As a heading, its ISO date as it is read. */
function labelOf(names: readonly IncidentRef[]): string {
  const label = (names.find(({ key }) => ISO_DAY.test(key)) ?? names[0])?.label ?? '';
  return capital(label.replace(ISO_DAY, longDate));
}
