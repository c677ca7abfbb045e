import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { InMemoryBlobStore } from '@wirebrief/blob-store';
import { type Briefing, storyInputSchema } from '@wirebrief/briefing';
import { InMemoryEventStore, SqliteEventStore } from '@wirebrief/event-store';
import { type NewCommit, recordedEvents } from '@wirebrief/kernel';
import { nextDues, scheduleInputSchema, type Tick, type TickEvent } from '@wirebrief/scheduling';
import {
  commitsOf,
  DelegatingEventStore,
  type EngineUnderTest,
  JsonRenderer,
  openEngine,
  TEST_META,
  tollUpdate,
} from '@wirebrief/testing';

import {
  type Appended,
  type CaughtUp,
  type CommitBatch,
  type EventStore,
  type FollowOptions,
} from './ports/event-store.port';
import { type Edition } from './press';

const START = Date.parse('2026-03-29T00:00:30Z');
const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** The time of the world and the log in it. */
interface World {
  now: number;
  readonly log: EventStore;
  readonly blobs: InMemoryBlobStore;
}

const instant = (milliseconds: number): string => new Date(milliseconds).toISOString();

/** The log as one process sees it: it can stop to hear of what is new, and it can die at an append. */
class ProcessStore extends DelegatingEventStore {
  /** At the next append of an event of the type: before it reaches the log, or before the answer arrives. */
  dieAt: { readonly type: string; readonly when: 'before' | 'after' } | null = null;
  isDead = false;
  private gate: Promise<void> | null = null;

  override async append(commit: NewCommit): Promise<Appended> {
    if (this.isDead) throw new Error('the process is dead');
    const isEnd = commit.events.some(({ type }) => type === this.dieAt?.type);
    if (isEnd && this.dieAt?.when === 'before') this.die();
    const appended = await this.inner.append(commit);
    if (isEnd) this.die();
    return appended;
  }

  override async *follow(options: FollowOptions): AsyncIterable<CommitBatch | CaughtUp> {
    for await (const batch of this.inner.follow(options)) {
      while (this.gate !== null) await this.gate;
      yield batch;
    }
  }

  /** News is held back until the returned function is called. */
  hold(): () => void {
    let release: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (release = resolve));
    this.gate = gate;
    return () => {
      if (this.gate === gate) this.gate = null;
      release();
    };
  }

  private die(): never {
    this.isDead = true;
    throw new Error('killed');
  }
}

interface Replica {
  readonly store: ProcessStore;
  readonly engine: EngineUnderTest;
  readonly clock: () => string;
  pausedUntil: number;
  release: () => void;
}

async function replicaIn(world: World, skewSeconds = 0, renderer = new JsonRenderer()) {
  const store = new ProcessStore(world.log);
  const clock = (): string => instant(world.now + skewSeconds * SECOND);
  const engine = await openEngine({ store, blobs: world.blobs, clock, renderer }, []);
  await engine.schedules.catchUp();
  // As at the start of a process: what lies open is taken up.
  for (const run of engine.schedules.openRuns()) engine.tickWorker.take(run);
  return { store, engine, clock, pausedUntil: 0, release: (): void => undefined } satisfies Replica;
}

/** One look of the process at what is due. A dead one's failure is no concern of anybody. */
async function look({ store, engine, clock }: Replica): Promise<void> {
  try {
    await engine.scheduler.fireDue();
    // More than can be open: a tick that is ready for ever would be a loop without an end.
    for (let left = 100; left > 0; left--) {
      const next = await engine.tickWorker.workDue();
      const isLater = next === null || Date.parse(next) > Date.parse(clock());
      if (isLater && engine.tickWorker.isIdle()) break;
      await engine.tickWorker.settled();
    }
  } catch (error) {
    if (!store.isDead) throw error;
  }
}

async function openWorld(log: (clock: () => Date) => Promise<EventStore> | EventStore) {
  const world = { now: START, blobs: new InMemoryBlobStore(), log: null as unknown as EventStore };
  world.log = await log(() => new Date(world.now));
  return world satisfies World;
}

const memoryWorld = (): Promise<World> => openWorld((clock) => new InMemoryEventStore({ clock }));

async function define(
  { engine }: Replica,
  scheduleId: string,
  schedule: Readonly<Record<string, unknown>>,
  storyId = 'bridge',
): Promise<void> {
  const input = scheduleInputSchema.parse({ cron: '* * * * *', ...schedule });
  await engine.scheduleDesk.set(storyId, scheduleId, input, TEST_META);
}

