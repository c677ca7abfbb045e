import { type Briefing } from '@wirebrief/briefing';
import { sha256 } from '@wirebrief/kernel';
import {
  commitsOf,
  type EngineUnderTest,
  JsonRenderer,
  openEngine,
  TEST_META,
  tollUpdate,
} from '@wirebrief/testing';

import { type Edition } from './press';

let engine: EngineUnderTest;

beforeEach(async () => {
  engine = await openEngine({}, ['bridge', 'port']);
});
afterEach(() => engine.stop());

const issue = (on: EngineUnderTest = engine, storyId = 'bridge'): Promise<Edition> =>
  on.press.issue(storyId, 'edition', TEST_META);

async function documentOf(edition: Edition): Promise<Briefing> {
  const bytes = await engine.blobs.get(edition.files.json.hash);
  return JSON.parse(new TextDecoder().decode(bytes)) as Briefing;
}

const editionsInLog = async (): Promise<readonly Edition[]> =>
  (await commitsOf(engine.store)).flatMap(({ events }) =>
    events
      .filter(({ type }) => type === 'EditionIssued')
      .map(({ data }) => data as unknown as Edition),
  );

describe('issuing an edition', () => {
  it('stores its three forms by content and records it', async () => {
    await engine.intake.record(tollUpdate(9), TEST_META);
    const edition = await issue();
    expect(edition).toMatchObject({
      number: 1,
      supersedes: null,
      kind: 'edition',
      storyId: 'bridge',
    });
    for (const { hash, bytes } of Object.values(edition.files)) {
      const stored = await engine.blobs.get(hash);
      expect(stored?.byteLength).toBe(bytes);
      expect(sha256(stored ?? '')).toBe(hash);
    }
    expect(await editionsInLog()).toEqual([edition]);
  });

  it('has every update that was acknowledged before the call', async () => {
    const numbers = [3, 9, 12, 40];
    await Promise.all(numbers.map((killed) => engine.intake.record(tollUpdate(killed), TEST_META)));
    const { toll, edition } = await documentOf(await issue());
    expect(toll.rows.flatMap(({ killed }) => killed.map(({ value }) => value)).sort()).toEqual(
      numbers.map(String).sort(),
    );
    expect(edition.position).toBe((await engine.store.head()) - 1);
  });

  it('numbers from 1 without gaps when it is called many times at once', async () => {
    const editions = await Promise.all(Array.from({ length: 6 }, () => issue()));
    expect(editions.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6]);
    expect((await editionsInLog()).map(({ supersedes }) => supersedes)).toEqual([
      null,
      1,
      2,
      3,
      4,
      5,
    ]);
  });

  it('numbers each story apart', async () => {
    const [bridge, port] = await Promise.all([issue(), issue(engine, 'port')]);
    expect([bridge.number, port.number]).toEqual([1, 1]);
  });

  it('numbers without gaps when two presses issue at once', async () => {
    const { store, blobs } = engine;
    const other = await openEngine({ store, blobs }, []);
    const editions = await Promise.all([issue(), issue(other), issue(), issue(other)]);
    await other.stop();
    expect(editions.map(({ number }) => number).sort()).toEqual([1, 2, 3, 4]);
    expect((await editionsInLog()).map(({ number }) => number)).toEqual([1, 2, 3, 4]);
  });

  it('issues one edition for a request, however often and wherever it is repeated', async () => {
    const { store, blobs } = engine;
    const other = await openEngine({ store, blobs }, []);
    const order = { kind: 'edition', request: 'daily/2026-03-29T04:00:00Z' } as const;
    const fulfilled = await Promise.all(
      [engine, other, engine, other].map(({ press }) => press.fulfil('bridge', order, TEST_META)),
    );
    await other.stop();
    expect(fulfilled.map(({ outcome }) => outcome).sort()).toEqual([
      'issued',
      'repeated',
      'repeated',
      'repeated',
    ]);
    expect(new Set(fulfilled.map(({ edition }) => edition.number))).toEqual(new Set([1]));
    expect(await editionsInLog()).toHaveLength(1);
    const next = { kind: 'edition', request: 'daily/2026-03-30T04:00:00Z' } as const;
    expect(await engine.press.fulfil('bridge', next, TEST_META)).toMatchObject({
      outcome: 'issued',
      edition: { number: 2, request: next.request },
    });
  });

  it('issues none for an order that an edition of anybody else covers, and one that it does not', async () => {
    await engine.intake.record(tollUpdate(9), TEST_META);
    const { position } = await issue();
    const covering = (covers: number, request: string) =>
      engine.press.fulfil('bridge', { kind: 'edition', request, covers }, TEST_META);
    expect(await covering(position, 'a')).toMatchObject({
      outcome: 'repeated',
      edition: { number: 1 },
    });
    expect(await covering(position + 1, 'b')).toMatchObject({
      outcome: 'issued',
      edition: { number: 2 },
    });
  });

  it('leaves an edition without a change out when the order says so', async () => {
    const order = { kind: 'edition', unchanged: 'skip' } as const;
    const outcome = async (): Promise<string> =>
      (await engine.press.fulfil('bridge', order, TEST_META)).outcome;
    expect(await outcome()).toBe('issued');
    expect(await outcome()).toBe('unchanged');
    await engine.intake.record(tollUpdate(9), TEST_META);
    expect(await outcome()).toBe('issued');
    expect(await editionsInLog()).toHaveLength(2);
  });

  it('compares with the edition before', async () => {
    await engine.intake.record(tollUpdate(9), TEST_META);
    await issue();
    expect((await documentOf(await issue())).changes).toEqual({ since: 1, entries: [] });
    await engine.intake.record(tollUpdate(10), TEST_META);
    const { changes } = await documentOf(await issue());
    expect(changes).toMatchObject({ since: 2, entries: [{ kind: 'added', to: '10' }] });
  });

  it('tells in the document the number, position and instant that the log has', async () => {
    const edition = await issue();
    const { number, position, asOf, issuedAt } = edition;
    expect((await documentOf(edition)).edition).toMatchObject({ number, position, asOf, issuedAt });
  });

  it('refuses an unknown story and records nothing', async () => {
    const head = await engine.store.head();
    await expect(issue(engine, 'brigde')).rejects.toMatchObject({ code: 'WB_STORY_UNKNOWN' });
    expect(await engine.store.head()).toBe(head);
  });

  it('goes on after an edition that could not be rendered, without a gap', async () => {
    await engine.stop();
    const renderer = new JsonRenderer();
    const render = renderer.render.bind(renderer);
    renderer.render = async () => {
      renderer.render = render;
      throw new Error('no ink');
    };
    engine = await openEngine({ renderer });
    const [failed, issued] = await Promise.allSettled([issue(), issue()]);
    expect(failed.status).toBe('rejected');
    expect(issued).toMatchObject({ status: 'fulfilled', value: { number: 1 } });
  });
});

