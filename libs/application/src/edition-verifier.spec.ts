import { scheduleInputSchema } from '@wirebrief/scheduling';
import { type Briefing } from '@wirebrief/briefing';
import {
  commitsOf,
  type EngineUnderTest,
  JsonRenderer,
  openEngine,
  TEST_META,
  testEventStore,
  tollUpdate,
} from '@wirebrief/testing';

import { differenceOf, EditionVerifier, type Verification } from './edition-verifier';
import { type EditionRenderer, type RenderedEdition } from './ports/edition-renderer.port';

let engine: EngineUnderTest;

beforeEach(async () => {
  engine = await openEngine();
});
afterEach(() => engine.stop());

const issue = () => engine.press.issue('bridge', 'edition', TEST_META);

async function verify(
  number: number | 'latest' | 'all' = 'all',
  parts: { readonly renderer?: EditionRenderer; readonly program?: string } = {},
): Promise<readonly Verification[]> {
  const { store } = engine;
  const ports = { store, renderer: new JsonRenderer(), taxonomy: [], program: 'wirebrief test' };
  const found: Verification[] = [];
  for await (const one of new EditionVerifier({ ...ports, ...parts }).verify('bridge', number))
    found.push(one);
  return found;
}

it('rebuilds every edition as it was, whatever has come since, and writes nothing', async () => {
  const schedule = scheduleInputSchema.parse({ cron: '0 6 * * *' });
  await engine.intake.record(tollUpdate(7), TEST_META);
  await issue();
  await engine.scheduleDesk.set('bridge', 'daily', schedule, TEST_META);
  await engine.intake.record(tollUpdate(9), TEST_META);
  await issue();
  await engine.intake.record({ ...tollUpdate(7), kind: 'kill', text: '' }, TEST_META);
  await issue();
  await engine.scheduleDesk.remove('bridge', 'daily', TEST_META);
  const before = await commitsOf(engine.store);
  const found = await verify();
  expect(found.map(({ number, isSame }) => [number, isSame])).toEqual([
    [1, true],
    [2, true],
    [3, true],
  ]);
  expect(found.map(differenceOf)).toEqual(['', '', '']);
  expect(await commitsOf(engine.store)).toEqual(before);
});

it('takes one edition by number, and the newest', async () => {
  await engine.intake.record(tollUpdate(7), TEST_META);
  await issue();
  await issue();
  expect((await verify(1)).map(({ number }) => number)).toEqual([1]);
  expect((await verify('latest')).map(({ number }) => number)).toEqual([2]);
  await expect(verify(3)).rejects.toMatchObject({ code: 'WB_EDITION_UNKNOWN' });
});

it('finds what was due next where a schedule was set while the edition was made', async () => {
  const schedule = scheduleInputSchema.parse({ cron: '0 6 * * *' });
  await engine.stop();
  const slow = new (class extends JsonRenderer {
    override async render(briefing: Briefing): Promise<RenderedEdition> {
      await engine.scheduleDesk.set('bridge', 'daily', schedule, TEST_META);
      return super.render(briefing);
    }
  })();
  engine = await openEngine({ store: testEventStore(), renderer: slow });
  await engine.intake.record(tollUpdate(7), TEST_META);
  await issue();
  expect((await verify())[0]).toMatchObject({ isSame: true });
});

describe('names what differs', () => {
  beforeEach(async () => {
    await engine.intake.record(tollUpdate(7), TEST_META);
    await issue();
  });

  it('when the templates are others', async () => {
    const others = new (class extends JsonRenderer {
      override async render(briefing: Briefing): Promise<RenderedEdition> {
        const html = new TextEncoder().encode('another page');
        return { ...(await super.render(briefing)), html, templates: 'f'.repeat(64) };
      }
    })();
    const [found] = await verify(1, { renderer: others });
    expect(found).toMatchObject({
      isSame: false,
      forms: { html: { isSame: false }, pdf: { isSame: true }, json: { isSame: true } },
      analysers: ['counting 1'],
    });
    expect(differenceOf(found as Verification)).toMatch(
      /^issued with the templates \w{12}, rebuilt with ffffffffffff$/,
    );
  });

  it('when the program is another', async () => {
    const others = new (class extends JsonRenderer {
      override async render(briefing: Briefing): Promise<RenderedEdition> {
        return super.render({ ...briefing, statement: 'Another one.' });
      }
    })();
    const [found] = await verify(1, { renderer: others, program: 'wirebrief next' });
    expect(found).toMatchObject({ isSame: false, forms: { json: { isSame: false } } });
    expect(differenceOf(found as Verification)).toMatch(
      /^issued by wirebrief test, rebuilt by wirebrief next;/,
    );
  });
});

it('names a story that is not there, and one without editions', async () => {
  await expect(verify()).rejects.toMatchObject({ code: 'WB_EDITION_UNKNOWN' });
  const ports = { store: testEventStore(), renderer: new JsonRenderer(), taxonomy: [] };
  const none = new EditionVerifier({ ...ports, program: 'p' }).verify('bridge', 'all');
  await expect(none.next()).rejects.toMatchObject({ code: 'WB_STORY_UNKNOWN' });
});