async function openBridge({ engine }: Replica, id = 'bridge'): Promise<void> {
  const story = { id, title: id, timeZone: 'Europe/Berlin' };
  await engine.desk.open(storyInputSchema.parse(story), TEST_META);
}

async function eventsIn({ log }: World) {
  return (await commitsOf(log)).flatMap(recordedEvents);
}

async function ticksIn(world: World): Promise<readonly (Tick & { readonly firedAt: string })[]> {
  return (await eventsIn(world))
    .filter(({ type }) => type === 'TickFired')
    .map(({ data, recordedAt }) => ({ ...(data as unknown as Tick), firedAt: recordedAt }));
}

async function dataIn<Data>(world: World, type: string): Promise<readonly Data[]> {
  const events = await eventsIn(world);
  return events.filter((event) => event.type === type).map(({ data }) => data as unknown as Data);
}

/** The same numbers each time. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

const KILLS = ['TickFired', 'TickBegun', 'EditionIssued', 'TickSettled'].flatMap((type) =>
  (['before', 'after'] as const).map((when) => ({ type, when })),
);

interface Storm {
  readonly minutes: number;
  readonly seed: number;
}

/** Three replicas with clocks a minute apart are killed, paused and started again while time goes on. */
async function ride(world: World, { minutes, seed }: Storm): Promise<number> {
  const random = seeded(seed);
  const skews = [0, 60, -60];
  let replicas = await Promise.all(skews.map((skew) => replicaIn(world, skew)));
  const [first] = replicas;
  if (first === undefined) throw new Error('there is a replica');
  await openBridge(first);
  await define(first, 'minutely', { outage: { policy: 'all', limit: 1000 } });
  const often = { cron: '*/30 */7 * * * *', unchanged: 'skip' };
  await define(first, 'often', { ...often, outage: { policy: 'all', limit: 1000 } });
  let kills = 0;
  for (const end = START + minutes * MINUTE; world.now < end; world.now += 15 * SECOND) {
    const looking: Promise<void>[] = [];
    for (const replica of replicas) {
      if (replica.pausedUntil > world.now) continue;
      const dice = random();
      if (dice < 0.03) {
        replica.pausedUntil = world.now + random() * 10 * MINUTE;
        replica.release();
        replica.release = replica.store.hold();
        continue;
      }
      if (dice < 0.25) replica.store.dieAt = KILLS[Math.floor(random() * KILLS.length)] ?? null;
      looking.push(look(replica));
      // A process that wakes acts on what it knew before it hears of what is new.
      setImmediate(replica.release);
    }
    await Promise.all(looking);
    replicas = await Promise.all(
      replicas.map(async (replica, index) => {
        if (!replica.store.isDead) return replica;
        kills += 1;
        replica.release();
        await replica.engine.stop();
        return replicaIn(world, skews[index]);
      }),
    );
  }
  for (const { store, release } of replicas) {
    release();
    store.dieAt = null;
  }
  // The ticks of the last minute, and what was left lying.
  for (let round = 0; round < 8; round++, world.now += 30 * SECOND)
    await Promise.all(replicas.map(look));
  await Promise.all(replicas.map(({ engine }) => engine.stop()));
  return kills;
}

async function expectEachDueTimeOnce(world: World, minutes: number): Promise<void> {
  const ticks = await ticksIn(world);
  const editions = await dataIn<Edition>(world, 'EditionIssued');
  const settled = await dataIn<Extract<TickEvent, { type: 'TickSettled' }>['data']>(
    world,
    'TickSettled',
  );
  for (const [scheduleId, cron] of [
    ['minutely', '* * * * *'],
    ['often', '*/30 */7 * * * *'],
  ] as const) {
    const fired = ticks.filter((tick) => tick.scheduleId === scheduleId).map(({ due }) => due);
    const timing = { cron, timeZone: 'Europe/Berlin' };
    expect([...fired].sort()).toEqual(nextDues(timing, instant(START), fired.length));
    // A replica whose clock is a minute ahead may have fired what is due in a minute.
    expect(fired.length).toBeGreaterThanOrEqual(cron === '* * * * *' ? minutes : minutes / 4);
    const outcomes = settled.filter((tick) => tick.scheduleId === scheduleId);
    expect(new Set(outcomes.map(({ due }) => due))).toEqual(new Set(fired));
  }
  const requests = editions.map(({ request }) => request);
  expect(new Set(requests).size).toBe(requests.length);
  const minutely = ticks.filter(({ scheduleId }) => scheduleId === 'minutely');
  expect(requests.filter((request) => request?.startsWith('schedule/minutely/')).sort()).toEqual(
    minutely.map(({ due }) => `schedule/minutely/${due}`).sort(),
  );
}

