import { type Effect, type Group, MAIN_INCIDENT } from '@wirebrief/claims';

import {
  type Statement,
  type TollCell,
  type TollHistoryEntry,
  type TollRange,
  type TollRow,
} from './briefing';
import { type Citer } from './citations';
import { type StrikingParty } from './claimants';
import { type FigureSeries, isCivilianGroup, type PastFigure } from './figures';
import { groupBy } from './group-by';
import { compareInstants, dateOf, outletsOf } from './live-claims';
import {
  boundsText,
  capital,
  EFFECT_WORD,
  figureLabel,
  figureText,
  GROUP_WORD,
  listOf,
} from './phrases';

export const isMain = (series: FigureSeries): boolean =>
  series.current.claim.incident.key === MAIN_INCIDENT.key;

/** A figure by which the striking party accepts civilian harm: stands beside what others report, never merged. */
export function isConceded(series: FigureSeries, party: StrikingParty): boolean {
  const { claim } = series.current;
  return (
    party.includes(claim.claimant) && isCivilianGroup(claim) && (claim.min ?? claim.max ?? 0) > 0
  );
}

const EFFECT_ORDER: readonly Effect[] = ['killed', 'injured', 'missing', 'casualties'];
const GROUP_ORDER: readonly Group[] = [
  'civilians',
  'people',
  'children',
  'women',
  'men',
  'service members',
  'militants',
];

/** Lowest and highest over current figures, apart by effect and group. Never a sum, never an average. */
export function tollRanges(series: readonly FigureSeries[], citer: Citer): readonly TollRange[] {
  const groups = [
    ...groupBy(series, ({ current }) => `${current.claim.effect}|${current.claim.group}`),
  ];
  return groups
    .map(([, members]) => rangeOf(members, citer))
    .sort(
      (a, b) =>
        EFFECT_ORDER.indexOf(a.effect) - EFFECT_ORDER.indexOf(b.effect) ||
        GROUP_ORDER.indexOf(a.group) - GROUP_ORDER.indexOf(b.group),
    );
}

function rangeOf(members: readonly FigureSeries[], citer: Citer): TollRange {
  const figures = members.map(({ current }) => current.claim);
  const { effect, group } = figures[0] ?? { effect: 'killed', group: 'people' };
  const bounds = boundsOf(figures);
  return {
    effect,
    group,
    label: capital(`${GROUP_WORD[group]} ${EFFECT_WORD[effect]}`),
    min: bounds.min,
    max: bounds.isOpen ? null : bounds.max,
    value: rangeText(bounds),
    disputed: contradict(figures),
    citations: citer.citeAll(members.flatMap((member) => member.reports)),
  };
}

interface Bounds {
  readonly min: number | null;
  readonly max: number | null;
  /** Some figure is "at least": there is no upper end. */
  readonly isOpen: boolean;
}

function boundsOf(
  figures: readonly { readonly min: number | null; readonly max: number | null }[],
): Bounds {
  const lows = figures.flatMap(({ min }) => (min === null ? [] : [min]));
  const highs = figures.flatMap(({ min, max }) => [max ?? min ?? 0]);
  const min = lows.length === 0 ? null : Math.min(...lows);
  const max = Math.max(...highs);
  return { min, max, isOpen: figures.some((figure) => figure.max === null) };
}

function rangeText({ min, max, isOpen }: Bounds): string {
  if (!isOpen || min === max) return boundsText(min, isOpen ? null : max);
  return `${boundsText(min, max)} or more`;
}

/** Two figures contradict each other when no number fits both. */
function contradict(
  figures: readonly { readonly min: number | null; readonly max: number | null }[],
): boolean {
  const lowestMax = Math.min(...figures.map(({ max }) => max ?? Infinity));
  const highestMin = Math.max(...figures.map(({ min }) => min ?? 0));
  return highestMin > lowestMax;
}

/** One row for each claimant, newest figure first. */
export function tollRows(series: readonly FigureSeries[], citer: Citer): readonly TollRow[] {
  const byClaimant = [...groupBy(series, ({ key }) => key.split('|').slice(3).join('|')).values()];
  return byClaimant
    .map((members) => ({ row: rowOf(members, citer), at: newestAt(members) }))
    .sort((a, b) => compareInstants(b.at, a.at))
    .map(({ row }) => row);
}

const newestAt = (members: readonly FigureSeries[]): string =>
  members.reduce(
    (at, { current }) => (compareInstants(current.at, at) > 0 ? current.at : at),
    '1970-01-01',
  );

