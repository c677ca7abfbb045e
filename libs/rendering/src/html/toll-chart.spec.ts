import { type TollChart, type TollChartStep } from '@wirebrief/briefing';

import { tollChartView } from './toll-chart';

const step = (date: string, min: number | null, max = min): TollChartStep => ({
  ...{ date: `2024-03-${date}`, min, max, qualifier: 'exact' },
  value: String(min ?? max),
});
const chart = (...rows: readonly (readonly TollChartStep[])[]): TollChart => ({
  ...{ effect: 'killed', group: 'civilians', label: 'Civilians killed', omitted: 0 },
  rows: rows.map((steps, at) => ({ claimant: `C${at}`, isConceded: at === 1, steps })),
});
const stripsOf = (...rows: readonly (readonly TollChartStep[])[]) =>
  tollChartView(chart(...rows), 'ltr')?.rows ?? [];

it('draws nothing of nothing', () => {
  expect(tollChartView(null, 'ltr')).toBeNull();
  expect(tollChartView(chart(), 'ltr')).toBeNull();
  expect(tollChartView(chart([step('xx', 1), step('99', 2)]), 'ltr')).toBeNull();
});

it('places days by the time between them, and numbers on one scale for all strips', () => {
  const [first, second] = stripsOf([step('01', 0), step('11', 10)], [step('06', 5)]);
  expect(first?.steps.map(({ x }) => x)).toEqual([6, 300]);
  expect(second?.steps[0]?.x).toBe(153);
  const heights = [...(first?.steps ?? []), ...(second?.steps ?? [])].map(
    ({ y }, at) => (at < 2 ? (first?.foot ?? 0) : (second?.foot ?? 0)) - y,
  );
  expect(heights).toEqual([0, 28, 14]);
});

it('runs a figure on to the next of the same claimant, and the last one to the edge', () => {
  const [strip] = stripsOf([step('01', 2), step('11', 10)]);
  expect(strip?.steps.map(({ end }) => end)).toEqual([300, 394]);
  expect(strip?.steps.map(({ riser }) => riser)).toEqual([null, strip?.steps[0]?.y]);
});

it('draws the bounds: a band between two, to the top with an arrow where it is open, from 0 for "up to"', () => {
  const [strip] = stripsOf([
    step('01', 4, 8),
    step('10', 4, null),
    step('20', null, 8),
    step('29', 8),
  ]);
  const { top = 0, foot = 0, steps = [] } = strip ?? {};
  expect(steps.map(({ band }) => band && [band.y, band.y + band.height])).toEqual([
    [foot - 28, foot - 14],
    [top, foot - 14],
    [foot - 28, foot],
    null,
  ]);
  expect(steps.map(({ ceiling }) => ceiling)).toEqual([foot - 28, null, null, null]);
  expect(steps.map(({ arrow }) => arrow !== null)).toEqual([false, true, false, false]);
});

it('marks accepted figures by a shape of their own', () => {
  const strips = stripsOf([step('01', 4)], [step('02', 4)]);
  expect(strips.map(({ steps }) => steps[0]?.diamond !== null)).toEqual([false, true]);
});

it('lets no words run into others, nor out of the picture', () => {
  const long = (date: string): TollChartStep => ({
    ...step(date, 24),
    value: 'dozens (24 or more)',
  });
  const [strip] = stripsOf([long('01'), long('02'), step('03', 30), long('28'), long('29')]);
  const boxes = (strip?.steps ?? []).map(({ value, label }) => ({
    ...{ from: label.x, to: label.x + value.length * 8.8, y: label.y },
  }));
  for (const [at, box] of boxes.entries()) {
    expect(box.from).toBeGreaterThanOrEqual(0);
    expect(box.to).toBeLessThanOrEqual(400.1);
    expect(box.y).toBeGreaterThan(10);
    const clashes = boxes.filter(
      (other, index) =>
        index !== at && other.y === box.y && other.from < box.to && box.from < other.to,
    );
    expect(clashes).toEqual([]);
  }
});

it.each([1, 30, 53, 54, 300])('finds a place for words of %d characters', (length) => {
  const steps = ['01', '02', '29'].map((day) => ({ ...step(day, 5), value: 'x'.repeat(length) }));
  const labels = stripsOf(steps)[0]?.steps.map(({ label }) => label) ?? [];
  expect(labels).toHaveLength(3);
  for (const { x, text } of labels) expect(x + text.length * 8.8).toBeLessThanOrEqual(400.1);
});

it('names the first day and the last, and those between that leave room', () => {
  const days = ['01', '02', '14', '28', '29'].map((day, at) => step(day, at));
  const ticks = tollChartView(chart(days), 'ltr')?.axis.ticks ?? [];
  expect(ticks.map(({ date }) => date.slice(-2))).toEqual(['01', '29']);
  const even = ['01', '03', '30'].map((day, at) => step(day, at));
  expect(tollChartView(chart(even), 'ltr')?.axis.ticks).toHaveLength(2);
  expect(tollChartView(chart([step('01', 1)], [step('01', 2)]), 'ltr')?.axis.ticks).toHaveLength(1);
});

it('runs from right to left where the text does', () => {
  const claims = [step('01', 4, 8), step('06', 4, null), step('11', 5)];
  const view = tollChartView(chart([step('01', 1)], claims), 'rtl');
  const strip = view?.rows[1];
  expect(strip?.steps.map(({ x, end }) => [x, end])).toEqual([
    [394, 247],
    [247, 100],
    [100, 6],
  ]);
  expect(strip?.steps[0]?.band).toMatchObject({ x: 247, width: 147 });
  expect(strip?.steps[1]?.arrow).toMatch(/^M235 /);
  expect(strip?.steps[2]?.diamond).toMatch(/^M95 .*L105 /);
  expect(strip?.steps.map(({ label }) => label.x)).toEqual([397.6, 250.6, 103.6]);
  expect(view?.axis.ticks.map(({ x }) => x)).toEqual([394, 100]);
  expect(strip?.days).toEqual([394, 100]);
});