describe('a draft', () => {
  it('is the document as it would be issued, and records nothing', async () => {
    await engine.intake.record(tollUpdate(9), TEST_META);
    await engine.analyst.catchUp();
    const head = await engine.store.head();
    const { briefing } = await engine.press.draft('bridge');
    expect(briefing).toMatchObject({ edition: { number: 0 }, toll: { ranges: [{ value: '9' }] } });
    expect(await engine.store.head()).toBe(head);
  });
});

describe('warming up', () => {
  /** An engine that was started again over what is there, and the documents that it makes. */
  async function startedAgain() {
    const renderer = new JsonRenderer();
    const made = jest.spyOn(renderer, 'render');
    const { store, blobs } = engine;
    const other = await openEngine({ store, blobs, renderer }, []);
    await other.stories.catchUp();
    const storiesMade = (): readonly string[] => made.mock.calls.map(([{ story }]) => story.id);
    return { press: other.press, storiesMade, stop: other.stop };
  }

  it('makes a document of the smallest story that has articles, and issues nothing', async () => {
    await engine.intake.record(tollUpdate(9, { stories: ['bridge', 'port'] }), TEST_META);
    await engine.intake.record(tollUpdate(10, { stories: ['bridge'] }), TEST_META);
    await engine.analyst.catchUp();
    const head = await engine.store.head();
    const { press, storiesMade, stop } = await startedAgain();
    await press.warmUp();
    await press.warmUp();
    await stop();
    expect(storiesMade()).toEqual(['port']);
    expect(await engine.store.head()).toBe(head);
  });

  it('makes none where there is no article, nor after one that was ordered', async () => {
    const empty = await startedAgain();
    await empty.press.warmUp();
    await empty.stop();
    expect(empty.storiesMade()).toEqual([]);
    await engine.intake.record(tollUpdate(9), TEST_META);
    const { press, storiesMade, stop } = await startedAgain();
    await press.issue('bridge', 'edition', TEST_META);
    await press.warmUp();
    await stop();
    expect(storiesMade()).toEqual(['bridge']);
  });
});
