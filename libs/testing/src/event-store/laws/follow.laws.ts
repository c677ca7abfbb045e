import assert from 'node:assert/strict';
import { setImmediate as nextTurn } from 'node:timers/promises';

import { type StreamId } from '@wirebrief/kernel';

import { type Law } from '../law';
import {
  appendMany,
  assertRefused,
  collect,
  type Followed,
  followUntil,
  idsOf,
  newCommit,
  newEvent,
} from '../law-helpers';

const group = 'follow';
const STREAM: StreamId = 'daily.article.one';

export const followLaws: readonly Law[] = [
  {
    group,
    name: 'delivers what is there, says that it has caught up, and goes on with what comes',
    check: async (context) => {
      const before = await appendMany(context.store, STREAM, 3);
      const following = followUntil(
        context,
        { after: 0 },
        // It may have caught up between any two of the commits.
        ({ commits, caughtUp }) =>
          commits.length === 6 && caughtUp.at(-1) === commits.at(-1)?.position,
      );
      await followUntil(context, { after: 0 }, ({ caughtUp }) => caughtUp.length > 0);
      const after = await appendMany(context.store, STREAM, 3);
      const followed = await following;
      assert.deepEqual(
        [...idsOf(followed.commits)].sort(),
        [...idsOf([...before, ...after])].sort(),
      );
      assert.equal(followed.caughtUp.at(-1), await context.store.head());
    },
  },
  {
    group,
    name: 'has caught up with an empty log at once',
    check: async (context) => {
      const { caughtUp } = await followUntil(
        context,
        { after: 0 },
        (followed) => followed.caughtUp.length > 0,
      );
      assert.deepEqual(caughtUp, [0]);
    },
  },
  {
    group,
    name: 'has delivered everything recorded before the call when it says for the first time that it has caught up',
    check: async (context) => {
      const commits = await appendMany(context.store, STREAM, 700);
      const followed = await followUntil(
        context,
        { after: 0 },
        ({ caughtUp }) => caughtUp.length > 0,
      );
      assert.equal(followed.commits.length, commits.length);
      assert.deepEqual(followed.caughtUp, [await context.store.head()]);
    },
  },
  {
    group,
    name: 'loses and doubles nothing where catching up meets live writing',
    check: async (context) => {
      // Readers that begin at many moments of the writing, each with another amount of catching up to do.
      const readers: Promise<Followed>[] = [];
      for (let count = 0; count < 20; count += 1) {
        await appendMany(context.store, STREAM, 10);
        readers.push(followUntil(context, { after: 0 }, ({ commits }) => commits.length >= 200));
        for (let turns = 0; turns < count % 4; turns += 1) await nextTurn();
      }
      for (const { commits } of await Promise.all(readers)) {
        assert.deepEqual(
          commits.map((commit) => commit.version),
          Array.from({ length: 200 }, (_, index) => index + 1),
        );
      }
    },
  },
  {
    group,
    name: 'resumes after a restart from a checkpoint, with nothing lost and nothing again',
    check: async (context) => {
      await appendMany(context.store, STREAM, 300);
      const first = await followUntil(context, { after: 0 }, ({ commits }) => commits.length > 0);
      await context.reopen();
      await appendMany(context.store, STREAM, 20);
      const second = await followUntil(
        context,
        { after: first.position },
        ({ caughtUp }) => caughtUp.length > 0,
      );
      const versions = [...first.commits, ...second.commits].map((commit) => commit.version);
      assert.deepEqual(
        versions,
        Array.from({ length: 320 }, (_, index) => index + 1),
      );
    },
  },
  {
    group,
    name: 'lets the checkpoint of a filtered reader advance over what it does not want',
    check: async (context) => {
      const { store } = context;
      const wanted = newCommit(STREAM, { events: [newEvent('EditionIssued')] });
      await store.append(wanted);
      await appendMany(store, STREAM, 400);
      const filter = { types: ['EditionIssued'] };
      const first = await followUntil(
        context,
        { after: 0, filter },
        ({ caughtUp }) => caughtUp.length > 0,
      );
      assert.deepEqual(idsOf(first.commits), [wanted.id]);
      assert.equal(first.position, await store.head());
      const following = followUntil(
        context,
        { after: first.position, filter },
        ({ position }) => position > first.position,
      );
      await store.append(newCommit(STREAM));
      const second = await following;
      assert.deepEqual(second.commits, []);
      assert.equal(second.position, await store.head());
    },
  },
  {
    group,
    name: 'waits for a slow reader and gives it everything',
    check: async (context) => {
      const { store, signal } = context;
      await appendMany(store, STREAM, 10);
      const versions: number[] = [];
      for await (const item of store.follow({ after: 0, signal })) {
        if (!('commits' in item)) continue;
        versions.push(...item.commits.map((commit) => commit.version));
        if (versions.length >= 2010) break;
        if (versions.length === 10) await appendMany(store, STREAM, 2000);
      }
      assert.deepEqual(
        versions,
        Array.from({ length: 2010 }, (_, index) => index + 1),
      );
    },
  },
  {
    group,
    name: 'goes on for others and for new readers when one reader fails',
    check: async (context) => {
      const { store } = context;
      const following = followUntil(context, { after: 0 }, ({ commits }) => commits.length >= 2);
      const failing = followUntil(context, { after: 0 }, ({ commits }) => {
        if (commits.length > 0) throw new Error('the handler fails');
        return false;
      });
      await store.append(newCommit(STREAM));
      await assert.rejects(failing, /the handler fails/);
      await store.append(newCommit(STREAM));
      assert.equal((await following).commits.length, 2);
      assert.equal(
        (await followUntil(context, { after: 0 }, ({ commits }) => commits.length >= 2)).commits
          .length,
        2,
      );
    },
  },
  {
    group,
    name: 'ends without an error when it is called off while it waits',
    check: async ({ store }) => {
      const calledOff = new AbortController();
      for await (const item of store.follow({ after: 0, signal: calledOff.signal })) {
        assert.deepEqual(item, { caughtUp: 0 });
        setImmediate(() => {
          calledOff.abort();
        });
      }
      assert.deepEqual(await collect(store.follow({ after: 0, signal: calledOff.signal })), []);
    },
  },
  {
    group,
    name: 'ends when the store is closed',
    check: async ({ store, signal }) => {
      const items: unknown[] = [];
      let ended = Promise.resolve();
      await new Promise<void>((resolve) => {
        ended = (async () => {
          for await (const item of store.follow({ after: 0, signal })) {
            items.push(item);
            resolve();
          }
        })();
      });
      await store.close();
      await ended;
      assert.deepEqual(items, [{ caughtUp: 0 }]);
    },
  },
  {
    group,
    name: 'refuses a checkpoint past the end, which belongs to another log',
    check: async ({ store, signal }) => {
      await appendMany(store, STREAM, 2);
      const after = (await store.head()) + 1;
      await assertRefused(collect(store.follow({ after, signal })), 'WB_POSITION_AHEAD');
    },
  },
];