function rowOf(members: readonly FigureSeries[], citer: Citer): TollRow {
  const reports = members.flatMap((member) => member.reports);
  const cells = (accepts: (series: FigureSeries) => boolean): readonly TollCell[] =>
    members.filter(accepts).map((member) => ({
      value: figureText(member.current.claim),
      group: member.current.claim.group,
      citations: citer.citeAll(member.reports, 3),
    }));
  const is = (effect: Effect, isChildren: boolean) => (series: FigureSeries) =>
    series.current.claim.effect === effect &&
    (series.current.claim.group === 'children') === isChildren;
  const dates = reports.map(dateOf).filter((date) => date !== null);
  const isOutlet = members[0]?.current.claim.claimant === null;
  const name = members.reduce((best, { label }) => (label.length > best.length ? label : best), '');
  return {
    claimant: isOutlet ? `${name} (in its own voice)` : name,
    outlets: outletsOf(reports),
    date: dates.sort().at(-1) ?? null,
    killed: cells((one) => is('killed', false)(one) || is('casualties', false)(one)),
    injured: cells((one) => is('injured', false)(one)),
    children: cells((one) => one.current.claim.group === 'children'),
    quote: members[0]?.current.claim.quote.text ?? '',
  };
}

/** Figures that are no longer current, newest first, each once. */
export function tollHistory(
  series: readonly FigureSeries[],
  revised: readonly PastFigure[],
  citer: Citer,
): readonly TollHistoryEntry[] {
  const past = [
    ...series.flatMap((one) => one.past.map((figure) => ({ label: one.label, figure }))),
    ...revised
      .filter(({ figure }) => figure.incident.key === MAIN_INCIDENT.key)
      .map((figure) => ({
        label: figure.figure.claimant?.name ?? figure.article.identity.outlet,
        figure,
      })),
  ].sort((a, b) => compareInstants(b.figure.at, a.figure.at));
  const entries = past.map(({ label, figure }) => historyEntry(label, figure, citer));
  return [
    ...groupBy(entries, ({ claimant, label, value, reason }) =>
      [claimant, label, value, reason].join('|'),
    ),
  ].flatMap(([, same]) => same.slice(0, 1));
}

function historyEntry(claimant: string, past: PastFigure, citer: Citer): TollHistoryEntry {
  const source = citer.citeSource(past.article.identity.articleId);
  return {
    claimant,
    label: figureLabel(past.figure),
    value: figureText(past.figure),
    date: past.at.slice(0, 10),
    reason: past.reason,
    citations: past.isCitable
      ? [citer.cite({ article: past.article, claim: past.figure })]
      : source === undefined
        ? []
        : [source],
  };
}

/** What a reader must know beside the ranges: contradictions, within and between claimants. */
export function tollNotes(
  series: readonly FigureSeries[],
  ranges: readonly TollRange[],
  citer: Citer,
): readonly Statement[] {
  const disputed = ranges
    .filter((range) => range.disputed)
    .map((range) => ({
      text: `The figures for ${range.label.charAt(0).toLowerCase()}${range.label.slice(1)} contradict each other: ${listOf(
        series
          .filter(
            ({ current }) =>
              current.claim.effect === range.effect && current.claim.group === range.group,
          )
          .map(({ label, current }) => `${figureText(current.claim)} according to ${label}`),
        6,
      )}.`,
      citations: range.citations,
    }));
  return [...disputed, ...subsetNotes(series, citer)];
}

/** Children are a subset of those killed: a claimant who says more children than people is shown and flagged. */
function subsetNotes(series: readonly FigureSeries[], citer: Citer): readonly Statement[] {
  const killed = series.filter(({ current }) => current.claim.effect === 'killed');
  const byClaimant = groupBy(killed, ({ key }) => key.split('|').slice(3).join('|'));
  return [...byClaimant.values()].flatMap((members) => {
    const children = members.find(({ current }) => current.claim.group === 'children');
    const all = members.filter(({ current }) =>
      ['civilians', 'people'].includes(current.claim.group),
    );
    const highest = Math.max(...all.map(({ current }) => current.claim.max ?? Infinity));
    if (children === undefined || all.length === 0) return [];
    if ((children.current.claim.min ?? 0) <= highest) return [];
    const text = `${children.label} gives more children (${figureText(children.current.claim)}) than people killed in all (${boundsText(null, highest).replace('up to ', '')}); both figures are shown as reported.`;
    return [
      {
        text,
        citations: citer.citeAll([...children.reports, ...all.flatMap((one) => one.reports)]),
      },
    ];
  });
}
