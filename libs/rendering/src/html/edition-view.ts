import {
  type Briefing,
  type Change,
  type Citation,
  groupBy,
  type KeyFigure,
  type Source,
  type TollRange,
  type TollRow,
} from '@wirebrief/briefing';

import { cleanDeep, safeTimeZone } from './clean';
import { type FlashRest } from './flash-steps';
import { type PositionChartView, positionChartView } from './position-chart';
import { type TollChartView, tollChartView } from './toll-chart';

/** What the edition's templates see: the briefing, cleaned, and the few things that a template cannot work out. */
export interface EditionView extends Omit<
  Briefing,
  'keyFigures' | 'otherIncidents' | 'strike' | 'toll'
> {
  readonly direction: 'ltr' | 'rtl';
  /** `Edition 3`. */
  readonly editionName: string;
  /** What a flash leaves out. */
  readonly rest: FlashRest;
  /** True when local time is not UTC, so that both are printed. */
  readonly isLocal: boolean;
  /** True for an edition that deserves a table of contents. */
  readonly isLong: boolean;
  readonly keyFigures: readonly (KeyFigure & {
    readonly isLong: boolean;
    readonly isUnchanged: boolean;
  })[];
  readonly keyFigureColumns: number;
  /** What changed, by its cause: one report may change a dozen lines. */
  readonly changeGroups: readonly ChangeGroup[];
  /** `rows`: the figures, each with all who give it. */
  readonly otherIncidents: readonly (OtherIncident & { readonly rows: readonly FigureRow[] })[];
  /** What is reported beside what the striking party accepts, for each effect and group. */
  readonly tollRanges: readonly TollRangeRow[];
  readonly strike: Omit<Briefing['strike'], 'chart'> & {
    readonly chart: PositionChartView | null;
  };
  readonly toll: Omit<Briefing['toll'], 'rows' | 'chart'> & {
    readonly chart: TollChartView | null;
    readonly rows: readonly (TollRow & { readonly quoteCitations: readonly Citation[] })[];
  };
}

interface ChangeGroup extends Pick<Change, 'cause' | 'why'> {
  readonly entries: readonly Change[];
}

type OtherIncident = Briefing['otherIncidents'][number];
type OtherFigure = OtherIncident['figures'][number];

interface FigureRow extends Pick<OtherFigure, 'label' | 'value'> {
  readonly claimants: readonly Pick<OtherFigure, 'claimant' | 'citations'>[];
}

interface TollRangeRow {
  readonly label: string;
  readonly reported: TollRange | null;
  readonly conceded: TollRange | null;
}

export interface EditionWords {
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
  readonly editionName: string;
  readonly rest: FlashRest;
}

/** A briefing fit for printing: every text cleaned, every id usable and unique, an unknown time zone read as UTC. */
export function printableBriefing(briefing: Briefing): Briefing {
  const clean = cleanDeep(briefing);
  const taken = new Set<string>();
  return {
    ...clean,
    timeZone: safeTimeZone(clean.timeZone),
    sources: clean.sources.map((source, index) => withUsableAnchors(source, index, taken)),
  };
}

export function editionView(briefing: Briefing, words: EditionWords): EditionView {
  const { edition, keyFigures, changes, otherIncidents, strike, toll, timeZone } = briefing;
  return {
    ...briefing,
    ...words,
    edition: { ...edition, period: printedPeriod(edition.period) },
    isLocal: timeZone !== 'UTC',
    isLong: rowCount(briefing) > ROWS_OF_SIX_PAGES,
    keyFigures: keyFigures.map((figure) => ({
      ...figure,
      isLong: figure.value.length > 5,
      isUnchanged: figure.change === 'unchanged',
    })),
    keyFigureColumns: cardColumns(keyFigures.length),
    changeGroups: groupsOf(changes.entries),
    otherIncidents: otherIncidents.map((incident) => ({
      ...incident,
      rows: figureRows(incident.figures),
    })),
    tollRanges: rangeRows(toll),
    strike: { ...strike, chart: positionChartView(strike.chart, words.direction) },
    toll: {
      ...toll,
      chart: tollChartView(toll.chart, words.direction),
      rows: toll.rows.map((row) => ({ ...row, quoteCitations: citationsOf(row) })),
    },
  };
}

