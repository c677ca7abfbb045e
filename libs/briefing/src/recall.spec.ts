import { figure, StoryTimeline } from '@wirebrief/testing';

import { type Recall, standingOf } from './recall';

function recallAfterKill(updated?: string): Recall | null {
  const timeline = new StoryTimeline().article('A', { claims: [figure(10)] });
  timeline.issue();
  timeline.kill('A', { note: 'Wrong', ...(updated === undefined ? {} : { updated }) });
  const [edition] = timeline.state.editions;
  return edition === undefined ? null : standingOf(edition, timeline.state).recall;
}

describe('a recall for a kill', () => {
  it('is dated by when the kill was recorded, with the time of the outlet beside it', () => {
    const recall = recallAfterKill('2021-08-30T08:15:00Z');
    expect(recall).toMatchObject({ by: 'outlet', withdrawnAt: '2021-08-30T08:15:00Z' });
    expect(recall?.at).toMatch(/^2024-03-01T/);
  });

  it('has one time where the outlet tells none', () => {
    expect(recallAfterKill()).toMatchObject({ withdrawnAt: null });
  });
});
