import { claimant, position, StoryTimeline } from '@wirebrief/testing';

import { type PositionChart } from './briefing';

const COMMAND = claimant('Northern Command', 'body');
const MINISTRY = claimant('the ministry', 'body');

const at = (day: number) => ({
  updated: `2024-03-${String(day).padStart(2, '0')}T10:00:00Z`,
  published: '2024-03-01T06:00:00Z',
});
const chartOf = (timeline: StoryTimeline): PositionChart | null =>
  timeline.compose().briefing.strike.chart;
const linesOf = (timeline: StoryTimeline): readonly string[] | undefined =>
  chartOf(timeline)?.rows.map(
    ({ body, moments }) =>
      `${body}: ${moments.map(({ date, lines }) => `${lines.join('+')} on ${date.slice(-2)}`).join(', ')}`,
  );

/** One article a day, each with its positions. */
function daily(...days: readonly (readonly ReturnType<typeof position>[])[]): StoryTimeline {
  const timeline = new StoryTimeline();
  days.forEach((claims, index) => timeline.article(`S${index}`, { ...at(index + 1), claims }));
  return timeline;
}

describe('official positions over time', () => {
  it('have a moment where a body takes a line that it did not hold', () => {
    const timeline = daily(
      [position('defends', COMMAND)],
      [position('defends', COMMAND)],
      [position('concedes', COMMAND), position('apologises', COMMAND)],
    );
    expect(linesOf(timeline)).toEqual([
      'Northern Command: defends on 01, concedes+apologises on 03',
    ]);
    expect(chartOf(timeline)?.rows[0]?.moments[1]?.text).toBe(
      'accepted that harm was done and apologised',
    );
  });

  it('keep beside a new line those that are said again on the same day, and no others', () => {
    const timeline = daily(
      [position('defends', COMMAND), position('denies', COMMAND)],
      [position('defends', COMMAND), position('investigates', COMMAND)],
      [position('investigates', COMMAND)],
    );
    expect(linesOf(timeline)).toEqual([
      'Northern Command: defends+denies on 01, defends+investigates on 02',
    ]);
  });

  it('put lines of a spokesman under the body', () => {
    const spokesman = claimant('Northern Command spokesman Lee Roe', 'official');
    const timeline = daily([position('denies', COMMAND)], [position('concedes', spokesman)]);
    expect(linesOf(timeline)).toEqual(['Northern Command: denies on 01, concedes on 02']);
  });

  it('stand on the day on which they were said, where an article tells it', () => {
    const timeline = daily([
      position('concedes', COMMAND),
      position('denies', MINISTRY, { saidOn: '2024-02-20' }),
    ]);
    expect(linesOf(timeline)).toEqual([
      'The ministry: denies on 20',
      'Northern Command: concedes on 01',
    ]);
  });

  it('leave out unnamed officials, what is no line, and what has no date', () => {
    const timeline = daily(
      [position('defends', COMMAND), position('states', MINISTRY)],
      [position('investigates', claimant('two officials', 'unnamed official'))],
    ).article('undated', { claims: [position('concedes', COMMAND)] });
    expect(chartOf(timeline)).toBeNull();
  });

  it('are no picture of a single moment', () => {
    expect(chartOf(daily([position('defends', COMMAND)]))).toBeNull();
    expect(chartOf(daily())).toBeNull();
  });

  it('show the eight that moved most, and count the others', () => {
    const bodies = Array.from({ length: 11 }, (_, index) =>
      claimant(`Body ${index} of Doe`, 'body'),
    );
    const timeline = daily(
      bodies.map((body) => position('defends', body)),
      bodies.slice(3).map((body) => position('concedes', body)),
    );
    const chart = chartOf(timeline);
    expect(chart?.rows.map(({ body }) => body)).toEqual(bodies.slice(3).map(({ name }) => name));
    expect(chart?.omitted).toBe(3);
  });

  it('show the newest moments of a body that moves often', () => {
    const lines = ['defends', 'investigates', 'concedes'] as const;
    const days = Array.from({ length: 12 }, (_, day) => [
      position(lines[day % 3] ?? 'defends', COMMAND, { words: `said on day ${day}` }),
    ]);
    const moments = chartOf(daily(...days))?.rows[0]?.moments;
    expect(moments).toHaveLength(8);
    expect(moments?.at(-1)).toMatchObject({ date: '2024-03-12', lines: ['concedes'] });
  });
});
