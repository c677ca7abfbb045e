import assert from 'node:assert/strict';

import { type EventStore } from '@wirebrief/application';
import { type StreamId } from '@wirebrief/kernel';

import { type Law } from '../law';
import {
  allOf,
  appendMany,
  assertRefused,
  assertSameValue,
  collect,
  followUntil,
  idsOf,
  newCommit,
  streamOf,
} from '../law-helpers';

const STREAM: StreamId = 'daily.article.one';
const OTHER: StreamId = 'daily.article.two';

export const asOfLaws: readonly Law[] = [
  {
    group: 'as of',
    name: 'finds the last position recorded at or before an instant',
    check: async ({ store, clock }) => {
      assert.equal(await store.positionAt('2030-01-01T00:00:00Z'), 0);
      const first = await store.append(newCommit(STREAM));
      clock.advance(1000);
      await store.append(newCommit(STREAM));
      const third = await store.append(newCommit(OTHER));
      clock.advance(1000);
      const fourth = await store.append(newCommit(STREAM));
      const cases = {
        '2021-08-29T11:59:59.999Z': 0,
        '2021-08-29T12:00:00.000Z': first.position,
        '2021-08-29T12:00:00.999Z': first.position,
        '2021-08-29T12:00:01Z': third.position,
        '2021-08-29T14:00:01.500+02:00': third.position,
        '2021-08-29T12:00:02.000Z': fourth.position,
        '2099-01-01T00:00:00Z': fourth.position,
      };
      for (const [instant, position] of Object.entries(cases))
        assert.equal(await store.positionAt(instant), position, instant);
    },
  },
  {
    group: 'as of',
    name: 'refuses an instant that cannot be read',
    check: ({ store }) => assertRefused(store.positionAt('last Tuesday'), 'WB_INSTANT_INVALID'),
  },
  {
    group: 'as of',
    name: 'counts appends in flight, so that the answer for the past never changes',
    check: async ({ store, clock }) => {
      const appending = store.append(newCommit(STREAM));
      clock.advance(1);
      const position = await store.positionAt('2021-08-29T12:00:00.000Z');
      assert.equal(position, (await appending).position);
    },
  },
  {
    group: 'as of',
    name: 'reads the same log up to a position however much has followed',
    check: async ({ store, reopen }) => {
      await appendMany(store, STREAM, 5);
      const until = await store.head();
      const before = await allOf(store, { after: 0, until });
      await appendMany(store, STREAM, 300);
      assert.deepEqual((await allOf(store, { after: 0, until })).commits, before.commits);
      assert.deepEqual((await allOf(await reopen(), { after: 0, until })).commits, before.commits);
    },
  },
];

export const eraseLaws: readonly Law[] = [
  {
    group: 'erase',
    name: 'returns erased commits from no read, and all others from every read',
    check: async (context) => {
      const { store } = context;
      const [first, second, third] = [newCommit(STREAM), newCommit(OTHER), newCommit(STREAM)];
      for (const commit of [first, second, third]) await store.append(commit);
      assertSameValue(await store.erase(STREAM, { reason: 'asked for' }), { erased: 2 });
      const assertErased = async (log: EventStore): Promise<void> => {
        assert.deepEqual(await streamOf(log, STREAM), []);
        for (const filter of [{}, { category: 'article' }]) {
          assert.deepEqual(idsOf((await allOf(log, { after: 0, filter })).commits), [second.id]);
        }
        const { commits } = await followUntil(
          { ...context, store: log },
          { after: 0 },
          ({ caughtUp }) => caughtUp.length > 0,
        );
        assert.deepEqual(idsOf(commits), [second.id]);
      };
      await assertErased(store);
      await assertErased(await context.reopen());
    },
  },
  {
    group: 'erase',
    name: 'lets readers pass over erased commits to the end',
    check: async (context) => {
      const { store } = context;
      await appendMany(store, STREAM, 600);
      await store.erase(STREAM, { reason: 'asked for' });
      const head = await store.head();
      assert.equal((await allOf(store)).scanned.at(-1), head);
      assert.equal(
        (await allOf(store, { after: 0, filter: { tenant: 'daily' } })).scanned.at(-1),
        head,
      );
      const followed = await followUntil(
        context,
        { after: 0 },
        ({ caughtUp }) => caughtUp.length > 0,
      );
      assert.deepEqual(followed.caughtUp, [head]);
    },
  },
  {
    group: 'erase',
    name: 'keeps ids, versions and positions of erased commits taken',
    check: async ({ store, reopen }) => {
      const commit = newCommit(STREAM, { expected: 'none' });
      const first = await store.append(commit);
      const streamHead = await store.streamHead(STREAM);
      await store.erase(STREAM, { reason: 'asked for' });
      const reopened = await reopen();
      assert.deepEqual(await reopened.streamHead(STREAM), streamHead);
      assert.equal(await reopened.head(), first.position);
      assert.deepEqual(await reopened.append(commit), { ...first, duplicate: true });
      const next = await reopened.append(newCommit(STREAM, { expected: 1 }));
      assert.equal(next.version, 2);
      assert.ok(next.position > first.position);
    },
  },
  {
    group: 'erase',
    name: 'erases named commits only, of that stream only, and each once',
    check: async ({ store }) => {
      const [first, second, third] = [newCommit(STREAM), newCommit(STREAM), newCommit(OTHER)];
      for (const commit of [first, second, third]) await store.append(commit);
      const commitIds = [first.id, third.id, 'unknown'];
      assertSameValue(await store.erase(STREAM, { reason: 'asked for', commitIds }), {
        erased: 1,
      });
      assert.deepEqual(idsOf((await allOf(store)).commits), [second.id, third.id]);
      assertSameValue(await store.erase(STREAM, { reason: 'again', commitIds }), { erased: 0 });
      assertSameValue(await store.erase('daily.article.none', { reason: 'nothing there' }), {
        erased: 0,
      });
    },
  },
  {
    group: 'erase',
    name: 'leaves a log in which nothing is wrong',
    check: async ({ store }) => {
      await appendMany(store, STREAM, 3);
      await appendMany(store, OTHER, 3);
      await store.erase(STREAM, { reason: 'asked for' });
      await appendMany(store, STREAM, 1);
      assert.deepEqual(await collect(store.verify()), []);
    },
  },
];
