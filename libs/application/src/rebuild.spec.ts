import { setTimeout as delay } from 'node:timers/promises';

import { type InMemoryBlobStore } from '@wirebrief/blob-store';
import { type Briefing } from '@wirebrief/briefing';
import { InMemoryEventStore } from '@wirebrief/event-store';
import {
  commitsOf,
  type EngineUnderTest,
  JsonRenderer,
  openEngine,
  TEST_META,
  tollUpdate,
} from '@wirebrief/testing';
import { DEFAULT_RULE, type TriggerRule } from '@wirebrief/triggers';

import { type Edition } from './press';
import { Rebuilder } from './rebuilder';

const RULE: TriggerRule = { ...DEFAULT_RULE, quietSeconds: 60, longestWaitSeconds: 600 };

let now: number;
let store: InMemoryEventStore;
let engine: EngineUnderTest;
let composed: number;

const clock = (): string => new Date(now).toISOString();

class CountingRenderer extends JsonRenderer {
  override render(...args: Parameters<JsonRenderer['render']>) {
    composed++;
    return super.render(...args);
  }
}

const open = (blobs?: InMemoryBlobStore, stories: readonly string[] = []) =>
  openEngine(
    { store, clock, renderer: new CountingRenderer(), ...(blobs !== undefined && { blobs }) },
    stories,
  );

beforeEach(async () => {
  now = Date.UTC(2024, 2, 1);
  composed = 0;
  store = new InMemoryEventStore({ clock: () => new Date(now) });
  engine = await open(undefined, ['bridge']);
  await engine.triggerDesk.set('bridge', RULE, TEST_META);
});
afterEach(() => engine.stop());

const update = (killed: number, on = engine): Promise<unknown> =>
  on.intake.record(tollUpdate(killed, { stories: ['bridge'] }), TEST_META);

/** Lets the clock run to the second, with the timer woken as often as it asks to be. */
async function until(second: number, on: readonly EngineUnderTest[] = [engine]): Promise<void> {
  const end = Date.UTC(2024, 2, 1) + second * 1000;
  for (;;) {
    const wakes = await Promise.all(on.map((one) => settle(one)));
    const next = Math.min(...wakes.map((wake) => (wake === null ? Infinity : Date.parse(wake))));
    if (next > end) break;
    now = Math.max(now, next);
  }
  now = end;
}

async function settle(one: EngineUnderTest): Promise<string | null> {
  await one.analyst.catchUp();
  await one.triggers.catchUp();
  for (;;) {
    const next = one.rebuildTimer.startDue();
    if (one.rebuildTimer.isIdle()) return next;
    await one.rebuildTimer.settled();
  }
}

const editions = async (): Promise<readonly Edition[]> =>
  (await commitsOf(store)).flatMap(({ events }) =>
    events
      .filter(({ type }) => type === 'EditionIssued')
      .map(({ data }) => data as unknown as Edition),
  );

const secondsOf = async (): Promise<readonly number[]> =>
  (await editions()).map(({ issuedAt }) => (Date.parse(issuedAt) - Date.UTC(2024, 2, 1)) / 1000);

