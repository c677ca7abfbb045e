import { groupCopies } from '@wirebrief/claims';
import { claimant, figure, placed, StoryTimeline } from '@wirebrief/testing';

import fc from 'fast-check';

import {
  articlesOf,
  evolveStory,
  initialStoryState,
  type StoryArticle,
  type StoryState,
} from './story-state';
import { grouped } from './syndication';

const NINE = figure(9, { words: 'nine civilians were killed, relatives said' });
const TEN = figure(10, { words: 'ten civilians were killed, relatives said' });

/** The one article of a timeline, or the one of the outlet. */
function articleOf(timeline: StoryTimeline, outlet?: string): StoryArticle {
  const found = articlesOf(timeline.state).find(
    ({ identity }) => outlet === undefined || identity.outlet === outlet,
  );
  if (found === undefined) throw new Error('The article is not in the story.');
  return found;
}

describe('the state of a story', () => {
  it('holds an article with its first revision and the claims of its analysis', () => {
    const timeline = new StoryTimeline().article('A', { headline: 'Bridge hit', claims: [NINE] });
    expect(articleOf(timeline)).toMatchObject({
      status: 'live',
      revision: { number: 1, headline: 'Bridge hit' },
      analysis: { analyser: 'test-analyser 1', claims: [{ kind: 'figure', min: 9 }] },
      past: [],
      lastChange: { kind: 'received' },
      corrections: [],
    });
    expect(timeline.state.firstAt).toBe(articleOf(timeline).receivedAt);
  });

  it('keeps no text of an article beyond its quotes, and no note for desks', () => {
    const timeline = new StoryTimeline().article('A', {
      text: 'Relatives spoke of a body of text nobody quotes.',
      editorNote: 'DESK ONLY',
    });
    expect(JSON.stringify(timeline.state)).not.toMatch(/nobody quotes|DESK ONLY/);
  });

  it('replaces the claims of a revised article and remembers its figures with their times', () => {
    const timeline = new StoryTimeline()
      .article('A', { version: 1, updated: '2024-03-01T08:00:00Z', claims: [NINE] })
      .article('A', { version: 2, updated: '2024-03-02T08:00:00Z', claims: [TEN] });
    expect(articleOf(timeline)).toMatchObject({
      revision: { number: 2 },
      analysis: { claims: [{ min: 10 }] },
      past: [
        {
          figures: [{ min: 9 }],
          saidAt: '2024-03-01T08:00:00Z',
          replacedAt: '2024-03-02T08:00:00Z',
          why: 'revised',
        },
      ],
      lastChange: { kind: 'update', at: '2024-03-02T08:00:00Z' },
    });
  });

  it('keeps the first publication and headline where a revision does not repeat them', () => {
    const timeline = new StoryTimeline()
      .article('A', { version: 1, headline: 'Bridge hit', published: '2024-03-01', claims: [NINE] })
      .article('A', { version: 2, claims: [TEN] });
    expect(articleOf(timeline).revision).toMatchObject({
      headline: 'Bridge hit',
      publishedAt: '2024-03-01',
    });
  });

  it('is not touched by an older revision that arrives late', () => {
    const timeline = new StoryTimeline().article('A', { version: 2, claims: [TEN] });
    const before = articleOf(timeline);
    timeline.article('A', { version: 1, claims: [NINE] });
    expect(articleOf(timeline)).toEqual(before);
  });

  it('ignores the analysis of a revision that is not current', () => {
    const timeline = new StoryTimeline()
      .article('A', { version: 1, claims: [NINE] })
      .article('A', { version: 2, claims: [TEN] });
    const { articleId } = articleOf(timeline).identity;
    const before = articleOf(timeline);
    timeline.analyse('A', `${articleId}.1`, [], { version: '2' });
    expect(timeline.facts.at(-1)?.type).toBe('RevisionAnalysed');
    expect(articleOf(timeline)).toEqual(before);
  });

  it('has no claims of a revision until it is analysed', () => {
    const timeline = new StoryTimeline().article('A', { claims: [NINE] });
    const unread = timeline.facts
      .slice(0, 2)
      .reduce((state, fact) => evolveStory(state, fact), initialStoryState);
    expect(articlesOf(unread)[0]?.analysis).toBeNull();
  });
});

const bare = (min: number) => ({ min, claimant: null, quote: { text: '' }, wording: '' });
const KILLED_FIGURES = [9, 10].map((n) => ({ why: 'killed', figures: [bare(n)] }));

describe('a killed article in the state of a story', () => {
  const killed = (): StoryTimeline =>
    new StoryTimeline()
      .article('A', {
        version: 1,
        headline: 'Marked headline',
        byline: 'Marked byline',
        claims: [{ ...NINE, words: 'marked quote', claimant: claimant('Marked speaker') }],
      })
      .article('A', { version: 2, note: 'Marked note', claims: [TEN] })
      .kill('A', { version: 3, reason: 'It was wrong.', updated: '2024-03-05T00:00:00Z' });

  it('leaves no claim, no quote and no word of it', () => {
    expect(JSON.stringify(killed().state)).not.toMatch(/marked|ten civilians/i);
  });

  it('keeps that it was killed, when and why', () => {
    const change = { kind: 'killed', at: '2024-03-05T00:00:00Z', note: 'It was wrong.' };
    expect(articleOf(killed())).toMatchObject({
      status: 'killed',
      analysis: null,
      past: KILLED_FIGURES,
      lastChange: change,
      corrections: [{ kind: 'correction', note: null }, change],
    });
  });

  it('is not brought back by a late analysis', () => {
    const timeline = killed();
    const { revisionId } = articleOf(timeline).revision;
    const late = placed([TEN], TEN.words);
    const analysed = timeline.analyse('A', revisionId, late, { version: '2' });
    expect(timeline.facts.at(-1)?.type).toBe('RevisionAnalysed');
    expect(articleOf(analysed).analysis).toBeNull();
  });

  it('comes back with the claims of a higher version; of its figures of before the numbers are left', () => {
    const timeline = killed().article('A', { version: 4, claims: [NINE] });
    expect(articleOf(timeline)).toMatchObject({
      status: 'live',
      analysis: { claims: [{ min: 9 }] },
      past: KILLED_FIGURES,
      lastChange: { kind: 'restored' },
    });
    expect(JSON.stringify(timeline.state)).not.toContain('Marked');
  });
});

