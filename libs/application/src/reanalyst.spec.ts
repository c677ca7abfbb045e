import { decisionInputSchema } from '@wirebrief/briefing';
import {
  commitsOf,
  CountingExtractor,
  type EngineUnderTest,
  openEngine,
  TEST_META,
  tollUpdate,
} from '@wirebrief/testing';

let engine: EngineUnderTest;

/** The same log under an analyser of another version. */
async function restarted(version: string): Promise<void> {
  const { store, projections, blobs } = engine;
  await engine.stop();
  const extractor = new CountingExtractor(version);
  engine = await openEngine({ store, projections, blobs, extractor }, []);
}

const analyses = async (): Promise<readonly unknown[]> =>
  (await commitsOf(engine.store))
    .flatMap(({ events }) => events)
    .filter(({ type }) => type === 'RevisionAnalysed')
    .map(({ data }) => (data as { readonly analyser: { readonly version: string } }).analyser);

beforeEach(async () => {
  engine = await openEngine();
  await engine.intake.record(tollUpdate(10), TEST_META);
  await engine.intake.record(tollUpdate(7), TEST_META);
  await engine.intake.record(tollUpdate(5, { kind: 'article' }), TEST_META);
  await engine.intake.record(tollUpdate(5, { kind: 'kill', text: '' }), TEST_META);
  await engine.analyst.catchUp();
});
afterEach(() => engine.stop());

describe('reanalysis', () => {
  it('has a newer analyser read current revisions that are not killed, once', async () => {
    await engine.press.issue('bridge', 'edition', TEST_META);
    const before = await engine.archive.find('bridge', 1);
    await restarted('10');
    const progress: string[] = [];
    const tell = (done: number, of: number): number => progress.push(`${done}/${of}`);
    const report = await engine.reanalyst.reanalyse('bridge', TEST_META, tell);
    expect(report).toEqual({ storyId: 'bridge', analyser: 'counting 10', read: 2, articles: 2 });
    expect(progress).toEqual(['0/2', '1/2', '2/2']);
    expect(await analyses()).toHaveLength(5);
    const again = await engine.reanalyst.reanalyse('bridge', TEST_META);
    expect(again.read).toBe(0);
    expect(await analyses()).toHaveLength(5);
    expect(await engine.archive.find('bridge', 1)).toEqual(before);
    const { briefing } = await engine.press.draft('bridge');
    expect(briefing.method.analysers).toEqual(['counting 10']);
    expect(briefing.changes.entries).toEqual([]);
  });

  it('leaves what a newer analyser has read', async () => {
    await restarted('0.9');
    expect(await engine.reanalyst.reanalyse('bridge', TEST_META)).toMatchObject({ read: 0 });
  });

  it('keeps what editors have decided on the same quotes', async () => {
    const [first] = await engine.decisionDesk.claims('bridge');
    const decision = { type: 'reject', claim: first?.id };
    const input = decisionInputSchema.parse({ author: 'A', reason: 'misread', decision });
    await engine.decisionDesk.decide('bridge', input, TEST_META);
    await restarted('2');
    await engine.reanalyst.reanalyse('bridge', TEST_META);
    const claims = await engine.decisionDesk.claims('bridge');
    expect(claims.map(({ standing }) => standing)).toEqual(['rejected', 'counts']);
  });
});
