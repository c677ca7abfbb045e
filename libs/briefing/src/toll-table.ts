import { type FigureClaim, MAIN_INCIDENT } from '@wirebrief/claims';

import { compareInstants } from './compare-instants';
import { type TollCell, type TollHistoryEntry, type TollRow } from './briefing';
import { type Citer } from './citations';
import { claimantKey, longestOf } from './claimants';
import { type FigureSeries, type PastFigure } from './figures';
import { groupBy } from './group-by';
import { dateOf, outletsOf } from './live-claims';
import { EFFECT_WORD, figureLabel, figureText } from './phrases';

/** One row for each claimant, newest figure first. */
export function tollRows(series: readonly FigureSeries[], citer: Citer): readonly TollRow[] {
  const byClaimant = [...groupBy(series, ({ current }) => claimantKey(current)).values()];
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
  const cells = (column: Column): readonly TollCell[] =>
    members
      .filter(({ current }) => columnOf(current.claim) === column)
      .map((member) => cellOf(member, column, citer));
  const dates = reports.map(dateOf).filter((date) => date !== null);
  return {
    claimant: rowLabel(members),
    outlets: outletsOf(reports),
    date: dates.sort().at(-1) ?? null,
    killed: cells('killed'),
    injured: cells('injured'),
    children: childrenCells(members, citer),
    quote: members[0]?.current.claim.quote.text ?? '',
  };
}

/** The fullest name of the claimant of these series. */
export function rowLabel(members: readonly FigureSeries[]): string {
  const isOutlet = members[0]?.current.claim.claimant === null;
  const name = longestOf(members.map(({ label }) => label));
  return isOutlet ? `${name} (in its own voice)` : name;
}

function childrenCells(members: readonly FigureSeries[], citer: Citer): readonly TollCell[] {
  const counted = members.filter(({ current }) => current.claim.group === 'children');
  // A number says more than the word that there were some.
  const shown = counted.length > 0 ? counted : members.filter(hasChildrenAmong);
  return shown.map((one) => {
    const cell = cellOf(one, 'children', citer);
    return one.current.claim.group === 'children'
      ? cell
      : { ...cell, value: 'among them, no number', group: 'children' };
  });
}

/** "10 civilians, including children": some, and nobody says how many. */
export function hasChildrenAmong({ current }: FigureSeries): boolean {
  return current.claim.among?.includes('children') ?? false;
}

type Column = 'killed' | 'injured' | 'children';

function columnOf({ effect, group }: FigureClaim): Column {
  if (group === 'children') return 'children';
  return effect === 'injured' ? 'injured' : 'killed';
}

/** A figure of another effect than its column's says so: killed and injured are never mixed up. */
function cellOf({ current, reports }: FigureSeries, column: Column, citer: Citer): TollCell {
  const { effect, group } = current.claim;
  const isPlain = effect === (column === 'injured' ? 'injured' : 'killed');
  const value = figureText(current.claim);
  return {
    value: isPlain ? value : `${value} ${EFFECT_WORD[effect]}`,
    group,
    citations: citer.citeAll(reports, 3),
  };
}

/** Figures that are no longer current, newest first, each once. */
export function tollHistory(
  past: readonly PastFigure[],
  citer: Citer,
): readonly TollHistoryEntry[] {
  const entries = past
    .filter(({ figure }) => figure.incident.key === MAIN_INCIDENT.key)
    .toSorted((a, b) => compareInstants(b.at, a.at))
    .map((figure) => historyEntry(figure, citer));
  const byLine = groupBy(entries, ({ claimant, label, value, reason }) =>
    [claimant, label, value, reason].join('|'),
  );
  return [...byLine.values()].flatMap((same) => same.slice(0, 1));
}

function historyEntry(past: PastFigure, citer: Citer): TollHistoryEntry {
  const source = citer.citeSource(past.article.identity.articleId);
  const whole = source === undefined ? [] : [source];
  const earlier = past.saidIn === 'current revision' ? null : past.saidIn;
  return {
    claimant: past.label,
    label: figureLabel(past.figure),
    value: figureText(past.figure),
    date: past.at.slice(0, 10),
    reason: past.reason,
    citations:
      past.saidIn === null ? whole : [citer.cite({ ...past, claim: past.figure, earlier })],
  };
}
