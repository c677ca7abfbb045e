import { type PositionChart, type PositionMoment } from '@wirebrief/briefing';

import { positionChartView } from './position-chart';

type Lines = PositionMoment['lines'];

const moment = (day: string, ...lines: Lines): PositionMoment => ({
  ...{ date: `2024-03-${day}`, lines, text: lines.join(' and ') },
});
const chart = (...rows: readonly (readonly PositionMoment[])[]): PositionChart => ({
  rows: rows.map((moments, at) => ({ body: `B${at}`, moments })),
  omitted: 0,
});
/** Left, top, width and height. */
const placeOf = (outline: string): readonly number[] =>
  (/^M([\d.]+) ([\d.]+)h([\d.]+)v([\d.]+)/.exec(outline) ?? []).slice(1).map(Number);
/** Fill and place of each stretch of a bar. */
const stretchesOf = (view: ReturnType<typeof positionChartView>, row = 0) =>
  view?.rows[row]?.stretches.map(({ fill, outline }) => [fill, ...placeOf(outline)]);

it('draws nothing of nothing', () => {
  expect(positionChartView(null, 'ltr')).toBeNull();
  expect(positionChartView(chart(), 'ltr')).toBeNull();
  expect(positionChartView(chart([moment('xx', 'defends')]), 'ltr')).toBeNull();
});

it('fills the time from one moment to the next by line, and the last one to the end', () => {
  const view = positionChartView(
    chart([moment('01', 'denies'), moment('11', 'investigates')], [moment('21', 'concedes')]),
    'ltr',
  );
  expect(stretchesOf(view)).toEqual([
    ['plain', 1, 1, 137, 16],
    ['hatched', 138, 1, 161, 16],
  ]);
  expect(stretchesOf(view, 1)).toEqual([['solid', 275, 1, 24, 16]]);
  expect(view).toMatchObject({ firstDay: '2024-03-01', lastDay: '2024-03-21' });
});

it('gives lines of one day each a part of the height, and lines of one kind one', () => {
  const both = moment('01', 'defends', 'investigates');
  const view = positionChartView(
    chart([both], [moment('02', 'concedes', 'apologises', 'compensates')]),
    'ltr',
  );
  expect(stretchesOf(view)?.map(([fill, , y, , height]) => [fill, y, height])).toEqual([
    ['plain', 1, 8],
    ['hatched', 9, 8],
  ]);
  expect(stretchesOf(view, 1)?.map(([fill]) => fill)).toEqual(['solid', 'striped']);
});

it('explains those fills that are there', () => {
  const view = positionChartView(
    chart([moment('01', 'compensates'), moment('03', 'defends')]),
    'ltr',
  );
  expect(view?.legend.map(({ fill }) => fill)).toEqual(['plain', 'striped']);
});

it('keeps moments apart that are close to each other, inside the bar', () => {
  const days = Array.from({ length: 8 }, (_, at) =>
    moment(`0${at + 1}`, at % 2 === 0 ? 'defends' : 'investigates'),
  );
  for (const first of ['2004-03-01', '2044-03-01']) {
    const far = { ...moment('01', 'concedes'), date: first };
    const stretches = stretchesOf(positionChartView(chart(days, [far]), 'ltr')) ?? [];
    const places = stretches.map(([, x, , width]) => [Number(x), Number(width)] as const);
    expect(places).toHaveLength(8);
    for (const [x, width] of places) {
      expect(width).toBeGreaterThanOrEqual(4);
      expect(x + width).toBeLessThanOrEqual(299);
    }
  }
});

it('keeps the lines of a fill inside of it', () => {
  const view = positionChartView(
    chart([moment('01', 'investigates', 'disciplines'), moment('09', 'investigates')]),
    'ltr',
  );
  for (const { outline } of view?.rows[0]?.stretches ?? []) {
    const inside = [...outline.matchAll(/[ML]([\d.]+) ([\d.]+)/g)].slice(1);
    expect(inside).not.toEqual([]);
    const [left = NaN, top = NaN, width = NaN, height = NaN] = placeOf(outline);
    const isOutside = ([, x, y]: readonly (string | undefined)[]): boolean =>
      Math.abs(Number(x) - left - width / 2) > width / 2 + 0.1 ||
      Math.abs(Number(y) - top - height / 2) > height / 2 + 0.1;
    expect(inside.filter(isOutside)).toEqual([]);
  }
});

it('runs from right to left in a document that does', () => {
  const rows = chart([moment('01', 'denies'), moment('11', 'investigates')]);
  expect(stretchesOf(positionChartView(rows, 'rtl'))).toEqual([
    ['plain', 25, 1, 274, 16],
    ['hatched', 1, 1, 24, 16],
  ]);
});