describe('a story with a trigger', () => {
  it('gets one edition for a burst of a hundred updates, a quiet period after the last', async () => {
    for (let at = 1; at <= 100; at++) {
      await until(at / 2);
      await update(at);
    }
    await until(109);
    expect(await secondsOf()).toEqual([]);
    await until(2000);
    expect(await secondsOf()).toEqual([110]);
    expect(composed).toBe(1);
  });

  it('gets an edition at the longest wait while updates go on coming', async () => {
    for (let at = 10; at < 1000; at += 30) {
      await until(at);
      await update(at);
    }
    expect(await secondsOf()).toEqual([610]);
    await until(5000);
    expect(await secondsOf()).toEqual([610, 1030]);
  });

  it('gets no edition for what is not material, and nobody looks at it twice', async () => {
    await update(9);
    await until(100);
    await engine.intake.record(
      tollUpdate(9, { itemId: 'other', outlet: 'Outlet 9', stories: ['bridge'] }),
      TEST_META,
    );
    await until(2000);
    expect(await editions()).toHaveLength(1);
    const weighed = (await commitsOf(store)).flatMap(({ events }) =>
      events.filter(({ type }) => type === 'ChangesWeighed'),
    );
    expect(weighed).toHaveLength(1);
    expect((await engine.triggerDesk.show('bridge')).pending).toBeNull();
  });

  it('gets one edition when two replicas are due at once', async () => {
    const other = await open(engine.blobs);
    await update(9);
    now += 60_000;
    await Promise.all([settle(engine), settle(other)]);
    await until(2000, [engine, other]);
    expect(await editions()).toMatchObject([{ number: 1, request: 'trigger/bridge/after-0' }]);
    await update(10, other);
    await until(4000, [other, engine]);
    await other.stop();
    expect(await editions()).toMatchObject([
      { number: 1 },
      { number: 2, request: 'trigger/bridge/after-1' },
    ]);
  });

  it('is due at the same instant after a restart in the middle, with or without snapshots', async () => {
    await update(9);
    await until(30);
    await update(10);
    const { pending } = await engine.triggerDesk.show('bridge');
    expect(pending).toEqual({
      causes: ['figures'],
      due: '2024-03-01T00:01:30.000Z',
      flash: null,
    });
    const { projections, blobs } = engine;
    await engine.stop();
    const fresh = await open(blobs);
    expect((await fresh.triggerDesk.show('bridge')).pending).toEqual(pending);
    await fresh.stop();
    engine = await openEngine({ store, clock, blobs, projections }, []);
    expect((await engine.triggerDesk.show('bridge')).pending).toEqual(pending);
    await until(2000);
    expect(await secondsOf()).toEqual([90]);
  });

  it('is late, and no more than that, when nothing ran at the due time', async () => {
    await update(9);
    const { blobs } = engine;
    await engine.stop();
    now += 3_600_000;
    engine = await open(blobs);
    await settle(engine);
    expect(await secondsOf()).toEqual([3600]);
  });

  it('gets no second edition after one that a person has issued meanwhile', async () => {
    await update(9);
    await until(30);
    await engine.press.issue('bridge', 'edition', TEST_META);
    await until(2000);
    expect(await secondsOf()).toEqual([30]);
  });

  it('gets no second edition when a person issues one while the trigger is working', async () => {
    await update(9);
    now += 60_000;
    const byHand = engine.press.issue('bridge', 'edition', TEST_META);
    await Promise.all([byHand, settle(engine)]);
    expect(await editions()).toHaveLength(1);
  });

  it('gets an edition after a kill of what the newest one quotes', async () => {
    await update(9);
    await until(100);
    await engine.intake.record(
      tollUpdate(9, { kind: 'kill', version: 2, stories: ['bridge'] }),
      TEST_META,
    );
    await until(2000);
    expect(await secondsOf()).toEqual([60, 160]);
  });

  it('gets none by itself with the trigger off, and one for what is pending when it is on again', async () => {
    await engine.triggerDesk.set('bridge', { ...RULE, onChange: false }, TEST_META);
    await update(9);
    await until(2000);
    expect(await editions()).toEqual([]);
    await engine.triggerDesk.set('bridge', RULE, TEST_META);
    await until(2001);
    expect(await secondsOf()).toEqual([2000]);
  });

  it('is tried again, less and less often, and health tells of it until it works', async () => {
    await engine.stop();
    const renderer = new JsonRenderer();
    const render = renderer.render.bind(renderer);
    let left = 4;
    renderer.render = async (briefing) => {
      if (left-- > 0) throw new Error('no ink');
      return render(briefing);
    };
    engine = await openEngine({ store, clock, renderer }, []);
    await update(9);
    await until(66);
    expect(engine.rebuildTimer.status().failure).toBeNull();
    await until(76);
    expect(engine.rebuildTimer.status()).toMatchObject({
      name: 'triggers',
      failure: 'bridge: no ink',
    });
    await until(200);
    expect(await secondsOf()).toEqual([60 + 5 + 10 + 20 + 40]);
    expect(engine.rebuildTimer.status().failure).toBeNull();
  });
});

