import { claimant, figure, noneKnown, StoryTimeline } from '@wirebrief/testing';

import { type TollChart } from './briefing';

const COMMAND = claimant('Northern Command', 'body');
const STORY = { incident: { actor: 'Northern Command' } };

const at = (day: number, hour = 10) => ({
  updated: `2024-03-0${day}T${hour}:00:00Z`,
  published: '2024-03-01T06:00:00Z',
});
const chartOf = (timeline: StoryTimeline): TollChart | null =>
  timeline.compose().briefing.toll.chart;
const linesOf = (timeline: StoryTimeline): readonly string[] | undefined =>
  chartOf(timeline)?.rows.map(
    ({ claimant: name, steps }) =>
      `${name}: ${steps.map(({ date, value }) => `${value} on ${date.slice(-2)}`).join(', ')}`,
  );

/** One article a day, each with one figure. */
function daily(...figures: readonly ReturnType<typeof figure>[]): StoryTimeline {
  const timeline = new StoryTimeline({ story: STORY });
  figures.forEach((one, index) =>
    timeline.article(`S${index}`, { ...at(index + 1), claims: [one] }),
  );
  return timeline;
}

describe('the toll over time', () => {
  it('has a step where the figure of a claimant changes, with its bounds', () => {
    const timeline = daily(
      figure(9, { max: null, qualifier: 'at least', wording: 'at least 9' }),
      figure(10),
      figure(10),
      figure(8),
    );
    expect(linesOf(timeline)).toEqual(['relatives: 9 or more on 01, 10 on 02, 8 on 04']);
    expect(chartOf(timeline)).toMatchObject({ label: 'Civilians killed', omitted: 0 });
    expect(chartOf(timeline)?.rows[0]?.steps[0]).toMatchObject({
      ...{ date: '2024-03-01', min: 9, max: null, qualifier: 'at least' },
    });
  });

  it('keeps each claimant apart, and marks what the striking party accepts, last', () => {
    const timeline = daily(
      figure(3, { claimant: COMMAND }),
      figure(9),
      noneKnown(claimant('the ministry', 'body')),
      figure(10),
    );
    expect(linesOf(timeline)).toEqual([
      'relatives: 9 on 02, 10 on 04',
      'the ministry: 0 (none known) on 03',
      'Northern Command: 3 on 01',
    ]);
    expect(chartOf(timeline)?.rows.map(({ isConceded }) => isConceded)).toEqual([
      false,
      false,
      true,
    ]);
  });

  it('shows what an earlier revision of an article said', () => {
    const timeline = new StoryTimeline()
      .article('A', { ...at(1), claims: [figure(9)], seed: 'one' })
      .article('A', { ...at(3), claims: [figure(10)], seed: 'two' });
    expect(linesOf(timeline)).toEqual(['relatives: 9 on 01, 10 on 03']);
  });

  it('shows nothing of what an outlet has withdrawn', () => {
    const timeline = daily(figure(9), figure(10), figure(11)).kill('S1');
    expect(linesOf(timeline)).toEqual(['relatives: 9 on 01, 11 on 03']);
  });

  it('takes the last figure of a day, and of one article the one that it says most often', () => {
    const timeline = daily(figure(8))
      .article('B', { ...at(2, 11), claims: [figure(9, { words: 'nine, they said' })] })
      .article('C', {
        ...at(2, 12),
        claims: [
          figure(9, { words: 'nine, they said' }),
          figure(10, { words: 'ten, they said' }),
          figure(10, { words: 'ten, they said again' }),
        ],
      });
    expect(linesOf(timeline)).toEqual(['relatives: 8 on 01, 10 on 02']);
  });

  it('leaves out figures without a date, and is not drawn for fewer than two', () => {
    const timeline = new StoryTimeline()
      .article('A', { ...at(1), claims: [figure(9)] })
      .article('B', { claims: [figure(10, { claimant: COMMAND })] });
    expect(chartOf(timeline)).toBeNull();
  });

  it('speaks of people where nobody tells of civilians', () => {
    const timeline = daily(figure(9, { group: 'people' }), figure(10, { group: 'people' }));
    expect(chartOf(timeline)?.group).toBe('people');
  });

  it('has six claimants at most, those with most articles, and says how many it leaves out', () => {
    const names = ['Ayesha', 'Bilal', 'Camila', 'Dawud', 'Esther', 'Farid', 'Goran', 'Hana'];
    const by = names.map((name) => claimant(name, 'families'));
    const timeline = daily(...by.map((one) => figure(5, { claimant: one })));
    timeline.article('again', { ...at(9), claims: [figure(5, { claimant: by[0] ?? null })] });
    const chart = chartOf(timeline);
    expect(chart?.omitted).toBe(2);
    expect(chart?.rows.map((row) => row.claimant)).toEqual([
      ...['Ayesha', 'Dawud', 'Esther', 'Farid', 'Goran', 'Hana'],
    ]);
  });
});
