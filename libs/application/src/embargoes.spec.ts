import {
  commitsOf,
  type EngineUnderTest,
  openEngine,
  TEST_META,
  tollUpdate,
} from '@wirebrief/testing';
import { articleOf } from '@wirebrief/briefing';

import { startEmbargoes } from './engine';

let now = '2024-03-01T09:00:00.000Z';
let engine: EngineUnderTest;
const clock = (): string => now;

beforeEach(async () => {
  now = '2024-03-01T09:00:00.000Z';
  engine = await openEngine({ clock });
});
afterEach(() => engine.stop());

const HELD = tollUpdate(12, {
  embargoedUntil: '2024-03-01T12:00:00Z',
  headline: 'A secret headline',
});

/** All that anyone is shown of the story. */
async function shown(): Promise<string> {
  const { briefing } = await engine.press.draft('bridge');
  return JSON.stringify([briefing, engine.stories.state('bridge')]);
}

describe('an embargoed version', () => {
  it('reaches no output before its instant, and every one from that instant on', async () => {
    const receipt = await engine.intake.record(HELD, TEST_META);
    expect(receipt).toMatchObject({ outcome: 'embargoed', revisionId: null });
    now = '2024-03-01T11:59:59.999Z';
    expect(await shown()).not.toMatch(/secret|12 civilians|Outlet 12/);
    expect(engine.extractor.read).toEqual([]);
    now = '2024-03-01T12:00:00.000Z';
    expect(await shown()).toMatch(/A secret headline/);
  });

  it('arrives by itself after a restart, once, whoever looks first', async () => {
    await engine.intake.record(HELD, TEST_META);
    await engine.stop();
    now = '2024-03-01T12:00:01.000Z';
    const { store, projections, blobs } = engine;
    engine = await openEngine({ store, projections, blobs, clock }, []);
    await startEmbargoes(engine);
    const deadline = Date.now() + 10_000;
    while ((await received()) === 0 && Date.now() < deadline)
      await new Promise((resolve) => setTimeout(resolve, 10));
    await Promise.all([engine.intake.endEmbargoes(), engine.intake.endEmbargoes()]);
    expect(await received()).toBe(1);
  });

  const received = async (): Promise<number> =>
    (await commitsOf(engine.store)).filter(({ events }) =>
      events.some(({ type }) => type === 'ArticleReceived'),
    ).length;
});

describe('an article that stands in place of several', () => {
  const merged = tollUpdate(3, { replaces: ['item-1', 'item-2'] });
  const statuses = async (): Promise<readonly (string | undefined)[]> => {
    const state = await engine.stories.find('bridge');
    const ids = [1, 2, 3].map((n) => engine.intake.record(tollUpdate(n), TEST_META));
    const receipts = await Promise.all(ids);
    return receipts.map(({ articleId }) => articleOf(state, articleId)?.status);
  };

  it.each([
    ['after them', [tollUpdate(1), tollUpdate(2), merged]],
    ['before them', [merged, tollUpdate(1), tollUpdate(2)]],
    ['twice', [tollUpdate(1), merged, merged, tollUpdate(2)]],
  ])('takes their claims out: sent %s', async (_, updates) => {
    for (const update of updates) await engine.intake.record(update, TEST_META);
    expect(await statuses()).toEqual(['replaced', 'replaced', 'live']);
    const { briefing } = await engine.press.draft('bridge');
    expect(briefing.toll.ranges.map(({ value }) => value)).toEqual(['3']);
  });

  it('and is embargoed leaves them until then', async () => {
    await engine.intake.record(tollUpdate(1), TEST_META);
    const held = { ...merged, embargoedUntil: '2024-03-01T12:00:00Z' };
    await engine.intake.record(held, TEST_META);
    expect((await engine.press.draft('bridge')).briefing.toll.ranges[0]?.value).toBe('1');
    now = '2024-03-01T12:00:00.000Z';
    expect((await engine.press.draft('bridge')).briefing.toll.ranges[0]?.value).toBe('3');
  });
});