describe('a story whose trigger gives flashes', () => {
  const issued = async (): Promise<readonly string[]> =>
    (await editions()).map(({ kind, issuedAt }) => {
      const second = (Date.parse(issuedAt) - Date.UTC(2024, 2, 1)) / 1000;
      return `${kind} at ${second}`;
    });
  const changesOf = async (number: number): Promise<Briefing['changes']> => {
    const hash = (await editions())[number - 1]?.files.json.hash ?? '';
    const bytes = await engine.blobs.get(hash);
    return (JSON.parse(Buffer.from(bytes ?? []).toString()) as Briefing).changes;
  };

  beforeEach(() => engine.triggerDesk.set('bridge', { ...RULE, flashSeconds: 0 }, TEST_META));

  it('gets a flash at once for each change and one edition for all, each against its own before', async () => {
    await update(9);
    await until(100);
    expect(await issued()).toEqual(['flash at 0', 'edition at 60']);
    await update(10);
    await until(110);
    await update(11);
    await until(2000);
    expect((await issued()).slice(2)).toEqual(['flash at 100', 'flash at 110', 'edition at 170']);
    expect(await changesOf(4)).toMatchObject({ since: 3, entries: [{ to: '11' }] });
    expect(await changesOf(5)).toMatchObject({ since: 2, entries: [{ to: '10' }, { to: '11' }] });
    expect((await editions()).at(-1)).toMatchObject({ request: 'trigger/bridge/after-4' });
  });

  it('gets neither for what is not material', async () => {
    await update(9);
    await until(100);
    await engine.intake.record(
      tollUpdate(9, { itemId: 'other', outlet: 'Outlet 9', stories: ['bridge'] }),
      TEST_META,
    );
    await until(2000);
    expect(await editions()).toHaveLength(2);
  });

  it('gets one of each when two replicas are due at once, and the edition after a restart', async () => {
    const other = await open(engine.blobs);
    await update(9);
    await Promise.all([settle(engine), settle(other)]);
    await other.stop();
    expect(await issued()).toEqual(['flash at 0']);
    const { blobs } = engine;
    await engine.stop();
    engine = await open(blobs);
    await until(2000);
    expect(await issued()).toEqual(['flash at 0', 'edition at 60']);
  });

  it('says with a request when the edition is due, and when the flash before it', async () => {
    await update(9);
    await engine.analyst.catchUp();
    const receipt = await engine.triggerDesk.request('bridge', { reason: '' }, TEST_META);
    expect(receipt.due).toBe('2024-03-01T00:01:00.000Z');
    expect((await engine.triggerDesk.show('bridge')).pending).toEqual({
      causes: ['request', 'figures'],
      due: '2024-03-01T00:01:00.000Z',
      flash: '2024-03-01T00:00:00.000Z',
    });
  });
});

describe('a rebuild that somebody is told to do', () => {
  it('is done when it is due, once, whoever is told and however often', async () => {
    const rebuilder = new Rebuilder({ ...engine, reading: engine.analyst, clock });
    await update(9);
    await engine.analyst.catchUp();
    expect(await rebuilder.rebuild('bridge')).toBe('not due');
    now += 60_000;
    expect(await rebuilder.rebuild('bridge')).toBe('issued');
    expect(await rebuilder.rebuild('bridge')).toBe('not due');
    expect(await editions()).toHaveLength(1);
  });
});

