import { setTimeout as delay } from 'node:timers/promises';

import { InMemoryProjectionStore } from '@wirebrief/event-store';
import { type Commit, type StreamId } from '@wirebrief/kernel';
import { TEST_META, testEventStore } from '@wirebrief/testing';

import { type EventStore } from './ports/event-store.port';
import { type Checkpoint, type ProjectionSave } from './ports/projection-store.port';
import { Projection } from './projection';

/** Each save waits for its gate, which may throw. */
class GatedSnapshots extends InMemoryProjectionStore {
  readonly gates: (() => Promise<void>)[] = [];
  begun = 0;

  override async save(
    save: ProjectionSave,
    previous: Checkpoint | undefined,
  ): Promise<Checkpoint | 'fenced'> {
    this.begun++;
    await this.gates.shift()?.();
    return super.save(save, previous);
  }
}

let store: EventStore;
let snapshots: GatedSnapshots;

beforeEach(() => {
  store = testEventStore();
  snapshots = new GatedSnapshots();
});
afterEach(() => store.close());

/** How many commits each stream has: folding one twice or not at all shows. */
function countsOf(states: Map<string, number>, { stream }: Commit): ReadonlySet<string> {
  states.set(stream, (states.get(stream) ?? 0) + 1);
  return new Set([stream]);
}

async function counting(): Promise<Projection<number>> {
  const projection = new Projection({
    name: 'counts',
    foldVersion: 1,
    fold: countsOf,
    store,
    snapshots,
  });
  await projection.start();
  await projection.catchUp();
  return projection;
}

let commits = 0;
const append = (stream: StreamId) =>
  store.append({
    id: `00000000-0000-4000-8000-${String(++commits).padStart(12, '0')}`,
    stream,
    expected: 'any',
    events: [{ type: 'Counted', schema: 1, data: {} }],
    meta: TEST_META,
  });

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await delay(10);
}

describe('the snapshots of a projection', () => {
  it('are right when a save begins while the one before is not done', async () => {
    let open: () => void = () => undefined;
    const opened = new Promise<void>((resolve) => (open = resolve));
    snapshots.gates.push(() => opened);
    const projection = await counting();
    await append('default.a.1');
    await until(() => snapshots.begun === 1);
    await append('default.a.1');
    await projection.catchUp();
    // The timer of the next save runs out, and more comes before it has its turn.
    await delay(700);
    await append('default.a.1');
    await projection.catchUp();
    open();
    await projection.stop();
    const restarted = await counting();
    expect(restarted.all()).toEqual(new Map([['default.a.1', 3]]));
    await restarted.stop();
  });

  it('are the rarer, the longer they take', async () => {
    snapshots.gates.push(() => delay(200));
    const projection = await counting();
    await append('default.a.1');
    await until(() => snapshots.begun === 1);
    await delay(300);
    await append('default.a.1');
    await projection.catchUp();
    await delay(1_500);
    expect(snapshots.begun).toBe(1);
    await projection.stop();
    expect(snapshots.begun).toBe(2);
  });

  it('wait until nothing has changed for a while', async () => {
    const projection = await counting();
    for (let change = 0; change < 7; change++) {
      await append('default.a.1');
      await projection.catchUp();
      await delay(100);
    }
    expect(snapshots.begun).toBe(0);
    await until(() => snapshots.begun === 1);
    await projection.stop();
  });

  it('are right after one that could not be written', async () => {
    snapshots.gates.push(() => Promise.reject(new Error('no space')));
    const projection = await counting();
    await append('default.a.1');
    await until(() => snapshots.begun === 1);
    await append('default.a.2');
    await projection.catchUp();
    await projection.stop();
    const restarted = await counting();
    expect(restarted.all()).toEqual(
      new Map([
        ['default.a.1', 1],
        ['default.a.2', 1],
      ]),
    );
    await restarted.stop();
  });
});
