import { InMemoryEventStore } from '@wirebrief/event-store';
import { type CommitMeta, type NewCommit } from '@wirebrief/kernel';
import {
  type ArticleCommand,
  articleDecider,
  articleIdOf,
  type ArticleUpdate,
} from '@wirebrief/newsroom';
import { commitsOf, TEST_META, tollUpdate } from '@wirebrief/testing';

import { type Handled, handleCommand } from './command-handling';
import {
  type Appended,
  ConcurrencyError,
  type EventStore,
  StoreUnavailableError,
} from './ports/event-store.port';
import { articleStream } from './streams';

const ITEM = { source: 'test', itemId: '1' };
const first = tollUpdate(9, { ...ITEM, version: 1 });
const second = tollUpdate(10, { ...ITEM, version: 2 });
const other: CommitMeta = { correlationId: 'request-2', actor: 'someone else' };

function record(
  store: EventStore,
  update: ArticleUpdate,
  meta = TEST_META,
): Promise<Handled<unknown, { readonly type: string }>> {
  const command: ArticleCommand = {
    type: 'RecordUpdate',
    update,
    stories: ['bridge'],
    now: '2024-03-01T12:00:00Z',
  };
  const stream = articleStream(articleIdOf(update));
  return handleCommand({ store, stream, decider: articleDecider, command, meta });
}

/** A log in which something happens around an append, as often as told. */
class InterruptedStore extends InMemoryEventStore {
  before: () => Promise<void> = async () => undefined;
  after: () => void = () => undefined;

  constructor() {
    super({ clock: () => new Date(0) });
  }

  override async append(commit: NewCommit): Promise<Appended> {
    const { before, after } = this;
    this.before = async () => undefined;
    this.after = () => undefined;
    await before();
    const appended = await super.append(commit);
    after();
    return appended;
  }
}

/** The same log as another process has it: commands of one process take turns and do not race. */
const elsewhere = (store: EventStore): EventStore => Object.create(store) as EventStore;

describe('handling a command', () => {
  it('records what is decided and tells its position and the state after it', async () => {
    const store = new InterruptedStore();
    const { events, state, position } = await record(store, first);
    expect(events).toMatchObject([{ type: 'ArticleReceived' }]);
    expect(state).toMatchObject({ status: 'live' });
    expect(position).toBe(await store.head());
    expect(await commitsOf(store)).toMatchObject([{ meta: TEST_META, version: 1 }]);
  });

  it('records nothing when there is nothing new, and tells where the stream stands', async () => {
    const store = new InterruptedStore();
    const { position } = await record(store, first);
    await record(store, tollUpdate(1));
    expect(await record(store, first)).toMatchObject({ events: [], position });
    expect(await commitsOf(store)).toHaveLength(2);
  });

  it('passes a refusal on and records nothing', async () => {
    const store = new InterruptedStore();
    const empty = tollUpdate(9, { text: '' });
    await expect(record(store, empty)).rejects.toMatchObject({ code: 'WB_ARTICLE_EMPTY' });
    expect(await store.head()).toBe(0);
  });

  it('decides again on what the winner of a race wrote', async () => {
    const store = new InterruptedStore();
    store.before = async () => {
      await record(elsewhere(store), second, other);
    };
    const { events } = await record(store, first);
    expect(events).toMatchObject([{ type: 'ArticleRevised', data: { change: 'late' } }]);
    expect(await commitsOf(store)).toMatchObject([{ meta: other }, { meta: TEST_META }]);
  });

  it('has nothing to record when the winner of the race wrote the very same', async () => {
    const store = new InterruptedStore();
    store.before = async () => {
      await record(elsewhere(store), first, other);
    };
    expect(await record(store, first)).toMatchObject({ events: [], position: 1 });
    expect(await commitsOf(store)).toMatchObject([{ meta: other }]);
  });

  it('takes the commands of one process in turn, so that any number of them get in', async () => {
    const store = new InterruptedStore();
    const numbers = Array.from({ length: 12 }, (_, at) => at + 1);
    await Promise.all(
      numbers.map((version) => record(store, tollUpdate(version, { ...ITEM, version }))),
    );
    expect(await commitsOf(store)).toHaveLength(12);
  });

  it('gives up when it keeps losing', async () => {
    const store = new InterruptedStore();
    let versions = 10;
    const rival = async (): Promise<void> => {
      versions++;
      await record(elsewhere(store), tollUpdate(versions, { ...ITEM, version: versions }), other);
      store.before = rival;
    };
    store.before = rival;
    await expect(record(store, first)).rejects.toBeInstanceOf(ConcurrencyError);
    expect((await commitsOf(store)).every(({ meta }) => meta.actor === other.actor)).toBe(true);
  });

  it('records once when the answer was lost and the command is sent again', async () => {
    const store = new InterruptedStore();
    store.after = () => {
      throw new StoreUnavailableError('unknown', 'The answer is lost.', 'Send it again.');
    };
    await expect(record(store, first)).rejects.toBeInstanceOf(StoreUnavailableError);
    expect(await record(store, first)).toMatchObject({ events: [], position: 1 });
    expect(await commitsOf(store)).toHaveLength(1);
  });

  it('gives another try of the same decision the same id', async () => {
    const [one, two] = [new InterruptedStore(), new InterruptedStore()];
    await record(one, first);
    await record(two, first, other);
    const [[a], [b]] = [await commitsOf(one), await commitsOf(two)];
    expect(a?.id).toBe(b?.id);
    await record(one, second);
    expect((await commitsOf(one))[1]?.id).not.toBe(a?.id);
  });
});
