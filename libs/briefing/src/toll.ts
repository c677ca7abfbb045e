import {
  type Effect,
  type FigureClaim,
  type Group,
  MAIN_INCIDENT,
  type PositionClaim,
} from '@wirebrief/claims';

import { type TollRange } from './briefing';
import { type Citer } from './citations';
import { type StrikingParty } from './claimants';
import { type FigureSeries, isCivilianGroup, type LiveFigure } from './figures';
import { groupBy } from './group-by';
import { type LiveClaim } from './live-claims';
import { boundsText, figureLabel, figureText } from './phrases';

export const isMain = (series: FigureSeries): boolean =>
  series.current.claim.incident.key === MAIN_INCIDENT.key;

/**
 * A figure by which the striking party accepts civilian harm: stands beside what others report, never merged. What it
 * gives in words that deny its part in the harm accepts nothing.
 */
export function isConceded(
  { current }: FigureSeries,
  party: StrikingParty,
  positions: readonly LiveClaim<PositionClaim>[],
): boolean {
  const { claim } = current;
  return (
    party.includes(claim.claimant) &&
    isCivilianGroup(claim) &&
    (claim.min ?? claim.max ?? 0) > 0 &&
    !positions.some((position) => position.claim.line === 'denies' && holds(position, current))
  );
}

/** Whether the figure stands in the very words of the position. */
const holds = (position: LiveClaim, { claim: { quote }, article, speaker }: LiveClaim): boolean =>
  position.article === article &&
  position.speaker === speaker &&
  position.claim.quote.start <= quote.start &&
  quote.end <= position.claim.quote.end;

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
    label: figureLabel({ effect, group }),
    min: bounds.min,
    max: bounds.isOpen ? null : bounds.max,
    value: rangeText(figures, bounds),
    disputed: contradict(figures),
    citations: citer.citeAll([
      ...endsFirst(members.map(({ current }) => current)),
      ...members.flatMap(({ reports }) => reports),
    ]),
  };
}

/** The same figures; those that a range rests on come first: its lowest, its highest, and who says "or more". */
export function endsFirst(figures: readonly LiveFigure[]): readonly LiveFigure[] {
  const { min, max, isOpen } = boundsOf(figures.map(({ claim }) => claim));
  const low = figures.find(({ claim }) =>
    min === null ? claim.min === null : (claim.min ?? claim.max ?? 0) === min,
  );
  const highest = figures.filter(({ claim }) => (claim.max ?? claim.min ?? 0) === max);
  const high = highest.find(({ claim }) => (claim.max === null) === isOpen) ?? highest[0];
  const ends = [low, high].filter((one) => one !== undefined);
  const open = [...ends, ...figures].filter(({ claim }) => claim.max === null).slice(0, 1);
  return [...new Set([...ends, ...open, ...figures])];
}

interface Bounds {
  /** Null where there is no lower end. */
  readonly min: number | null;
  readonly max: number;
  /** Some figure is "at least": there is no upper end. */
  readonly isOpen: boolean;
}

function boundsOf(figures: readonly Pick<FigureClaim, 'min' | 'max'>[]): Bounds {
  const hasLow = figures.some(({ min }) => min !== null);
  const isOpen = figures.some((figure) => figure.max === null);
  const max = Math.max(...figures.map((figure) => figure.max ?? figure.min ?? 0));
  // Beside other figures, "up to 5" stands at 5: the range must not leave it out.
  const min = Math.min(...figures.map((figure) => figure.min ?? figure.max ?? 0));
  // "Up to 5" beside 5 stays an upper end, as "5 or more" beside 5 stays a lower one.
  const isUpTo = min === max && !isOpen && figures.some((figure) => figure.min === null);
  return { min: hasLow && !isUpTo ? min : null, max, isOpen };
}

/** Where all say the same, their words: `about 10`, `dozens (24 or more)`. Else from the lowest to the highest. */
function rangeText(figures: readonly FigureClaim[], { min, max, isOpen }: Bounds): string {
  const [text, ...others] = new Set(figures.map(figureText));
  if (text !== undefined && others.length === 0) return text;
  if (!isOpen || min === max) return boundsText(min, isOpen ? null : max);
  return `${boundsText(min, max)} or more`;
}

/** Two figures contradict each other when no number fits both. */
function contradict(figures: readonly Pick<FigureClaim, 'min' | 'max'>[]): boolean {
  const lowestMax = Math.min(...figures.map(({ max }) => max ?? Infinity));
  const highestMin = Math.max(...figures.map(({ min }) => min ?? 0));
  return highestMin > lowestMax;
}
