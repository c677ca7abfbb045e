import { type PositionClaim, type PositionLine } from '@wirebrief/claims';

import { compareTexts } from './compare-texts';
import { type PositionChart, type PositionChartRow, type PositionMoment } from './briefing';
import { longestOf } from './claimants';
import { groupBy } from './group-by';
import { type LiveClaim } from './live-claims';
import { capital, listOf } from './phrases';
import { holderOf, speakerKeys } from './speakers';
import { actorOf, LINE_PHRASE, positionDate } from './strike';

type LivePosition = LiveClaim<PositionClaim>;

// More take up more of a page than their picture is worth.
const MOST_ROWS = 8;
const MOST_MOMENTS = 8;

/** In the order in which a moment names them. `states` is no line that could change. */
const LINES: readonly PositionLine[] = [
  ...(['defends', 'denies', 'investigates', 'concedes'] as const),
  ...(['apologises', 'compensates', 'disciplines'] as const),
];

/**
 * The lines of official bodies and named officials by the day on which they took them; a spokesman's are those of the
 * body. What unnamed officials say, and what has no date, is left out.
 */
export function positionChart(positions: readonly LivePosition[]): PositionChart | null {
  const rows = [...groupBy(heldBy(positions), ({ key }) => key).values()].map(rankedRow);
  const shown = rows.sort(byWeight).slice(0, MOST_ROWS);
  const moments = shown.flatMap(({ row }) => row.moments);
  if (moments.length < 2) return null;
  return {
    rows: shown.map(({ row }) => row).sort(byFirstDate),
    omitted: rows.length - shown.length,
  };
}

interface HeldLine {
  /** Of whoever holds it. */
  readonly key: string;
  readonly name: string;
  readonly date: string;
  readonly line: PositionLine;
  readonly articleId: string;
}

function heldBy(positions: readonly LivePosition[]): readonly HeldLine[] {
  const bodies = new Map(
    positions.filter(isSpokenFor).map((live) => [live.speaker, actorOf(live)] as const),
  );
  const claims = positions.map((live) => ({
    ...live.claim,
    actor: bodies.get(live.speaker) ?? actorOf(live),
  }));
  const keyOf = speakerKeys([claims]);
  return positions.flatMap((live) => {
    const { claim, speaker, article } = live;
    const date = positionDate(live);
    const holder = holderOf(claim);
    const body = bodies.get(speaker);
    const isNamed = body !== undefined || holder.role === 'body' || holder.role === 'official';
    if (date === null || !isNamed || !LINES.includes(claim.line)) return [];
    const key = body === undefined ? speaker : keyOf({ name: body, role: 'body' }, '');
    const { articleId } = article.identity;
    return [{ key, name: body ?? holder.name, date, line: claim.line, articleId }];
  });
}

const isSpokenFor = (live: LivePosition): boolean =>
  actorOf(live) !== holderOf(live.claim).name && live.claim.claimant?.apart !== true;

interface RankedRow {
  readonly row: PositionChartRow;
  readonly articles: number;
}

function rankedRow(held: readonly HeldLine[]): RankedRow {
  const body = longestOf(held.map(({ name }) => name));
  return {
    row: { body: capital(body), moments: momentsOf(held).slice(-MOST_MOMENTS) },
    articles: new Set(held.map(({ articleId }) => articleId)).size,
  };
}

/** A line that is said again is no change; with a new one, those said on the same day stand beside it. */
function momentsOf(held: readonly HeldLine[]): readonly PositionMoment[] {
  const days = [...groupBy(held, ({ date }) => date)].sort(([a], [b]) => compareTexts(a, b));
  let standing: readonly PositionLine[] = [];
  return days.flatMap(([date, ofDay]) => {
    const lines = LINES.filter((line) => ofDay.some((one) => one.line === line));
    if (lines.every((line) => standing.includes(line))) return [];
    standing = lines;
    return [{ date, lines, text: listOf(lines.map((line) => LINE_PHRASE[line])) }];
  });
}

/** Those who moved most, then those with most articles, then the most recent. */
function byWeight(a: RankedRow, b: RankedRow): number {
  return (
    b.row.moments.length - a.row.moments.length ||
    b.articles - a.articles ||
    compareTexts(b.row.moments.at(-1)?.date ?? '', a.row.moments.at(-1)?.date ?? '')
  );
}

const byFirstDate = (a: PositionChartRow, b: PositionChartRow): number =>
  compareTexts(a.moments[0]?.date ?? '', b.moments[0]?.date ?? '');
