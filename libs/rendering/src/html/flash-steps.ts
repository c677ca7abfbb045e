import {
  type Briefing,
  type Change,
  type Citation,
  hasChanged,
  isAccepted,
  type KeyFigure,
} from '@wirebrief/briefing';

/** How much of a briefing a flash prints. */
export interface FlashStep {
  readonly highlights: number;
  readonly keyFigures: number;
  readonly changes: number;
  /** How much stands of each source that is cited: its outlet, its headline and time too, its words too. */
  readonly sources: 'outlets' | 'headlines' | 'words';
  /** Citations after one figure or change; as many more as it has values. A highlight names its claimants and keeps all. */
  readonly citations: number;
  /** Characters of one text; a longer one ends after a word, with `…`. */
  readonly characters: number;
}

/** Less with each step, until it fits its page. docs/templates.md says the rules. */
export const FLASH_STEPS: readonly [FlashStep, ...FlashStep[]] = [
  step(8, 9, 8, 'words', Infinity, Infinity),
  step(8, 9, 8, 'headlines', Infinity, Infinity),
  step(8, 9, 8, 'headlines', 2, Infinity),
  step(6, 6, 6, 'headlines', 2, Infinity),
  step(6, 6, 6, 'headlines', 1, Infinity),
  step(5, 6, 5, 'headlines', 1, Infinity),
  step(5, 6, 4, 'headlines', 1, Infinity),
  step(4, 6, 4, 'headlines', 1, Infinity),
  step(4, 6, 3, 'headlines', 1, Infinity),
  step(3, 6, 3, 'headlines', 1, Infinity),
  step(3, 3, 2, 'headlines', 1, Infinity),
  step(2, 3, 1, 'headlines', 1, 300),
  step(2, 3, 1, 'outlets', 1, 300),
  step(2, 3, 1, 'outlets', 1, 180),
  step(2, 3, 1, 'outlets', 1, 110),
  step(1, 3, 1, 'outlets', 1, 110),
  step(1, 2, 1, 'outlets', 1, 110),
  step(1, 2, 1, 'outlets', 1, 60),
  step(1, 2, 1, 'outlets', 1, 40),
];

function step(
  ...[highlights, keyFigures, changes, sources, citations, characters]: [
    number,
    number,
    number,
    FlashStep['sources'],
    number,
    number,
  ]
): FlashStep {
  return { highlights, keyFigures, changes, sources, citations, characters };
}

/** What a flash leaves to the full edition. */
export interface FlashRest {
  /** How much stands of each source. */
  readonly sources: FlashStep['sources'];
  /** Numbers of what is not printed. */
  readonly highlights: number;
  readonly keyFigures: number;
  readonly changes: number;
}

export function restOf({ highlights, keyFigures, changes }: Briefing, step: FlashStep): FlashRest {
  return {
    sources: step.sources,
    highlights: Math.max(0, highlights.length - step.highlights),
    keyFigures: Math.max(0, keyFigures.length - step.keyFigures),
    changes: Math.max(0, changes.entries.length - step.changes),
  };
}

export function shortened(briefing: Briefing, step: FlashStep): Briefing {
  const cut = (text: string): string => shortText(text, step.characters);
  const cited = <T extends Cited>(item: T, values: number): T => ({
    ...item,
    citations: item.citations.slice(0, Math.max(values, step.citations)),
  });
  const { story, highlights, keyFigures, changes, sources } = briefing;
  return {
    ...briefing,
    story: { ...story, title: cut(story.title) },
    highlights: highlights
      .slice(0, step.highlights)
      .map((one) => ({ ...one, text: cut(one.text) })),
    keyFigures: weightiest(keyFigures, step.keyFigures, weightOf).map((one) => ({
      ...cited(one, valuesOf(one)),
      label: cut(one.label),
      value: cut(one.value),
      change: cut(one.change),
      caveat: cut(one.caveat),
    })),
    changes: {
      ...changes,
      entries: weightiest(changes.entries, step.changes, isOneValue).map((one) => ({
        ...cited(one, one.isList === true ? Infinity : 1),
        subject: cut(one.subject),
        from: one.from === null ? null : cut(one.from),
        to: one.to === null ? null : cut(one.to),
        why: cut(one.why),
      })),
    },
    sources: sources.map((one) => ({
      ...one,
      outlet: cut(one.outlet),
      headline: cut(one.headline),
    })),
  };
}

interface Cited {
  readonly citations: readonly Citation[];
}

/** So many of the items, in their order: those that weigh most, and of these the first. */
function weightiest<T>(
  items: readonly T[],
  count: number,
  weigh: (item: T) => number,
): readonly T[] {
  const kept = new Set(items.toSorted((a, b) => weigh(b) - weigh(a)).slice(0, count));
  return items.filter((item) => kept.has(item));
}

/** What changed since the edition before is dropped last, and before it what the striking party accepts. */
const weightOf = (figure: KeyFigure): number =>
  2 * Number(hasChanged(figure)) + Number(isAccepted(figure));

/** A list of views needs a citation for each of them. */
const isOneValue = ({ isList }: Change): number => Number(isList !== true);

/** How many of its citations a figure needs: each end of a range has one, what is open above may have a third. */
function valuesOf(figure: KeyFigure): number {
  if (isAccepted(figure)) return Infinity;
  if (!figure.value.includes('–')) return 1;
  return /\d$/.test(figure.value) ? 2 : 3;
}

/** Ends after a whole word where there is one in the second half; never inside a character of two units. */
function shortText(text: string, characters: number): string {
  if (text.length <= characters) return text;
  const start = text
    .slice(0, characters - 1)
    .replace(/[\ud800-\udbff]$/, '')
    .trimEnd();
  const space = start.lastIndexOf(' ');
  return `${space > start.length / 2 ? start.slice(0, space).trimEnd() : start}…`;
}
