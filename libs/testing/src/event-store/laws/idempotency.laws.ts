import assert from 'node:assert/strict';

import { type Appended } from '@wirebrief/application';
import { type NewCommit, type StreamId } from '@wirebrief/kernel';

import { type Law } from '../law';
import {
  allOf,
  appendMany,
  assertRefused,
  idsOf,
  newCommit,
  newEvent,
  newEvents,
  snapshotOf,
  streamOf,
} from '../law-helpers';

const group = 'idempotency';
const STREAM: StreamId = 'daily.article.one';
const OTHER: StreamId = 'daily.article.two';

const again = ({ position, version }: Appended): Appended => ({
  position,
  version,
  duplicate: true,
});

const OTHER_CONTENT: readonly {
  readonly what: string;
  readonly change: (commit: NewCommit) => Partial<NewCommit>;
}[] = [
  { what: 'other events', change: () => ({ events: [newEvent('ArticleReceived')] }) },
  {
    what: 'more events',
    change: ({ events }) => ({ events: [...events, newEvent('ArticleRevised')] }),
  },
  { what: 'other meta', change: ({ meta }) => ({ meta: { ...meta, actor: 'someone else' } }) },
  { what: 'another stream', change: () => ({ stream: OTHER }) },
];

const mismatchLaws = OTHER_CONTENT.map(({ what, change }): Law => ({
  group,
  name: `refuses a known id with ${what}, and changes nothing`,
  check: async ({ store }) => {
    const commit = newCommit(STREAM, { expected: 'none' });
    await store.append(commit);
    const before = await snapshotOf(store, STREAM);
    await assertRefused(store.append({ ...commit, ...change(commit) }), 'WB_IDEMPOTENCY_MISMATCH');
    assert.deepEqual(await snapshotOf(store, STREAM), before);
  },
}));

export const idempotencyLaws: readonly Law[] = [
  ...mismatchLaws,
  {
    group,
    name: 'answers a repeat with the first result, although the expected version is stale by then',
    check: async ({ store }) => {
      const commit = newCommit(STREAM, { expected: 'none', events: newEvents(2) });
      const first = await store.append(commit);
      await appendMany(store, STREAM, 3);
      const before = await snapshotOf(store, STREAM);
      for (const expected of ['none', 0, 1, 99, 'exists', 'any'] as const) {
        assert.deepEqual(await store.append({ ...commit, expected }), again(first));
      }
      assert.deepEqual(await snapshotOf(store, STREAM), before);
    },
  },
  {
    group,
    name: 'remembers an id for ever: after many other commits and restarts',
    check: async ({ store, clock, reopen }) => {
      const commit = newCommit(STREAM, { expected: 'none' });
      const first = await store.append(commit);
      await appendMany(store, OTHER, 300);
      clock.advance(365 * 24 * 3600 * 1000);
      const reopened = await reopen();
      await appendMany(reopened, OTHER, 300);
      assert.deepEqual(await reopened.append(commit), again(first));
      assert.deepEqual(await (await reopen()).append(commit), again(first));
      assert.deepEqual(idsOf(await streamOf(await reopen(), STREAM)), [commit.id]);
    },
  },
  {
    group,
    name: 'sees the same content in another order of keys',
    check: async ({ store }) => {
      const commit = newCommit(STREAM, {
        events: [{ type: 'TollStated', schema: 1, data: { a: 1, b: { c: 2, d: 3 } } }],
      });
      const first = await store.append(commit);
      const events = [
        { data: { b: { d: 3, c: 2 }, a: 1 }, schema: 1, type: 'TollStated' },
      ] as const;
      assert.deepEqual(await store.append({ ...commit, events }), again(first));
    },
  },
  {
    group,
    name: 'records a commit once that many send at the same time',
    check: async ({ store }) => {
      const commit = newCommit(STREAM, { expected: 'none' });
      const results = await Promise.all(Array.from({ length: 20 }, () => store.append(commit)));
      assert.equal(results.filter((result) => !result.duplicate).length, 1);
      assert.equal(new Set(results.map((result) => result.position)).size, 1);
      assert.equal((await allOf(store)).commits.length, 1);
    },
  },
  {
    group,
    name: 'takes one of several contents that are sent with one id at the same time',
    check: async ({ store }) => {
      const { id } = newCommit(STREAM);
      const results = await Promise.allSettled(
        Array.from({ length: 10 }, () => store.append({ ...newCommit(STREAM), id })),
      );
      assert.equal(results.filter((result) => result.status === 'fulfilled').length, 1);
      const errors = results.filter((result) => result.status === 'rejected');
      assert.ok(
        errors.every(
          ({ reason }) => (reason as { code?: unknown }).code === 'WB_IDEMPOTENCY_MISMATCH',
        ),
      );
      assert.equal((await allOf(store)).commits.length, 1);
    },
  },
  {
    group,
    name: 'does not use up the id of a refused commit',
    check: async ({ store }) => {
      await store.append(newCommit(STREAM));
      const commit = newCommit(STREAM, { expected: 'none' });
      await assertRefused(store.append(commit), 'WB_CONCURRENCY');
      assert.equal((await store.append({ ...commit, expected: 1 })).duplicate, false);
    },
  },
];