describe('a suspended article in the state of a story', () => {
  it('keeps its claims for its return', () => {
    const timeline = new StoryTimeline()
      .article('A', { version: 1, claims: [NINE] })
      .withhold('A', { version: 2 });
    expect(articleOf(timeline)).toMatchObject({ status: 'withheld', analysis: { claims: [{}] } });
    timeline.article('A', { version: 3, claims: [NINE] });
    expect(articleOf(timeline)).toMatchObject({ status: 'live', lastChange: { kind: 'restored' } });
  });
});

describe('the corrections of an article', () => {
  it('stay when the article is updated again', () => {
    const timeline = new StoryTimeline()
      .article('A', { version: 1, claims: [NINE] })
      .article('A', { version: 2, note: 'It was ten.', claims: [TEN] })
      .article('A', { version: 3, claims: [TEN], seed: 'longer' });
    expect(articleOf(timeline)).toMatchObject({
      lastChange: { kind: 'update' },
      corrections: [{ kind: 'correction', note: 'It was ten.' }],
    });
  });
});

describe('syndication in the state of a story', () => {
  it('puts copies into the group of the first to be published', () => {
    const timeline = new StoryTimeline()
      .article('A', { seed: 'same', claims: [NINE] })
      .article('B', { seed: 'same', claims: [NINE] })
      .article('C', { seed: 'other', claims: [NINE] });
    const [a, b, c] = grouped(timeline.state);
    expect(b?.group).toBe(a?.identity.articleId);
    expect(a?.group).toBe(a?.identity.articleId);
    expect(c?.group).toBe(c?.identity.articleId);
  });

  it('keeps the group when the first of it is revised and read again', () => {
    const timeline = new StoryTimeline()
      .article('A', { version: 1, seed: 'same', claims: [NINE] })
      .article('B', { seed: 'same', claims: [NINE] })
      .article('A', { version: 2, seed: 'same', claims: [TEN] });
    const [a, b] = grouped(timeline.state);
    expect(b?.group).toBe(a?.group);
  });

  it('leaves the group to the others when the first of it becomes another text', () => {
    const timeline = new StoryTimeline()
      .article('A', { version: 1, seed: 'same', claims: [NINE] })
      .article('B', { seed: 'same', claims: [NINE] })
      .article('C', { seed: 'same', claims: [NINE] })
      .article('A', { version: 2, seed: 'other', claims: [TEN] });
    const [a, b, c] = grouped(timeline.state);
    expect(c?.group).toBe(b?.group);
    expect(a?.group).not.toBe(b?.group);
  });
});

describe('the syndication groups of a story', () => {
  /** Which articles belong together, by comparison of each with every other. */
  function groupsByAll(state: StoryState): readonly string[] {
    const articles = articlesOf(state).filter(({ status }) => status === 'live');
    const texts = articles.flatMap(({ identity, analysis }) =>
      analysis === null ? [] : [{ id: identity.articleId, signature: analysis.signature }],
    );
    return partition([...groupCopies(texts)]);
  }

  function partition(groups: readonly (readonly [string, string])[]): readonly string[] {
    const members = new Map<string, string[]>();
    for (const [id, group] of groups) members.set(group, [...(members.get(group) ?? []), id]);
    return [...members.values()].map((ids) => ids.sort().join(' ')).sort();
  }

  const passage = fc
    .nat(5)
    .map((at) => Array.from({ length: 25 }, (_, word) => `p${at}w${word}`).join(' '));
  const step = fc.record({
    item: fc.constantFrom('A', 'B', 'C', 'D', 'E', 'F'),
    text: fc.array(passage, { minLength: 1, maxLength: 4 }).map((passages) => passages.join(' ')),
    kill: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
    restart: fc.integer({ min: 0, max: 4 }).map((n) => n === 0),
  });

  it('are those that a comparison with every article finds, after a restart as well', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        const timeline = new StoryTimeline();
        let state = initialStoryState;
        let folded = 0;
        for (const { item, text, kill, restart } of steps) {
          if (kill) timeline.kill(item, { reason: 'It was wrong.' });
          else timeline.article(item, { text, claims: [] });
          if (restart) state = JSON.parse(JSON.stringify(state)) as StoryState;
          for (const fact of timeline.facts.slice(folded)) state = evolveStory(state, fact);
          folded = timeline.facts.length;
          const live = grouped(state).filter(({ status }) => status === 'live');
          expect(partition(live.map(({ identity, group }) => [identity.articleId, group]))).toEqual(
            groupsByAll(state),
          );
        }
      }),
      { numRuns: 200 },
    );
  });
});
