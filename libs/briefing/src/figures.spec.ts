import { claimant, figure, StoryTimeline } from '@wirebrief/testing';

import { type FigureSeries } from './figures';
import { readClaims } from './reading';

const MEDIC = { claimant: claimant('a medic') };

const seriesOf = ({ state }: StoryTimeline, by: string): FigureSeries | undefined =>
  readClaims(state).mainSeries.find(({ label }) => label === by);

describe('what a claimant says', () => {
  const told = (): StoryTimeline =>
    new StoryTimeline().article('A', { version: 1, claims: [figure(9)] });

  it('is read once, as long as the claims are the same', () => {
    const timeline = told();
    const before = seriesOf(timeline, 'relatives');
    timeline.article('B', { claims: [figure(4, MEDIC)] });
    expect(before).toBeDefined();
    expect(seriesOf(timeline, 'relatives')).toBe(before);
  });

  it('is read again with one claim more, and with one less', () => {
    const timeline = told();
    timeline.article('B', { updated: '2024-03-09T10:00:00Z', claims: [figure(12)] });
    expect(seriesOf(timeline, 'relatives')).toMatchObject({ current: { claim: { min: 12 } } });
    timeline.kill('B', { version: 2 });
    expect(seriesOf(timeline, 'relatives')).toMatchObject({
      current: { claim: { min: 9 } },
      past: [],
    });
  });
});
