import { InMemoryProjectionStore } from '@wirebrief/event-store';
import { type Commit } from '@wirebrief/kernel';
import {
  commitsOf,
  CountingExtractor,
  type EngineUnderTest,
  openEngine,
  TEST_META,
  tollUpdate,
} from '@wirebrief/testing';

import { Analyst } from './analyst';

const ITEM = { source: 'test', itemId: '1' } as const;
let engine: EngineUnderTest;

beforeEach(async () => {
  engine = await openEngine({}, ['bridge', 'port']);
});
afterEach(() => engine.stop());

const analyses = async (): Promise<readonly Commit[]> =>
  (await commitsOf(engine.store)).filter(({ events }) => events[0].type === 'RevisionAnalysed');
const dataOf = async (): Promise<readonly unknown[]> =>
  (await analyses()).map(({ events }) => events[0].data);

describe('the analyst', () => {
  it('reads each revision once for each story it belongs to', async () => {
    await engine.intake.record(tollUpdate(9, { stories: ['bridge', 'port'] }), TEST_META);
    await engine.analyst.catchUp();
    expect(await dataOf()).toMatchObject([
      { storyId: 'bridge', claims: [{ min: 9 }], analyser: { name: 'counting', version: '1' } },
      { storyId: 'port', claims: [{ min: 9 }] },
    ]);
  });

  it('gives the analyser the text, its origin and the incident of the story', async () => {
    const update = { headline: 'Bridge hit', published: '2024-03-01', language: 'en' };
    await engine.intake.record(tollUpdate(9, { ...update, stories: ['port'] }), TEST_META);
    await engine.analyst.catchUp();
    expect(engine.extractor.read).toMatchObject([
      {
        headline: 'Bridge hit',
        outlet: 'Outlet 9',
        published: '2024-03-01',
        language: 'en',
        text: '9 civilians killed at the bridge.',
        incident: { title: 'port' },
      },
    ]);
  });

  it('reads every revision, one that comes late too', async () => {
    for (const version of [2, 3, 1])
      await engine.intake.record(tollUpdate(version, { ...ITEM, version }), TEST_META);
    await engine.analyst.catchUp();
    expect(engine.extractor.read.map(({ text }) => text.slice(0, 1))).toEqual(['2', '3', '1']);
  });

  it('says what caused the analysis', async () => {
    await engine.intake.record(tollUpdate(9), { correlationId: 'request-9', actor: 'feed' });
    await engine.analyst.catchUp();
    const arrival = (await commitsOf(engine.store)).find(
      ({ events }) => events[0].type === 'ArticleReceived',
    );
    expect((await analyses())[0]?.meta).toEqual({
      correlationId: 'request-9',
      causationId: arrival?.id,
      actor: 'analyst',
    });
  });

  it('records nothing twice when it reads everything again', async () => {
    await engine.intake.record(tollUpdate(9), TEST_META);
    await engine.analyst.catchUp();
    const head = await engine.store.head();
    const extractor = new CountingExtractor();
    const { store, stories } = engine;
    const second = new Analyst(store, new InMemoryProjectionStore(), stories, extractor);
    await second.start();
    await second.catchUp();
    await second.stop();
    expect(extractor.read).toHaveLength(1);
    expect(await store.head()).toBe(head);
  });

  it('beside another analyst on the same log records each analysis once', async () => {
    const extractor = new CountingExtractor();
    const { store, stories } = engine;
    const second = new Analyst(store, new InMemoryProjectionStore(), stories, extractor);
    await second.start();
    for (const killed of [9, 10, 11]) await engine.intake.record(tollUpdate(killed), TEST_META);
    await Promise.all([engine.analyst.catchUp(), second.catchUp()]);
    await second.stop();
    expect(await dataOf()).toMatchObject([9, 10, 11].map((min) => ({ claims: [{ min }] })));
  });

  it('resumes at its checkpoint', async () => {
    await engine.intake.record(tollUpdate(9), TEST_META);
    await engine.analyst.catchUp();
    await engine.stop();
    const { store, projections } = engine;
    engine = await openEngine({ store, projections }, []);
    await engine.analyst.catchUp();
    expect(engine.extractor.read).toEqual([]);
  });

  it('stands still, visibly, at a text that its analyser cannot read', async () => {
    await engine.stop();
    const extractor = new CountingExtractor();
    extractor.extract = () => {
      throw new Error('out of words');
    };
    engine = await openEngine({ extractor });
    await engine.intake.record(tollUpdate(9), TEST_META);
    await expect(engine.analyst.catchUp()).rejects.toThrow('out of words');
    expect(engine.analyst.status().failure).toBe('out of words');
  });
});
