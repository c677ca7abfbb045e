import {
  type PositionChart,
  type PositionChartRow,
  type PositionMoment,
} from '@wirebrief/briefing';

import { dayScale, hasDay, round } from './day-scale';

/** How a stretch of time is filled, so that a bar tells its line in black and white. */
type Fill = 'plain' | 'hatched' | 'solid' | 'striped';
type Line = PositionMoment['lines'][number];

/** Official positions over time, in view box units: a bar for each body, and the days below. */
export interface PositionChartView extends Omit<PositionChart, 'rows'> {
  readonly width: number;
  readonly rows: readonly PositionBar[];
  /** ISO dates. */
  readonly firstDay: string;
  readonly lastDay: string;
  /** The fills in use, in the order from defending to making good. */
  readonly legend: readonly Swatch[];
}

export interface PositionBar extends PositionChartRow {
  readonly height: number;
  readonly stretches: readonly Stretch[];
}

interface Stretch {
  readonly fill: Fill;
  /** Its outline, and the lines inside. */
  readonly outline: string;
}

interface Swatch extends Stretch {
  readonly width: number;
  readonly height: number;
}

interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const FILL_OF: Readonly<Record<Line, Fill | null>> = {
  defends: 'plain',
  denies: 'plain',
  investigates: 'hatched',
  concedes: 'solid',
  apologises: 'solid',
  compensates: 'striped',
  disciplines: 'striped',
  states: null,
};
const FILLS: readonly Fill[] = ['plain', 'hatched', 'solid', 'striped'];

// Half of the width of a page, beside the names.
const WIDTH = 300;
const FIRST_DAY = 1;
// What stands last runs on.
const LAST_DAY = 275;
const RIGHT = 299;
const TOP = 1;
const BAR = 16;
/** Narrower ones, of moments close to each other, could not be told apart. */
const LEAST = 4;
const SWATCH = { width: 46, height: 14 };

/** Time runs with the text. Null where there is nothing to draw. */
export function positionChartView(
  chart: PositionChart | null,
  direction: 'ltr' | 'rtl',
): PositionChartView | null {
  const rows = (chart?.rows ?? []).flatMap(({ body, moments }) => {
    const drawn = moments.filter((moment) => hasDay(moment) && fillsOf(moment).length > 0);
    return drawn.length === 0 ? [] : [{ body, moments: drawn }];
  });
  const moments = rows.flatMap((row) => row.moments);
  if (chart === null || moments.length === 0) return null;
  const days = [...new Set(moments.map(({ date }) => date))].sort();
  const x = dayScale(days, FIRST_DAY, LAST_DAY);
  const used = new Set(moments.flatMap(fillsOf));
  return {
    omitted: chart.omitted,
    width: WIDTH,
    rows: rows.map((row) => ({
      ...row,
      height: BAR + 2 * TOP,
      stretches: stretchesOf(
        row.moments.map((moment) => [x(moment.date), fillsOf(moment)]),
        direction,
      ),
    })),
    firstDay: days[0] ?? '',
    lastDay: days.at(-1) ?? '',
    legend: FILLS.filter((fill) => used.has(fill)).map(swatchOf),
  };
}

function fillsOf({ lines }: PositionMoment): readonly Fill[] {
  return FILLS.filter((fill) => lines.some((line) => FILL_OF[line] === fill));
}

/** Lines that a body holds at the same time share the height of its bar, the earlier of `FILLS` above. */
function stretchesOf(
  moments: readonly (readonly [x: number, fills: readonly Fill[]])[],
  direction: 'ltr' | 'rtl',
): readonly Stretch[] {
  const starts: number[] = [];
  moments.forEach(([x], index) => {
    const latest = RIGHT - LEAST * (moments.length - index);
    starts.push(Math.min(Math.max(x, (starts.at(-1) ?? -Infinity) + LEAST), latest));
  });
  return moments.flatMap(([, fills], index) => {
    const x = starts[index] ?? 0;
    const width = (starts[index + 1] ?? RIGHT) - x;
    const left = direction === 'ltr' ? x : WIDTH - x - width;
    const height = BAR / fills.length;
    return fills.map((fill, at) => ({
      fill,
      outline: pathOf({ x: left, y: TOP + at * height, width, height }, fill),
    }));
  });
}

function swatchOf(fill: Fill): Swatch {
  const { width, height } = SWATCH;
  const place = { x: 1, y: 1, width: width - 2, height: height - 2 };
  return { width, height, fill, outline: pathOf(place, fill) };
}

function pathOf(place: Rectangle, fill: Fill): string {
  const [x, y, width, height] = [place.x, place.y, place.width, place.height].map(round);
  const outline = `M${x} ${y}h${width}v${height}h-${width}Z`;
  if (fill === 'hatched') return outline + hatching(place);
  return fill === 'striped' ? outline + stripes(place) : outline;
}

const HATCHING = 5;
const STRIPES = 4;

/** Rising lines; where they begin depends on the page and not on the rectangle, so that neighbours join. */
function hatching({ x, y, width, height }: Rectangle): string {
  const [right, foot] = [x + width, y + height];
  let path = '';
  // A rising line is where x + y is the same.
  for (
    let sum = (Math.floor((x + y) / HATCHING) + 1) * HATCHING;
    sum < right + foot;
    sum += HATCHING
  ) {
    const [from, to] = [Math.max(x, sum - foot), Math.min(right, sum - y)];
    path += `M${round(from)} ${round(sum - from)}L${round(to)} ${round(sum - to)}`;
  }
  return path;
}

function stripes({ x, y, width, height }: Rectangle): string {
  let path = '';
  for (let at = x + STRIPES; at < x + width - 1; at += STRIPES)
    path += `M${round(at)} ${round(y)}V${round(y + height)}`;
  return path;
}
