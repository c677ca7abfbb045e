import { fold } from '@wirebrief/kernel';
import { figure, StoryTimeline } from '@wirebrief/testing';

import { killedSince, publishedBy, withKills } from './as-of';
import { articlesOf, evolveStory, initialStoryState, type StoryFact } from './story-state';

const at = (facts: readonly StoryFact[], instant: string) =>
  fold(evolveStory, initialStoryState, publishedBy(facts, instant));

const headlines = (facts: readonly StoryFact[], instant: string): readonly string[] =>
  articlesOf(at(facts, instant)).map(({ revision }) => revision.headline);

describe('a story as published by an instant', () => {
  it('holds what was out, in the order of publication, whenever it was recorded', () => {
    const { facts } = new StoryTimeline()
      .article('B', { headline: 'second', published: '2024-01-02T08:00:00Z' })
      .article('A', { headline: 'first', published: '2024-01-01T08:00:00Z' })
      .article('C', { headline: 'third', published: '2024-01-03T08:00:00Z' });
    expect(headlines(facts, '2024-01-02T09:00:00Z')).toEqual(['first', 'second']);
    expect(at(facts, '2024-01-02T09:00:00Z').firstAt).toBe('2024-01-01T08:00:00Z');
  });

  it('holds the version of then, also one that came late, with what was found in it', () => {
    const { facts, state } = new StoryTimeline().article('A', {
      headline: 'newer',
      version: 2,
      updated: '2024-01-03T08:00:00Z',
      claims: [figure(10)],
    });
    const late = new StoryTimeline()
      .article('A', { headline: 'newer', version: 2, updated: '2024-01-03T08:00:00Z' })
      .article('A', { headline: 'older', version: 1, updated: '2024-01-01T08:00:00Z' });
    const [older] = late.facts.filter(({ type }) => type === 'ArticleRevised');
    expect(older?.data).toMatchObject({ current: false });
    expect(headlines(late.facts, '2024-01-02T00:00:00Z')).toEqual(['older']);
    expect(headlines(late.facts, '2024-01-04T00:00:00Z')).toEqual(['newer']);
    expect(articlesOf(at(facts, '2024-01-04T00:00:00Z'))[0]?.analysis).toEqual(
      articlesOf(state)[0]?.analysis,
    );
  });

  it('goes by the version number where the times say otherwise', () => {
    const { facts } = new StoryTimeline()
      .article('A', { headline: 'third', version: 3, updated: '2024-01-01T08:00:00Z' })
      .article('A', { headline: 'second', version: 2, updated: '2024-01-02T08:00:00Z' });
    expect(headlines(facts, '2024-01-03T00:00:00Z')).toEqual(['third']);
  });

  it('takes a day without a time as known at its end', () => {
    const { facts } = new StoryTimeline().article('A', { headline: 'A', published: '2024-01-02' });
    expect(headlines(facts, '2024-01-02T12:00:00Z')).toEqual([]);
    expect(headlines(facts, '2024-01-03T00:00:00Z')).toEqual(['A']);
  });

  it('knows of a kill from the time that its outlet gives', () => {
    const { facts } = new StoryTimeline()
      .article('A', { published: '2024-01-01T08:00:00Z' })
      .kill('A', { updated: '2024-01-03T08:00:00Z' });
    expect(articlesOf(at(facts, '2024-01-02T00:00:00Z'))[0]?.status).toBe('live');
    expect(articlesOf(at(facts, '2024-01-04T00:00:00Z'))[0]?.status).toBe('killed');
  });
});

describe('a past state as it may be shown now', () => {
  const timeline = () =>
    new StoryTimeline()
      .article('A', { headline: 'secret', claims: [figure(9, { words: 'secret nine' })] })
      .article('B', { headline: 'open', claims: [figure(7)] });

  it('has lost the text of what was killed since, also where that came back', () => {
    const past = timeline().state;
    const now = timeline().kill('A').article('A', { version: 9, headline: 'again' }).state;
    expect(killedSince(past, now).map(({ identity }) => identity.itemId)).toEqual(['A']);
    expect(JSON.stringify(withKills(past, now))).not.toContain('secret');
    expect(JSON.stringify(withKills(past, now))).toContain('open');
  });

  it('has lost a version that was killed when a newer one stood', () => {
    const told = () =>
      new StoryTimeline().article('A', {
        version: 1,
        headline: 'secret',
        claims: [figure(9, { words: 'secret nine' })],
      });
    const now = told()
      .article('A', { version: 2, headline: 'newer' })
      .kill('A', { version: 1 }).state;
    expect(articlesOf(now)[0]).toMatchObject({ status: 'live', revision: { headline: 'newer' } });
    expect(JSON.stringify(withKills(told().state, now))).not.toContain('secret');
  });

  it('is as it was where nothing was killed', () => {
    const past = timeline().state;
    expect(withKills(past, timeline().withhold('B').state)).toBe(past);
  });
});