describe('three replicas that are killed, paused and a minute apart', () => {
  it.each([1, 2])(
    'fire and issue each of hundreds of due times once, over a log in memory (%i)',
    async (seed) => {
      const world = await memoryWorld();
      const kills = await ride(world, { minutes: 120, seed });
      expect(kills).toBeGreaterThan(30);
      await expectEachDueTimeOnce(world, 120);
    },
    180_000,
  );

  it('fire and issue each due time once, over SQLite', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'wirebrief-schedules-'));
    const world = await openWorld((clock) => SqliteEventStore.open({ folder, clock }));
    try {
      const kills = await ride(world, { minutes: 40, seed: 4 });
      expect(kills).toBeGreaterThan(5);
      await expectEachDueTimeOnce(world, 40);
    } finally {
      await world.log.close();
      rmSync(folder, { recursive: true });
    }
  }, 180_000);
});

describe('a replica', () => {
  it('with a clock that runs ahead fires early once, and then at the time of the log', async () => {
    const world = await memoryWorld();
    const replica = await replicaIn(world, 45);
    await openBridge(replica);
    await define(replica, 'minutely', {});
    for (const end = START + 6 * MINUTE; world.now < end; world.now += SECOND) await look(replica);
    await replica.engine.stop();
    const early = (await ticksIn(world)).map(
      ({ due, firedAt }) => (Date.parse(due) - Date.parse(firedAt)) / SECOND,
    );
    expect(early).toEqual([30, 0, 0, 0, 0, 0]);
  });

  it('holds up no other story while the edition of one is waited for', async () => {
    const world = await memoryWorld();
    class Lost extends JsonRenderer {
      override render(briefing: Briefing) {
        return briefing.story.id === 'bridge'
          ? new Promise<never>(() => {})
          : super.render(briefing);
      }
    }
    const replica = await replicaIn(world, 0, new Lost());
    for (const story of ['bridge', 'harbour']) {
      await openBridge(replica, story);
      await define(replica, 'hourly', { cron: '5 * * * *' }, story);
    }
    world.now = Date.parse('2026-03-29T00:05:00Z');
    await replica.engine.scheduler.fireDue();
    await replica.engine.tickWorker.workDue();
    let issued: readonly { readonly storyId: string }[] = [];
    for (let turns = 0; turns < 200 && issued.length === 0; turns++) {
      await delay(5);
      issued = await dataIn(world, 'EditionIssued');
    }
    expect(issued.map(({ storyId }) => storyId)).toEqual(['harbour']);
  });

  it('leaves a tick to who fired it, and takes it up when that one has been silent for a minute', async () => {
    const world = await memoryWorld();
    const [winner, other] = [await replicaIn(world), await replicaIn(world)];
    await openBridge(winner);
    await define(winner, 'minutely', { cron: '5 * * * *' });
    world.now = Date.parse('2026-03-29T00:05:00Z');
    await winner.engine.scheduler.fireDue();
    await other.engine.schedules.catchUp();
    expect(await other.engine.tickWorker.workDue()).toBe('2026-03-29T00:06:00.000Z');
    expect(await dataIn(world, 'EditionIssued')).toHaveLength(0);
    world.now = Date.parse('2026-03-29T00:06:00Z');
    await look(other);
    await look(winner);
    expect(await dataIn(world, 'EditionIssued')).toHaveLength(1);
    expect(await dataIn(world, 'TickSettled')).toHaveLength(1);
    await Promise.all([winner, other].map(({ engine }) => engine.stop()));
  });
});