/** Instants are printed to the minute: within one, the period is that minute. */
function printedPeriod(period: Briefing['edition']['period']): Briefing['edition']['period'] {
  const minuteOf = (instant: string): string => instant.slice(0, '2021-08-29T16:53'.length);
  const isOne = period !== null && minuteOf(period.from) === minuteOf(period.to);
  return isOne ? { from: period.to, to: period.to } : period;
}

// A page takes some seven rows or entries of the source list at the default theme.
const ROWS_OF_SIX_PAGES = 45;

function rowCount({ strike, toll, options, sources }: Briefing): number {
  const optionRows = options.options.flatMap(({ statements, constraints }) => [
    ...statements,
    ...constraints,
  ]);
  const quotes = sources.flatMap((source) => source.quotes);
  return (
    strike.basis.length +
    strike.positions.length +
    toll.rows.length +
    toll.history.length +
    optionRows.length +
    2 * sources.length +
    quotes.length
  );
}

// Four cards fit a row; five or six look better as rows of three.
function cardColumns(count: number): number {
  if (count <= 4) return Math.max(count, 1);
  return count <= 6 || count === 9 ? 3 : 4;
}

function groupsOf(changes: readonly Change[]): readonly ChangeGroup[] {
  return alike(changes, ({ cause, why }) => ({ cause, why })).map(([words, entries]) => ({
    ...words,
    entries,
  }));
}

function figureRows(figures: readonly OtherFigure[]): readonly FigureRow[] {
  return alike(figures, ({ label, value }) => ({ label, value })).map(([words, claimants]) => ({
    ...words,
    claimants,
  }));
}

/** The items by what they have in common, in the order of the first of each. */
function alike<Item, Common>(
  items: readonly Item[],
  commonOf: (item: Item) => Common,
): readonly (readonly [Common, readonly Item[]])[] {
  const groups = groupBy(items, (item) => JSON.stringify(commonOf(item)));
  return [...groups.values()].flatMap((group) =>
    group.slice(0, 1).map((first) => [commonOf(first), group] as const),
  );
}

function rangeRows({ ranges, conceded }: Briefing['toll']): readonly TollRangeRow[] {
  const keyOf = ({ effect, group }: TollRange): string => `${effect} ${group}`;
  const concededByKey = new Map(conceded.map((range) => [keyOf(range), range]));
  const reportedKeys = new Set(ranges.map(keyOf));
  return [
    ...ranges.map((range) => ({
      label: range.label,
      reported: range,
      conceded: concededByKey.get(keyOf(range)) ?? null,
    })),
    ...conceded
      .filter((range) => !reportedKeys.has(keyOf(range)))
      .map((range) => ({ label: range.label, reported: null, conceded: range })),
  ];
}

function citationsOf({ killed, injured, children }: TollRow): readonly Citation[] {
  return [...killed, ...injured, ...children].flatMap(({ citations }) => citations);
}

// The prefixes keep ids that come with a briefing apart from those of the sections.
const USABLE_ANCHOR = /^(source|quote)-[\w-]+$/;

function withUsableAnchors(source: Source, index: number, taken: Set<string>): Source {
  const usable = (anchor: string, fallback: string): string => {
    const id = USABLE_ANCHOR.test(anchor) && !taken.has(anchor) ? anchor : fallback;
    taken.add(id);
    return id;
  };
  return {
    ...source,
    anchor: usable(source.anchor, `entry-${index + 1}`),
    quotes: source.quotes.map((quote, at) => ({
      ...quote,
      anchor: usable(quote.anchor, `entry-${index + 1}-quote-${at + 1}`),
    })),
  };
}
