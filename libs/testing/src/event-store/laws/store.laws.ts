import assert from 'node:assert/strict';

import { type EventStore } from '@wirebrief/application';
import { type NewCommit, type StreamId } from '@wirebrief/kernel';

import { type Law } from '../law';
import {
  allOf,
  appendMany,
  assertGapless,
  assertRefused,
  collect,
  errorOf,
  idsOf,
  newCommit,
  newEvent,
  snapshotOf,
  streamOf,
} from '../law-helpers';

const STREAM: StreamId = 'daily.article.one';

const INVALID: readonly {
  readonly what: string;
  readonly change: Partial<Record<keyof NewCommit, unknown>>;
}[] = [
  { what: 'without events', change: { events: [] } },
  { what: 'without an id', change: { id: '' } },
  { what: 'with a space in its id', change: { id: 'commit 1' } },
  { what: 'for a stream of two tokens', change: { stream: 'daily.article' } },
  { what: 'for a stream with a wildcard', change: { stream: 'daily.article.*' } },
  { what: 'that expects a negative version', change: { expected: -1 } },
  { what: 'that expects half a version', change: { expected: 0.5 } },
  { what: 'with an event without a type', change: { events: [newEvent('')] } },
  {
    what: 'with an event of schema 0',
    change: { events: [{ type: 'ArticleReceived', schema: 0, data: null }] },
  },
];

const invalidLaws = INVALID.map(({ what, change }): Law => ({
  group: 'limits',
  name: `refuses a commit ${what}, and changes nothing`,
  check: async ({ store }) => {
    const before = await snapshotOf(store, STREAM);
    await assertRefused(
      store.append({ ...newCommit(STREAM), ...change } as NewCommit),
      'WB_COMMIT_INVALID',
    );
    assert.deepEqual(await snapshotOf(store, STREAM), before);
  },
}));

const commitOf = (text: string): NewCommit =>
  newCommit(STREAM, { events: [{ type: 'ArticleReceived', schema: 1, data: text }] });

const limitLaws: readonly Law[] = [
  ...invalidLaws,
  {
    group: 'limits',
    name: 'takes a commit just under the limit',
    check: async ({ store }) => {
      const text = 'x'.repeat(store.capabilities.maxCommitBytes - 500);
      await store.append(commitOf(text));
      assert.equal((await streamOf(store, STREAM))[0]?.events[0].data, text);
    },
  },
  {
    group: 'limits',
    name: 'refuses a commit over the limit, counted in bytes of UTF-8, and changes nothing',
    check: async ({ store }) => {
      const { maxCommitBytes } = store.capabilities;
      for (const text of ['x'.repeat(maxCommitBytes), 'é'.repeat(maxCommitBytes / 2)]) {
        const error = await errorOf(store.append(commitOf(text)));
        assert.equal(error['code'], 'WB_COMMIT_TOO_LARGE');
        assert.equal(error['limit'], maxCommitBytes);
      }
      assert.equal(await store.head(), 0);
    },
  },
];

const CALLS: readonly {
  readonly call: string;
  readonly make: (store: EventStore, signal: AbortSignal) => Promise<unknown>;
}[] = [
  { call: 'append', make: (store) => store.append(newCommit(STREAM)) },
  { call: 'head', make: (store) => store.head() },
  { call: 'streamHead', make: (store) => store.streamHead(STREAM) },
  { call: 'readStream', make: (store) => streamOf(store, STREAM) },
  { call: 'readAll', make: (store) => allOf(store) },
  { call: 'follow', make: (store, signal) => collect(store.follow({ after: 0, signal })) },
  { call: 'positionAt', make: (store) => store.positionAt('2021-08-29T12:00:00Z') },
  { call: 'erase', make: (store) => store.erase(STREAM, { reason: 'asked for' }) },
  { call: 'verify', make: (store) => collect(store.verify()) },
];

const closeLaws: readonly Law[] = [
  {
    group: 'close and reopen',
    name: 'settles appends in flight before it is closed, and keeps them',
    check: async ({ store, reopen }) => {
      const commits = Array.from({ length: 50 }, () => newCommit(STREAM));
      const appending = Promise.all(commits.map((commit) => store.append(commit)));
      await store.close();
      const results = await appending;
      assert.equal(results.length, 50);
      const recorded = await streamOf(await reopen(), STREAM);
      assertGapless(recorded);
      assert.deepEqual([...idsOf(recorded)].sort(), [...idsOf(commits)].sort());
    },
  },
  {
    group: 'close and reopen',
    name: 'answers every call after closing that the log is closed',
    check: async ({ store, signal }) => {
      await store.append(newCommit(STREAM));
      await store.close();
      for (const { call, make } of CALLS) {
        const error = await errorOf(make(store, signal));
        assert.equal(error['code'], 'WB_STORE_UNAVAILABLE', call);
        assert.equal(error['outcome'], 'not-applied', call);
      }
    },
  },
  {
    group: 'close and reopen',
    name: 'may be closed twice',
    check: async ({ store }) => {
      await Promise.all([store.close(), store.close()]);
      await store.close();
    },
  },
  {
    group: 'close and reopen',
    name: 'holds after a restart exactly what it held before, and goes on from there',
    check: async ({ store, reopen }) => {
      await appendMany(store, STREAM, 30);
      await store.append(newCommit('weekly.story.kabul'));
      const before = await snapshotOf(store, STREAM);
      const reopened = await reopen();
      assert.deepEqual(await snapshotOf(reopened, STREAM), before);
      const next = await reopened.append(newCommit(STREAM, { expected: 30 }));
      assert.equal(next.version, 31);
      assert.ok(next.position > before.head);
    },
  },
];

const verifyLaws: readonly Law[] = [
  {
    group: 'verify',
    name: 'finds nothing wrong in a sound log, from the start or from a position',
    check: async ({ store }) => {
      await appendMany(store, STREAM, 300);
      await appendMany(store, 'weekly.story.kabul', 5);
      assert.deepEqual(await collect(store.verify()), []);
      assert.deepEqual(await collect(store.verify({ after: 150 })), []);
    },
  },
  {
    group: 'verify',
    name: 'finds a changed byte and says where',
    check: async ({ store, damage }) => {
      await appendMany(store, STREAM, 300);
      const position =
        (await streamOf(store, STREAM, { fromVersion: 270, toVersion: 270 }))[0]?.position ?? 0;
      await damage(position);
      const findings = await collect(store.verify());
      assert.deepEqual(
        findings.map((finding) => finding.position),
        [position],
      );
      assert.deepEqual(await collect(store.verify({ after: position })), []);
    },
  },
];

export const storeLaws: readonly Law[] = [...limitLaws, ...closeLaws, ...verifyLaws];