describe('after an outage of three days', () => {
  it.each([
    ['once', [31], [2]],
    ['all', [29, 30, 31], [0, 0, 0]],
    ['none', [], []],
  ] as const)('"%s" is what happens, once', async (policy, days, passedOver) => {
    const world = await memoryWorld();
    const before = await replicaIn(world);
    await openBridge(before);
    await define(before, 'daily', { cron: '0 6 * * *', outage: { policy } });
    await before.engine.stop();
    world.now = Date.parse('2026-03-31T12:00:00Z');
    for (let restart = 0; restart < 2; restart++) {
      const after = await Promise.all([0, 60, -60].map((skew) => replicaIn(world, skew)));
      for (let round = 0; round < 3; round++) await Promise.all(after.map(look));
      await Promise.all(after.map(({ engine }) => engine.stop()));
    }
    const ticks = await ticksIn(world);
    expect(ticks.map(({ due }) => due)).toEqual(days.map((day) => `2026-03-${day}T04:00:00Z`));
    expect(ticks.map((tick) => tick.passedOver)).toEqual(passedOver);
    expect(await dataIn(world, 'EditionIssued')).toHaveLength(days.length);
  });

  it('the next tick tells how many the policy left out', async () => {
    const world = await memoryWorld();
    const before = await replicaIn(world);
    await openBridge(before);
    await define(before, 'daily', { cron: '0 6 * * *', outage: { policy: 'none' } });
    await before.engine.stop();
    world.now = Date.parse('2026-03-31T12:00:00Z');
    const after = await replicaIn(world);
    await look(after);
    world.now = Date.parse('2026-04-01T04:00:00Z');
    await look(after);
    await after.engine.stop();
    expect(await ticksIn(world)).toMatchObject([{ due: '2026-04-01T04:00:00Z', passedOver: 3 }]);
  });
});

describe('an edition that cannot be made', () => {
  class EmptyPen extends JsonRenderer {
    ink = 0;

    override async render(...args: Parameters<JsonRenderer['render']>) {
      if (this.ink <= 0) throw new Error('no ink');
      return super.render(...args);
    }
  }

  async function failing(until: string) {
    const world = await memoryWorld();
    const pen = new EmptyPen();
    let replica = await replicaIn(world, 0, pen);
    await openBridge(replica);
    await define(replica, 'daily', { cron: '0 6 * * *' });
    world.now = Date.parse('2026-03-29T04:00:00Z');
    for (; world.now < Date.parse(until); world.now += 5 * SECOND) {
      // The waits stand in the log: a new process goes on with them.
      if (world.now % (25 * SECOND) === 0) {
        await replica.engine.stop();
        replica = await replicaIn(world, 0, pen);
      }
      await look(replica);
    }
    return { world, pen, replica };
  }

  it('is tried again, less and less often, through restarts, and shown as failed in the end', async () => {
    const { world, replica } = await failing('2026-03-29T05:30:00Z');
    const attempts = (await eventsIn(world)).filter(({ type }) => type === 'TickFailed');
    const seconds = attempts.map(({ recordedAt }) =>
      Math.round((Date.parse(recordedAt) - Date.parse('2026-03-29T04:00:00Z')) / SECOND),
    );
    expect(seconds).toEqual([0, 5, 20, 65, 200, 605, 1505, 2405, 3305]);
    const failure = { status: 'abandoned', attempts: 10, problem: { message: 'no ink' } };
    const schedule = await replica.engine.scheduleDesk.find('bridge', 'daily');
    expect(schedule).toMatchObject({ failure, runs: [failure] });
    expect(replica.engine.scheduleDesk.failing()).toEqual([schedule]);
    await replica.engine.stop();
    expect(await dataIn(world, 'EditionIssued')).toHaveLength(0);
  }, 180_000);

  it('is issued once it can be', async () => {
    const { world, pen, replica } = await failing('2026-03-29T04:01:00Z');
    pen.ink = 1;
    world.now = Date.parse('2026-03-29T04:01:05Z');
    await look(replica);
    await replica.engine.stop();
    expect(await dataIn(world, 'EditionIssued')).toHaveLength(1);
    expect(await dataIn(world, 'TickSettled')).toMatchObject([{ outcome: 'issued', edition: 1 }]);
  });

  it('is given up at its next failure when its schedule was removed', async () => {
    const { world, replica } = await failing('2026-03-29T04:01:00Z');
    await replica.engine.scheduleDesk.remove('bridge', 'daily', TEST_META);
    world.now = Date.parse('2026-03-29T04:01:05Z');
    await look(replica);
    expect(await dataIn(world, 'TickAbandoned')).toHaveLength(1);
    expect(replica.engine.schedules.all().size).toBe(0);
    await replica.engine.stop();
  });
});

