import { storyInputSchema } from '@wirebrief/briefing';
import {
  articleUpdate,
  commitsOf,
  type EngineUnderTest,
  openEngine,
  TEST_META,
  tollUpdate,
} from '@wirebrief/testing';

import { type IntakeReceipt } from './article-intake';

const ITEM = { source: 'test', itemId: '1' } as const;
let engine: EngineUnderTest;

beforeEach(async () => {
  engine = await openEngine({}, ['bridge', 'port']);
});
afterEach(() => engine.stop());

const take = (update: Parameters<typeof articleUpdate>[0]): Promise<IntakeReceipt> =>
  engine.intake.record(articleUpdate({ source: 'test', outlet: 'Wire', ...update }), TEST_META);

async function openStory(id: string, ...terms: readonly string[]): Promise<void> {
  await engine.desk.open(storyInputSchema.parse({ id, title: id, terms: [...terms] }), TEST_META);
}

describe('filing an article', () => {
  it.each([
    ['its text', { text: 'A missile hit the bridge.' }, ['bridge']],
    ['its headline', { headline: 'THE PORT burns', text: 'No more is known.' }, ['port']],
    ['several', { text: 'From the port to the bridge.' }, ['bridge', 'port']],
    ['none', { text: 'Nothing of note.' }, []],
  ])('goes by terms in %s', async (_, update, stories) => {
    expect((await take(update)).stories).toEqual(stories);
  });

  it('takes terms as whole words', async () => {
    await openStory('gulf', 'Oman');
    expect((await take({ text: 'A woman was hurt.' })).stories).toEqual([]);
    expect((await take({ text: 'Hurt in Oman, she said.' })).stories).toEqual(['gulf']);
  });

  it('takes terms literally', async () => {
    await openStory('odd', 'U.S. (north)');
    expect((await take({ text: 'In the u.s. (NORTH) region.' })).stories).toEqual(['odd']);
    expect((await take({ text: 'In the UxSx (north) region.' })).stories).toEqual([]);
  });

  it('goes by the stories that the update names, each once, whatever the terms', async () => {
    const receipt = await take({ text: 'At the bridge.', stories: ['port', 'port'] });
    expect(receipt.stories).toEqual(['port']);
  });

  it('leaves an article that names no story unfiled', async () => {
    expect((await take({ text: 'At the bridge.', stories: [] })).stories).toEqual([]);
  });

  it('refuses a story that is not open, names those that are, and records nothing', async () => {
    const head = await engine.store.head();
    await expect(take({ text: 'At the bridge.', stories: ['brigde'] })).rejects.toMatchObject({
      code: 'WB_STORY_UNKNOWN',
      category: 'not-found',
      remedy: 'Known stories: bridge, port.',
    });
    expect(await engine.store.head()).toBe(head);
  });

  it('knows a story that was opened a moment ago', async () => {
    await openStory('dam', 'the dam');
    expect((await take({ text: 'The dam broke.' })).stories).toEqual(['dam']);
  });
});

describe('the receipt of an update', () => {
  const outcomeOf = async (update: Partial<Parameters<typeof articleUpdate>[0]>): Promise<string> =>
    (await take({ ...ITEM, text: 'At the bridge.', ...update })).outcome;

  it('tells what became of it', async () => {
    expect(await outcomeOf({ version: 2 })).toBe('received');
    expect(await outcomeOf({ version: 2 })).toBe('unchanged');
    expect(await outcomeOf({ version: 3, text: 'At the bridge, ten.' })).toBe('revised');
    expect(await outcomeOf({ version: 1, text: 'At the bridge, nine.' })).toBe('late');
    expect(await outcomeOf({ version: 4, kind: 'withheld', text: '' })).toBe('withheld');
    expect(await outcomeOf({ version: 5, kind: 'kill', text: '' })).toBe('killed');
    expect(await outcomeOf({ version: 6 })).toBe('revised');
  });

  it('says that an article is killed or withheld on arrival', async () => {
    for (const kind of ['kill', 'withheld'] as const) {
      const id = { itemId: kind, version: 2 };
      await take({ ...id, kind });
      const { outcome } = await take({ ...id, version: 1, text: 'At the bridge.' });
      expect(outcome).toBe(kind === 'kill' ? 'killed' : 'withheld');
    }
  });

  it('has no revision for a kill whose article never came', async () => {
    expect(await take({ ...ITEM, kind: 'kill' })).toMatchObject({ revisionId: null, stories: [] });
  });

  it('gives the position of the log that holds the update', async () => {
    const { position, articleId, revisionId } = await take({ ...ITEM, text: 'At the bridge.' });
    const commit = (await commitsOf(engine.store)).find((one) => one.position === position);
    expect(commit?.stream).toBe(`default.article.${articleId}`);
    expect(revisionId).toBe(`${articleId}.1`);
  });
});

describe('sending an update twice at once', () => {
  it('is received once', async () => {
    const receipts = await Promise.all(
      ['a', 'b', 'c'].map((correlationId) =>
        engine.intake.record(tollUpdate(9), { correlationId, actor: 'feed' }),
      ),
    );
    expect(receipts.map(({ outcome }) => outcome).sort()).toEqual([
      'received',
      'unchanged',
      'unchanged',
    ]);
    const arrivals = (await commitsOf(engine.store)).filter(
      ({ events }) => events[0].type === 'ArticleReceived',
    );
    expect(arrivals).toHaveLength(1);
  });
});
