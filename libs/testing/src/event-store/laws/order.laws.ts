import assert from 'node:assert/strict';
import { setImmediate as nextTurn } from 'node:timers/promises';

import { type EventStore } from '@wirebrief/application';
import { type StreamId } from '@wirebrief/kernel';

import { type Law } from '../law';
import {
  allOf,
  assertGapless,
  assertIncreasing,
  assertRefused,
  assertSameValue,
  idsOf,
  newCommit,
  positionsOf,
  streamOf,
} from '../law-helpers';

const group = 'order and visibility';
const STREAMS: readonly StreamId[] = [
  'daily.article.one',
  'daily.story.kabul',
  'weekly.article.one',
];

/** Sixty commits over the streams, each writer waiting for its own before the next. */
async function writeSixty(store: EventStore): Promise<void> {
  const write = async (stream: StreamId): Promise<void> => {
    for (let count = 0; count < 20; count += 1) await store.append(newCommit(stream));
  };
  await Promise.all(STREAMS.map(write));
}

export const orderLaws: readonly Law[] = [
  {
    group,
    name: 'reads the whole log in order of position, each stream in order of version',
    check: async ({ store }) => {
      await writeSixty(store);
      const { commits } = await allOf(store);
      assert.equal(commits.length, 60);
      assertIncreasing(positionsOf(commits));
      for (const stream of STREAMS) {
        const ofStream = commits.filter((commit) => commit.stream === stream);
        assertGapless(ofStream);
        assert.deepEqual(await streamOf(store, stream), ofStream);
      }
      assert.equal(await store.head(), commits.at(-1)?.position);
    },
  },
  {
    group,
    name: 'never shows a position before every smaller one that will ever exist',
    check: async ({ store }) => {
      const writers = { areDone: false };
      const writing = writeSixty(store).finally(() => (writers.areDone = true));
      const reads: (readonly string[])[] = [];
      while (!writers.areDone) {
        reads.push(idsOf((await allOf(store)).commits));
        await nextTurn();
      }
      await writing;
      const ids = idsOf((await allOf(store)).commits);
      assert.equal(ids.length, 60);
      for (const seen of reads)
        assert.deepEqual(seen, ids.slice(0, seen.length), 'a commit appeared before the end');
    },
  },
  {
    group,
    name: 'shows an acknowledged commit to every read at once',
    check: async ({ store }) => {
      for (let count = 0; count < 20; count += 1) {
        const commit = newCommit('daily.article.one');
        const { position, version } = await store.append(commit);
        assert.equal(await store.head(), position);
        assertSameValue(await store.streamHead(commit.stream), { version, position });
        assert.equal((await streamOf(store, commit.stream)).at(-1)?.id, commit.id);
        assert.equal((await allOf(store, { after: position - 1 })).commits.at(-1)?.id, commit.id);
      }
    },
  },
  {
    group,
    name: 'goes on over refused commits without a hole that a reader waits for',
    check: async ({ store }) => {
      const last = newCommit('daily.article.one');
      await store.append(newCommit('daily.article.one'));
      const refused = newCommit('daily.article.one', { expected: 'none' });
      await assertRefused(store.append(refused), 'WB_CONCURRENCY');
      const { position } = await store.append(last);
      const { commits, scanned } = await allOf(store);
      assert.equal(commits.at(-1)?.id, last.id);
      assert.equal(commits.length, 2);
      assert.equal(scanned.at(-1), position);
    },
  },
];