describe('an edition whose composing ends the process', () => {
  /** Dies with its process until it is told not to. */
  class Poison extends JsonRenderer {
    deaths = 0;
    deadly = Infinity;
    store: ProcessStore | null = null;

    override async render(...args: Parameters<JsonRenderer['render']>) {
      if (this.deaths >= this.deadly || this.store === null) return super.render(...args);
      this.deaths += 1;
      this.store.isDead = true;
      throw new Error('killed');
    }
  }

  /** A process that is started again and again, as a supervisor does. */
  async function supervised(poison: Poison, starts: number, pause: number): Promise<World> {
    const world = await memoryWorld();
    const first = await replicaIn(world);
    await openBridge(first);
    await define(first, 'daily', { cron: '0 6 * * *', outage: { policy: 'all' } });
    await first.engine.stop();
    world.now = Date.parse('2026-03-29T04:00:00Z');
    for (let start = 0; start < starts; start++, world.now += pause) {
      const replica = await replicaIn(world, 0, poison);
      poison.store = replica.store;
      await look(replica);
      await replica.engine.stop();
    }
    return world;
  }

  it('ends ten of them at most, each after a longer wait than the one before', async () => {
    const poison = new Poison();
    const world = await supervised(poison, 700, 5 * SECOND);
    const begun = (await eventsIn(world)).filter(({ type }) => type === 'TickBegun');
    const seconds = begun.map(
      ({ recordedAt }) => (Date.parse(recordedAt) - Date.parse('2026-03-29T04:00:00Z')) / SECOND,
    );
    expect(seconds).toEqual([0, 5, 10, 25, 70, 205, 610, 1510, 2410, 3310]);
    expect(poison.deaths).toBe(10);
  }, 180_000);

  it('is given up after the tenth, and the reason is shown', async () => {
    const poison = new Poison();
    const world = await supervised(poison, 12, 20 * MINUTE);
    expect(poison.deaths).toBe(10);
    expect(await dataIn(world, 'TickAbandoned')).toMatchObject([
      { attempts: 10, problem: { code: 'WB_TICK_LOST' } },
    ]);
    expect(await dataIn(world, 'EditionIssued')).toHaveLength(0);
  });

  it('is issued once, when it does so no longer', async () => {
    const poison = new Poison();
    poison.deadly = 3;
    const world = await supervised(poison, 6, MINUTE);
    const replica = await replicaIn(world);
    const { runs } = await replica.engine.scheduleDesk.find('bridge', 'daily');
    await replica.engine.stop();
    expect(runs).toMatchObject([{ status: 'issued', edition: 1, begun: 4, attempts: 3 }]);
    expect(await dataIn(world, 'EditionIssued')).toHaveLength(1);
  });
});

describe('an edition on a schedule', () => {
  it('is left out when nothing changed and the schedule says so, and the history tells', async () => {
    const world = await memoryWorld();
    const replica = await replicaIn(world);
    await openBridge(replica);
    await define(replica, 'daily', { cron: '0 6 * * *', unchanged: 'skip' });
    for (const day of [29, 30, 31]) {
      world.now = Date.parse(`2026-03-${day}T04:00:00Z`);
      if (day === 31) await replica.engine.intake.record(bridgeUpdate(), TEST_META);
      await look(replica);
    }
    const { runs } = await replica.engine.scheduleDesk.find('bridge', 'daily');
    await replica.engine.stop();
    expect(runs.map(({ status, edition }) => [status, edition])).toEqual([
      ['issued', 2],
      ['unchanged', 1],
      ['issued', 1],
    ]);
  });

  it('tells when the next one is due, also when it was fired a moment early', async () => {
    const world = await memoryWorld();
    const replica = await replicaIn(world, 50);
    await openBridge(replica);
    await define(replica, 'daily', { cron: '0 6 * * *' });
    world.now = Date.parse('2026-03-29T03:59:20Z');
    await look(replica);
    const [edition] = await dataIn<Edition>(world, 'EditionIssued');
    const bytes = await world.blobs.get(edition?.files.json.hash ?? '');
    await replica.engine.stop();
    const document = JSON.parse(new TextDecoder().decode(bytes)) as { edition: object };
    expect(document.edition).toMatchObject({ nextDue: '2026-03-30T04:00:00Z' });
  });

  it('is not due while the schedule is paused, nor for the time that it was', async () => {
    const world = await memoryWorld();
    const replica = await replicaIn(world);
    await openBridge(replica);
    await define(replica, 'daily', { cron: '0 6 * * *', paused: true });
    world.now = Date.parse('2026-03-30T12:00:00Z');
    await look(replica);
    await define(replica, 'daily', { cron: '0 6 * * *' });
    await look(replica);
    await replica.engine.stop();
    expect(await ticksIn(world)).toEqual([]);
  });
});

const bridgeUpdate = () => tollUpdate(9, { stories: ['bridge'] });
