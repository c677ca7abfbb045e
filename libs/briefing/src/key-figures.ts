import { type Effect } from '@wirebrief/claims';

import { type KeyFigure, type TollRange } from './briefing';
import { type Citer } from './citations';
import { type FigureSeries } from './figures';
import { boundsText, listOf, uncapital } from './phrases';
import { type LedgerEntry } from './story.events';
import { hasChildrenAmong } from './toll-table';

export interface KeyFigureInput {
  readonly series: readonly FigureSeries[];
  readonly ranges: readonly TollRange[];
  readonly conceded: readonly FigureSeries[];
  readonly concededRanges: readonly TollRange[];
}

/** Label of what the striking party accepts, and how the sentence on it begins. */
export const ACCEPTED = 'Accepted by the striking party';
const UNCHANGED = 'unchanged';

export function keyFiguresOf(
  input: KeyFigureInput,
  previous: readonly LedgerEntry[] | null,
  independent: number,
  citer: Citer,
): readonly KeyFigure[] {
  /** Civilians, and people of unstated status beside them: neither hides the other. */
  const cards = (effect: Effect, label: string, caveat: string): readonly KeyFigure[] => {
    const isWanted = (range: TollRange): boolean =>
      range.effect === effect && ['civilians', 'people'].includes(range.group);
    const ranges = input.ranges.filter(isWanted);
    return ranges.length === 0
      ? [onlyConcededCard(label, input.concededRanges.find(isWanted), previous)]
      : ranges.map((range) => figureCard(range.label, range, previous, caveat));
  };
  return [
    ...cards('killed', 'Civilians killed', 'Range over current reported figures; not a sum.'),
    childrenCard(input, previous, citer),
    ...cards('injured', 'Civilians injured', 'Counted apart from those killed.'),
    concededCard(input, previous),
    sourcesCard(independent, previous),
  ];
}

function figureCard(
  label: string,
  range: TollRange | undefined,
  previous: readonly LedgerEntry[] | null,
  caveat: string,
): KeyFigure {
  const value = range?.value ?? 'Unknown';
  return {
    label,
    value,
    change: changeText(`card|${label}`, value, previous),
    caveat: range === undefined ? 'No figure found in the articles read.' : caveat,
    citations: range?.citations ?? [],
  };
}

/** Where nobody else gives a figure, the accepted one stands alone and says so; without one, it is unknown. */
function onlyConcededCard(
  label: string,
  conceded: TollRange | undefined,
  previous: readonly LedgerEntry[] | null,
): KeyFigure {
  const caveat = 'Accepted by the striking party; no other figure found in the articles read.';
  return figureCard(conceded?.label ?? label, conceded, previous, caveat);
}

function childrenCard(
  input: KeyFigureInput,
  previous: readonly LedgerEntry[] | null,
  citer: Citer,
): KeyFigure {
  const label = 'Children killed';
  const isWanted = ({ effect, group }: TollRange): boolean =>
    effect === 'killed' && group === 'children';
  const range = input.ranges.find(isWanted);
  const among = input.series.filter(
    (one) => one.current.claim.effect === 'killed' && hasChildrenAmong(one),
  );
  if (range !== undefined)
    return figureCard(label, range, previous, 'Among those killed, where a source tells.');
  const conceded = input.concededRanges.find(isWanted);
  if (conceded !== undefined || among.length === 0)
    return onlyConcededCard(label, conceded, previous);
  const value = 'Some';
  return {
    label,
    value,
    change: changeText(`card|${label}`, value, previous),
    caveat: 'Said to be among those killed; no number was found in the articles read.',
    citations: citer.citeAll(among.flatMap(({ reports }) => reports)),
  };
}

/** The cards as ledger entries, so that the next edition can say what moved. */
export function cardEntries(cards: readonly KeyFigure[]): readonly LedgerEntry[] {
  return cards.map(({ label, value }) => ({
    key: `card|${label}`,
    subject: label,
    value,
    articles: [],
  }));
}

/** Since the edition before. */
export const hasChanged = ({ change }: KeyFigure): boolean => change !== '' && change !== UNCHANGED;

/** What the striking party accepts, if it does. */
export const isAccepted = ({ label, citations }: KeyFigure): boolean =>
  label === ACCEPTED && citations.length > 0;

function changeText(key: string, value: string, previous: readonly LedgerEntry[] | null): string {
  if (previous === null) return '';
  const before = previous.find((entry) => entry.key === key)?.value;
  if (before === value) return UNCHANGED;
  return before === undefined ? 'new' : `was ${uncapital(before)}`;
}

function concededCard(
  { conceded, concededRanges: [range] }: KeyFigureInput,
  previous: readonly LedgerEntry[] | null,
): KeyFigure {
  const value = range?.value ?? 'None found';
  const speakers = conceded
    .filter(
      ({ current: { claim } }) => claim.effect === range?.effect && claim.group === range.group,
    )
    .map(({ label }) => label);
  return {
    label: ACCEPTED,
    value,
    change: changeText(`card|${ACCEPTED}`, value, previous),
    caveat:
      range === undefined
        ? 'No accepted figure found in the articles read.'
        : `${range.label}, according to ${listOf(speakers)}.`,
    citations: range?.citations ?? [],
  };
}

function sourcesCard(independent: number, previous: readonly LedgerEntry[] | null): KeyFigure {
  const value = boundsText(independent, independent);
  return {
    label: 'Independent sources',
    value,
    change: changeText('card|Independent sources', value, previous),
    caveat: 'Articles that give a figure for the incident; copies count once.',
    citations: [],
  };
}