describe('an edition whose composing ends the process', () => {
  it('is begun ten times with longer and longer waits, given up, and begun once when more has come', async () => {
    const press = { fulfil: () => new Promise<never>(() => undefined) };
    const processOf = (): Rebuilder =>
      new Rebuilder({ ...engine, reading: engine.analyst, press, clock });
    const begun = async (): Promise<number> =>
      (await commitsOf(store)).filter(({ events }) => events[0].type === 'RebuildBegun').length;
    const waitUntilDue = async (): Promise<number> => {
      const { pending } = await engine.triggerDesk.show('bridge');
      const at = now;
      now = Math.max(now, Date.parse(pending?.due ?? ''));
      return (now - at) / 1000;
    };
    const die = async (): Promise<void> => {
      const before = await begun();
      void processOf().rebuild('bridge');
      while ((await begun()) === before) await delay(1);
    };

    await update(9);
    await engine.analyst.catchUp();
    now += 60_000;
    const waits: number[] = [];
    for (let attempt = 1; attempt <= 10; attempt += 1) {
      await die();
      waits.push(await waitUntilDue());
    }
    expect(waits).toEqual([0, 5, 15, 45, 135, 405, 900, 900, 900, 900]);
    expect(await processOf().rebuild('bridge')).toBe('given up');
    const { pending, failure } = await engine.triggerDesk.show('bridge');
    expect(pending).toBeNull();
    expect(failure).toMatchObject({ code: 'WB_REBUILD_LOST' });
    expect(engine.triggerDesk.failing()).toEqual([{ storyId: 'bridge', failure }]);

    await update(10);
    await engine.analyst.catchUp();
    expect(await waitUntilDue()).toBe(900);
    await die();
    await waitUntilDue();
    expect(await processOf().rebuild('bridge')).toBe('given up');
    await update(11);
    await until((now - Date.UTC(2024, 2, 1)) / 1000 + 900);
    expect(await editions()).toHaveLength(1);
    expect((await engine.triggerDesk.show('bridge')).failure).toBeNull();
    expect(engine.triggerDesk.failing()).toEqual([]);
  });

  it('is not counted when the attempt has failed and the process goes on', async () => {
    await engine.stop();
    const renderer = new JsonRenderer();
    const render = renderer.render.bind(renderer);
    let left = 12;
    renderer.render = (briefing) =>
      left-- > 0 ? Promise.reject(new Error('no ink')) : render(briefing);
    engine = await openEngine({ store, clock, renderer }, []);
    await update(9);
    await until(60 + 12 * 300);
    expect(await editions()).toHaveLength(1);
  });
});

describe('a request for a rebuild', () => {
  const request = () => engine.triggerDesk.request('bridge', { reason: 'test' }, TEST_META);

  it('is recorded, answered with its due time, and coalesces with others and with changes', async () => {
    expect(await request()).toMatchObject({ storyId: 'bridge', due: '2024-03-01T00:01:00.000Z' });
    await until(20);
    await update(9);
    expect((await request()).due).toBe('2024-03-01T00:01:20.000Z');
    await until(2000);
    expect(await secondsOf()).toEqual([80]);
  });

  it('gives an edition also when nothing has changed, and also with changes off', async () => {
    await engine.triggerDesk.set('bridge', { ...RULE, onChange: false }, TEST_META);
    await request();
    await until(100);
    await request();
    await until(2000);
    expect(await secondsOf()).toEqual([60, 160]);
  });

  it('survives a restart', async () => {
    await request();
    const { blobs } = engine;
    await engine.stop();
    engine = await open(blobs);
    await until(2000);
    expect(await secondsOf()).toEqual([60]);
  });

  it('is refused for an unknown story', async () => {
    const refused = engine.triggerDesk.request('brigde', { reason: '' }, TEST_META);
    await expect(refused).rejects.toMatchObject({ code: 'WB_STORY_UNKNOWN' });
  });
});

describe('a hook', () => {
  it('requests a rebuild for whoever has its token, and its token is nowhere in the log', async () => {
    const token = await engine.triggerDesk.createHook('bridge', 'cms', TEST_META);
    expect(await engine.triggerDesk.callHook('bridge', token, TEST_META)).toMatchObject({
      due: '2024-03-01T00:01:00.000Z',
    });
    expect(JSON.stringify(await commitsOf(store))).not.toContain(token.slice(4));
    await until(2000);
    expect(await editions()).toHaveLength(1);
  });

  it('refuses a wrong token, a replaced one, a revoked one and one of another story alike', async () => {
    const { triggerDesk } = engine;
    const replaced = await triggerDesk.createHook('bridge', 'cms', TEST_META);
    const current = await triggerDesk.createHook('bridge', 'cms', TEST_META);
    const call = (token: string, storyId = 'bridge') =>
      triggerDesk.callHook(storyId, token, TEST_META).then(
        () => 'taken',
        (error: unknown) => (error as { code: string }).code,
      );
    expect(await call(current)).toBe('taken');
    expect(await call(replaced)).toBe('WB_HOOK_TOKEN');
    expect(await call('')).toBe('WB_HOOK_TOKEN');
    expect(await call(current, 'port')).toBe('WB_HOOK_TOKEN');
    await triggerDesk.revokeHook('bridge', 'cms', TEST_META);
    expect(await call(current)).toBe('WB_HOOK_TOKEN');
  });
});
