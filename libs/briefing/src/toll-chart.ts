import { isTotal } from '@wirebrief/claims';

import { onceFor } from '@wirebrief/kernel';
import { outletTime } from '@wirebrief/newsroom';

import { type TollChart, type TollChartRow, type TollChartStep } from './briefing';
import { compareTexts } from './compare-texts';
import { type FigureSeries, newestOf, type PastFigure, type SaidFigure } from './figures';
import { groupBy } from './group-by';
import { nameKey } from './names';
import { figureLabel, figureText } from './phrases';
import { rowLabel } from './toll-table';

interface TollChartInput {
  /** Of the main incident, those of the striking party among them. */
  readonly series: readonly FigureSeries[];
  readonly conceded: readonly FigureSeries[];
  /** Figures of replaced revisions. */
  readonly revised: readonly PastFigure[];
}

// More rows or steps do not fit beside each other on a page, nor on a narrow screen.
const MOST_ROWS = 6;
const MOST_STEPS = 6;

/**
 * The headline group's figures over time: nothing but what claimants said and when it was published. Figures without a
 * date, those reported as corrected and those of killed versions are left out; of one day's figures the last counts.
 */
export function tollChart(input: TollChartInput): TollChart | null {
  const charts = (['civilians', 'people'] as const).map((group) => chartOf(group, input));
  return charts.find((chart) => chart !== null) ?? null;
}

function chartOf(group: 'civilians' | 'people', input: TollChartInput): TollChart | null {
  const ofGroup = input.series.filter(
    ({ current: { claim } }) => claim.effect === 'killed' && claim.group === group,
  );
  const rows = ofGroup
    .map((one) => rankedRow(one, input))
    .filter(({ row }) => row.steps.length > 0)
    .sort(byWeight);
  const shown = rows.slice(0, MOST_ROWS).map(({ row }) => row);
  if (shown.flatMap(({ steps }) => steps).length < 2) return null;
  return {
    ...{ effect: 'killed', group, label: figureLabel({ effect: 'killed', group }) },
    rows: shown.sort(byFirstDate),
    omitted: rows.length - shown.length,
  };
}

interface RankedRow {
  readonly row: TollChartRow;
  readonly articles: number;
  readonly newest: string;
}

function rankedRow(series: FigureSeries, { conceded, revised }: TollChartInput): RankedRow {
  const said = datedFigures(series, revised);
  return {
    row: {
      claimant: rowLabel([series]),
      isConceded: conceded.includes(series),
      steps: stepsOf(said).slice(-MOST_STEPS),
    },
    articles: new Set(said.map(({ article }) => article.identity.articleId)).size,
    newest: said.map(dayOf).sort().at(-1) ?? '',
  };
}

/** What the striking party accepts is never left out; then those with most articles, then the most recent. */
function byWeight(a: RankedRow, b: RankedRow): number {
  return (
    Number(b.row.isConceded) - Number(a.row.isConceded) ||
    b.articles - a.articles ||
    compareTexts(b.newest, a.newest)
  );
}

function byFirstDate(a: TollChartRow, b: TollChartRow): number {
  return (
    Number(a.isConceded) - Number(b.isConceded) ||
    compareTexts(a.steps[0]?.date ?? '', b.steps[0]?.date ?? '')
  );
}

const dayOf = ({ at }: SaidFigure): string => at.slice(0, 10);

function datedFigures(
  { reports, past }: FigureSeries,
  revised: readonly PastFigure[],
): readonly SaidFigure[] {
  const own = [...reports, ...past.filter(({ figure }) => figure.status !== 'corrected').map(said)];
  const { articles, bySpeaker } = earlierOf(revised);
  const speakers = new Set(own.filter((one) => articles.has(articleIdOf(one))).map(speakerIn));
  const earlier = [...speakers]
    .flatMap((speaker) => bySpeaker.get(speaker) ?? [])
    .sort((a, b) => a.place - b.place)
    .map(({ figure }) => figure);
  return [...own, ...earlier].filter(({ article }) => outletTime(article.revision) !== null);
}

/** Figures of replaced revisions that were said before those of their articles now. */
const earlierOf = onceFor((revised: readonly PastFigure[]) => {
  const figures = revised
    .filter((one) => !one.isWithdrawn && one.figure.status !== 'corrected' && isTotal(one.figure))
    .map(said)
    .filter(isBefore)
    .map((figure, place) => ({ figure, place }));
  return {
    articles: new Set(figures.map(({ figure }) => articleIdOf(figure))),
    bySpeaker: groupBy(figures, ({ figure }) => speakerIn(figure)),
  };
});

const articleIdOf = ({ article }: SaidFigure): string => article.identity.articleId;

const said = ({ figure, article, at }: PastFigure): SaidFigure => ({ claim: figure, article, at });

/** The same speaker, of the same group, in another revision of the same article. */
function speakerIn({ claim, article }: SaidFigure): string {
  const { incident, effect, group, claimant } = claim;
  const name = claimant === null ? '' : nameKey(claimant);
  return JSON.stringify([article.identity.articleId, incident.key, effect, group, name]);
}

/** A revision without a time of its own cannot be put before the one that replaced it. */
function isBefore({ article, at }: SaidFigure): boolean {
  const now = outletTime(article.revision);
  return now !== null && Date.parse(at) < Date.parse(now);
}

function stepsOf(figures: readonly SaidFigure[]): readonly TollChartStep[] {
  const days = [...groupBy(figures, dayOf)].sort(([a], [b]) => compareTexts(a, b));
  const steps = days.flatMap(([date, ofDay]) => {
    const last = newestOf(ofDay);
    return last === undefined ? [] : [stepOf(date, last)];
  });
  return steps.filter((step, index) => step.value !== steps[index - 1]?.value);
}

function stepOf(date: string, { claim }: SaidFigure): TollChartStep {
  const { min, max, qualifier } = claim;
  return { date, min, max, qualifier, value: figureText(claim) };
}
