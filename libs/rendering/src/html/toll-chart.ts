import { type TollChart, type TollChartRow, type TollChartStep } from '@wirebrief/briefing';

import { type DayScale, dayScale, hasDay, round } from './day-scale';

/** The toll over time as drawings of one scale, in view box units: a strip for each claimant, and the days below. */
export interface TollChartView extends Omit<TollChart, 'rows'> {
  readonly width: number;
  readonly rows: readonly TollStrip[];
  readonly axis: { readonly height: number; readonly ticks: readonly Tick[] };
}

export interface TollStrip extends Omit<TollChartRow, 'steps'> {
  readonly height: number;
  /** Upper and lower end of what is drawn below the words. */
  readonly top: number;
  readonly foot: number;
  readonly days: readonly number[];
  readonly steps: readonly DrawnStep[];
}

export interface DrawnStep extends TollChartStep {
  readonly x: number;
  readonly y: number;
  readonly end: number;
  /** From the step before; null for the first. */
  readonly riser: number | null;
  /** What lies between the bounds; the upper end of the strip stands for an open one. */
  readonly band: Band | null;
  /** The upper bound, where the band has one beside `y`. */
  readonly ceiling: number | null;
  /** Path of the arrow of "or more". */
  readonly arrow: string | null;
  /** Path of the mark of an accepted figure. */
  readonly diamond: string | null;
  readonly isInexact: boolean;
  readonly isNone: boolean;
  readonly label: {
    readonly text: string;
    readonly x: number;
    readonly y: number;
    readonly foot: number;
  };
}

