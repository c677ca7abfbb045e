import { decisionInputSchema } from '@wirebrief/briefing';
import {
  CountingExtractor,
  type EngineUnderTest,
  openEngine,
  TEST_META,
  tollUpdate,
} from '@wirebrief/testing';

let engine: EngineUnderTest;

beforeEach(async () => {
  engine = await openEngine();
});
afterEach(() => engine.stop());

const decide = (decision: object, reason = 'checked') =>
  engine.decisionDesk.decide(
    'bridge',
    decisionInputSchema.parse({ author: 'R. Editor', reason, decision }),
    TEST_META,
  );

const claimOf = async (reading: string): Promise<string> => {
  const claims = await engine.decisionDesk.claims('bridge');
  return claims.find((one) => one.reading.startsWith(reading))?.id ?? '';
};

describe('DecisionDesk', () => {
  it('records a decision once, lists it, and the next edition says it with its cause', async () => {
    await engine.intake.record(tollUpdate(10), TEST_META);
    await engine.intake.record(tollUpdate(7), TEST_META);
    await engine.press.issue('bridge', 'edition', TEST_META);
    const claim = await claimOf('10');
    const receipt = await decide({ type: 'reject', claim }, 'misread');
    expect(receipt).toMatchObject({ number: 1, outcome: 'recorded' });
    const again = await decide({ type: 'reject', claim }, 'misread');
    expect(again).toEqual({ ...receipt, outcome: 'unchanged' });
    expect(await engine.decisionDesk.list('bridge')).toMatchObject([
      { number: 1, author: 'R. Editor', reason: 'misread', undoneBy: null },
    ]);
    const { briefing } = await engine.press.draft('bridge');
    expect(briefing.changes.entries).toMatchObject([
      { cause: 'editor decision', kind: 'withdrawn', from: '10' },
    ]);
    expect(await engine.archive.find('bridge', 1)).toMatchObject({
      claims: expect.arrayContaining([claim]) as string[],
    });
  });

  it('recalls an edition with a claim: its files are not given out, until that is undone', async () => {
    await engine.intake.record(tollUpdate(10), TEST_META);
    const edition = await engine.press.issue('bridge', 'edition', TEST_META);
    await decide({ type: 'reject', claim: await claimOf('10'), recall: true }, 'another strike');
    await engine.stories.catchUp();
    await expect(engine.archive.file(edition, 'json')).rejects.toMatchObject({
      code: 'WB_EDITION_RECALLED',
      message: expect.stringContaining('another strike') as string,
    });
    await decide({ type: 'undo', decision: 1 });
    await engine.stories.catchUp();
    expect((await engine.archive.file(edition, 'json')).bytes.length).toBeGreaterThan(0);
  });

  it('numbers decisions that are made at once without a gap', async () => {
    await Promise.all(
      [1, 2, 3, 4].map((number) => decide({ type: 'note', text: `note ${number}` })),
    );
    const numbers = (await engine.decisionDesk.list('bridge')).map(({ number }) => number);
    expect(numbers).toEqual([1, 2, 3, 4]);
  });

  it('holds when a newer analyser reads the quote, in an engine that starts again', async () => {
    await engine.intake.record(tollUpdate(10), TEST_META);
    await decide({ type: 'reject', claim: await claimOf('10') });
    const { store, projections, blobs } = engine;
    await engine.stop();
    engine = await openEngine(
      { store, projections, blobs, extractor: new CountingExtractor('2') },
      [],
    );
    expect(await engine.decisionDesk.claims('bridge')).toMatchObject([{ standing: 'rejected' }]);
  });

  it('refuses a story that is not open', async () => {
    await expect(engine.decisionDesk.list('nowhere')).rejects.toMatchObject({
      code: 'WB_STORY_UNKNOWN',
    });
  });
});
