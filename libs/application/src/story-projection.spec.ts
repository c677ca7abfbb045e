import { fold, recordedEvents } from '@wirebrief/kernel';
import {
  articlesOf,
  evolveStory,
  initialStoryState,
  isStoryFact,
  type StoryState,
} from '@wirebrief/briefing';
import { InMemoryEventStore, InMemoryProjectionStore } from '@wirebrief/event-store';
import {
  commitsOf,
  type EngineUnderTest,
  openEngine,
  TEST_META,
  tollUpdate,
} from '@wirebrief/testing';

import { fromRecorded } from './event-codec';
import {
  type CaughtUp,
  type CommitBatch,
  type EventStore,
  type FollowOptions,
} from './ports/event-store.port';
import { type Checkpoint, type ProjectionSave } from './ports/projection-store.port';
import { storiesOfEvent } from './stories-of';
import { StoryProjection, STORIES } from './story-projection';

/** Remembers where followers began to read. */
class WatchedStore extends InMemoryEventStore {
  readonly begun: number[] = [];

  constructor() {
    super({ clock: () => new Date(0) });
  }

  override follow(options: FollowOptions): AsyncIterable<CommitBatch | CaughtUp> {
    this.begun.push(options.after);
    return super.follow(options);
  }
}

/** Tells when the stories were saved up to a position, or were fenced. */
class WatchedSnapshots extends InMemoryProjectionStore {
  private tried = 0;
  private waiting: { readonly position: number; readonly resolve: () => void }[] = [];

  override async save(
    save: ProjectionSave,
    previous: Checkpoint | undefined,
  ): Promise<Checkpoint | 'fenced'> {
    const saved = await super.save(save, previous);
    if (save.name === STORIES) this.tried = Math.max(this.tried, save.position);
    for (const { position, resolve } of this.waiting) if (position <= this.tried) resolve();
    return saved;
  }

  whenTried(position: number): Promise<void> {
    return new Promise((resolve) => {
      if (this.tried >= position) resolve();
      else this.waiting.push({ position, resolve });
    });
  }
}

let store: WatchedStore;
let snapshots: WatchedSnapshots;
let engine: EngineUnderTest;

beforeEach(async () => {
  store = new WatchedStore();
  snapshots = new WatchedSnapshots();
  engine = await openEngine({ store, projections: snapshots }, ['bridge', 'port']);
});
afterEach(() => engine.stop());

async function arrive(killed: number, stories: readonly string[] = ['bridge']): Promise<void> {
  await engine.intake.record(tollUpdate(killed, { stories: [...stories] }), TEST_META);
  await engine.analyst.catchUp();
  await engine.stories.catchUp();
}

/** The state of a story by folding every event of the log that concerns it. */
async function folded(storyId: string, log: EventStore = store): Promise<StoryState> {
  const events = (await commitsOf(log)).flatMap(recordedEvents);
  const facts = events
    .filter((event) => storiesOfEvent(event).includes(storyId))
    .map(fromRecorded)
    .filter(isStoryFact);
  return fold(evolveStory, initialStoryState, facts);
}

/** A projection that starts now on the same log and snapshots. */
async function restarted(): Promise<StoryProjection> {
  const projection = new StoryProjection(store, snapshots);
  await projection.start();
  await projection.catchUp();
  return projection;
}

describe('the projection of stories', () => {
  it('is the fold of the log, story by story', async () => {
    await arrive(9);
    await arrive(12, ['port', 'bridge']);
    for (const id of ['bridge', 'port']) expect(engine.stories.state(id)).toEqual(await folded(id));
    expect(articlesOf(engine.stories.state('port') ?? initialStoryState)).toHaveLength(1);
    expect(engine.stories.state('unknown')).toBeUndefined();
  });

  it('resumes from its snapshots without reading the log again', async () => {
    await arrive(9);
    await engine.stop();
    store.begun.length = 0;
    const projection = await restarted();
    expect(store.begun).toEqual([await store.head()]);
    expect(projection.state('bridge')).toEqual(await folded('bridge'));
    await projection.stop();
  });

  it('adds to a snapshot what came after it', async () => {
    await arrive(9);
    await engine.stop();
    const late = new StoryProjection(store, snapshots);
    const second = await openEngine({ store }, []);
    await second.intake.record(tollUpdate(10, { stories: ['bridge'] }), TEST_META);
    await second.stop();
    await late.start();
    await late.catchUp();
    expect(late.state('bridge')).toEqual(await folded('bridge'));
    expect(articlesOf(late.state('bridge') ?? initialStoryState)).toHaveLength(2);
    await late.stop();
  });

  it('dropped and rebuilt is the same', async () => {
    await arrive(9);
    await arrive(12, ['port']);
    const before = new Map(engine.stories.stories());
    await engine.stop();
    await snapshots.drop(STORIES);
    const projection = await restarted();
    expect(store.begun.at(-1)).toBe(0);
    expect(new Map(projection.stories())).toEqual(before);
    await projection.stop();
  });

  it('ignores snapshots of another fold', async () => {
    await arrive(9);
    await engine.stop();
    const previous = await snapshots.checkpoint(STORIES);
    const changed = new Map([['bridge', { shape: 'of another program' }]]);
    const position = previous?.position ?? 0;
    await snapshots.save({ name: STORIES, codeHash: 'another', position, changed }, previous);
    const projection = await restarted();
    expect(projection.state('bridge')).toEqual(await folded('bridge'));
    await projection.stop();
  });

  it('leaves whole snapshots after another process has saved in between', async () => {
    await arrive(9);
    await snapshots.whenTried(await store.head());
    const previous = await snapshots.checkpoint(STORIES);
    if (previous === undefined) throw new Error('The projection has saved.');
    const { codeHash, position } = previous;
    await snapshots.save({ name: STORIES, codeHash, position, changed: new Map() }, previous);
    // This one is fenced: what it brings is not in the snapshots, and must get there with the next save.
    await arrive(10, ['bridge']);
    await snapshots.whenTried(await store.head());
    await arrive(12, ['port']);
    await engine.stop();
    const projection = await restarted();
    expect(projection.state('bridge')).toEqual(await folded('bridge'));
    expect(projection.state('port')).toEqual(await folded('port'));
    await projection.stop();
  });
});