interface Band {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

interface Tick {
  readonly date: string;
  readonly x: number;
  readonly anchor: 'start' | 'middle';
}

const WIDTH = 400;
const FIRST_DAY = 6;
// What stands last runs on, with room for its words.
const LAST_DAY = 300;
const RIGHT = 394;
/** A line of words is this high, and a character of digits and small letters at most this wide, on narrow screens too. */
const LINE = 19;
const CHARACTER = 8.8;
const PLOT = 38;
const HEADROOM = 10;
const MARK = 3.6;
const FOOT = 5;
const DAY_WORDS = 154;

/** Time runs with the text, and words begin where the text around them does. Null where there is nothing to draw. */
export function tollChartView(
  chart: TollChart | null,
  direction: 'ltr' | 'rtl',
): TollChartView | null {
  const rows = (chart?.rows ?? [])
    .map((row) => ({ ...row, steps: row.steps.filter(hasDay) }))
    .filter((row) => row.steps.length > 0);
  const steps = rows.flatMap((row) => row.steps);
  if (chart === null || steps.length === 0) return null;
  const days = [...new Set(steps.map(({ date }) => date))].sort();
  const x = dayScale(days, FIRST_DAY, LAST_DAY);
  const ticks = ticksOf(days, x);
  const most = Math.max(1, ...steps.map(({ min, max }) => max ?? min ?? 0));
  const scale: Scale = {
    x,
    at: (far) => (direction === 'ltr' ? far : round(WIDTH - far)),
    up: (value) => ((PLOT - HEADROOM) * value) / most,
  };
  const ticksThere = ticks.map((tick) => ({ ...tick, x: scale.at(tick.x) }));
  return {
    ...chart,
    width: WIDTH,
    rows: rows.map((row) => stripOf(row, scale, ticksThere)),
    axis: { height: 24, ticks: ticksThere },
  };
}

interface Scale {
  /** How far a day lies from where time begins. */
  readonly x: DayScale;
  /** Where that is in the picture. */
  readonly at: (far: number) => number;
  /** Height above the foot of a strip. */
  readonly up: (value: number) => number;
}

/** The first day and the last, and those between with room for their words. */
function ticksOf(days: readonly string[], x: DayScale): readonly Tick[] {
  const last = days.at(-1);
  const ticks: Tick[] = [];
  let free = -Infinity;
  for (const date of days) {
    const isLast = date === last;
    const anchor = ticks.length === 0 ? 'start' : 'middle';
    const from = anchor === 'start' ? x(date) : x(date) - DAY_WORDS / 2;
    const to = from + DAY_WORDS;
    const leavesRoom = isLast || to <= x(last ?? date) - DAY_WORDS / 2;
    if (ticks.length > 0 && (from < free || !leavesRoom)) continue;
    ticks.push({ date, x: x(date), anchor });
    free = to;
  }
  return ticks;
}

function stripOf(row: TollChartRow, scale: Scale, ticks: readonly Tick[]): TollStrip {
  const labels = placedLabels(
    row.steps.map((step) => ({ text: labelText(step), x: scale.x(step.date) })),
  );
  const lines = Math.max(...labels.map(({ line }) => line)) + 1;
  const top = lines * LINE + 3;
  const foot = top + PLOT;
  const levels = row.steps.map(({ min, max }) => round(foot - scale.up(min ?? max ?? 0)));
  const steps = row.steps.map((step, index): DrawnStep => {
    const x = scale.x(step.date);
    const y = levels[index] ?? foot;
    const next = row.steps[index + 1];
    const end = next === undefined ? RIGHT : scale.x(next.date);
    const { x: labelX, line } = labels[index] ?? { x, line: 0 };
    const labelY = top - line * LINE - 6;
    return {
      ...step,
      ...{ x: scale.at(x), y, end: scale.at(end), riser: levels[index - 1] ?? null },
      ...boundsOf(step, { x, y, end, top, foot }, scale),
      diamond: row.isConceded ? diamondAt(scale.at(x), y) : null,
      isInexact: ['about', 'vague'].includes(step.qualifier),
      isNone: step.qualifier === 'none known',
      label: { text: labelText(step), x: scale.at(labelX), y: labelY, foot: labelY + 4 },
    };
  });
  return { ...row, height: foot + FOOT, top, foot, days: ticks.map(({ x }) => x), steps };
}

interface Place {
  readonly x: number;
  readonly y: number;
  readonly end: number;
  readonly top: number;
  readonly foot: number;
}

function boundsOf(
  { min, max }: TollChartStep,
  { x, y, end, top, foot }: Place,
  scale: Scale,
): Pick<DrawnStep, 'band' | 'ceiling' | 'arrow'> {
  if (min !== null && min === max) return { band: null, ceiling: null, arrow: null };
  const upper = max === null ? top : round(foot - scale.up(max));
  const lower = min === null ? foot : y;
  return {
    band: {
      ...{ x: Math.min(scale.at(x), scale.at(end)), y: upper },
      ...{ width: round(end - x), height: round(lower - upper) },
    },
    ceiling: min !== null && max !== null ? upper : null,
    arrow: max === null ? arrowAt(scale.at(round(x + Math.min(12, (end - x) / 2))), y, top) : null,
  };
}

const arrowAt = (x: number, from: number, to: number): string =>
  `M${x} ${from}V${to}M${round(x - 3.5)} ${to + 4}L${x} ${to}L${round(x + 3.5)} ${to + 4}`;

function diamondAt(x: number, y: number): string {
  const r = MARK + 1.4;
  return `M${round(x - r)} ${y}L${x} ${round(y - r)}L${round(x + r)} ${y}L${x} ${round(y + r)}Z`;
}

const MOST_CHARACTERS = Math.floor(WIDTH / CHARACTER);

/** The whole of longer words stands in the tables. */
const labelText = ({ value }: TollChartStep): string =>
  value.length <= MOST_CHARACTERS ? value : `${value.slice(0, MOST_CHARACTERS - 1)}…`;

interface PlacedLabel {
  readonly x: number;
  readonly line: number;
}

/** Words begin at their mark; those that would run into what comes later stand a line higher. */
function placedLabels(
  steps: readonly { readonly x: number; readonly text: string }[],
): readonly PlacedLabel[] {
  const placed: (PlacedLabel & { readonly mark: number })[] = [];
  for (const { x: mark, text } of steps.toReversed()) {
    const width = text.length * CHARACTER;
    const x = round(Math.max(0, Math.min(mark - MARK, WIDTH - width)));
    const isFree = (line: number): boolean =>
      placed.every((later) => {
        // What stands higher has its leader at its mark, through all lines below.
        if (later.line < line) return true;
        return x + width <= (later.line === line ? later.x - 6 : later.mark - 4);
      });
    let line = 0;
    while (!isFree(line)) line += 1;
    placed.push({ x, line, mark });
  }
  return placed.toReversed().map(({ x, line }) => ({ x, line }));
}
