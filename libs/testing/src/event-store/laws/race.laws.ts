import assert from 'node:assert/strict';

import { type EventStore } from '@wirebrief/application';
import {
  type ExpectedVersion,
  isWirebriefError,
  type NewCommit,
  type StreamId,
} from '@wirebrief/kernel';

import { type Law } from '../law';
import { appendMany, assertGapless, idsOf, newCommit, newEvents, streamOf } from '../law-helpers';

const group = 'racing writers';
const STREAM: StreamId = 'daily.story.kabul';

async function race(store: EventStore, expected: ExpectedVersion, count: number) {
  const commits = Array.from({ length: count }, () =>
    newCommit(STREAM, { expected, events: newEvents(2) }),
  );
  const results = await Promise.allSettled(commits.map((commit) => store.append(commit)));
  const winners = commits.filter((_, index) => results[index]?.status === 'fulfilled');
  const errors = results.flatMap((result) =>
    result.status === 'rejected' ? [result.reason as unknown] : [],
  );
  return { winners, errors };
}

function assertConflicts(errors: readonly unknown[]): void {
  for (const error of errors)
    assert.equal(isWirebriefError(error) ? error.code : error, 'WB_CONCURRENCY');
}

const oneWinner = (expected: ExpectedVersion, before: number): Law => ({
  group,
  name: `lets exactly one of twenty writers win that expect ${expected}`,
  check: async ({ store }) => {
    await appendMany(store, STREAM, before);
    const { winners, errors } = await race(store, expected, 20);
    assert.equal(winners.length, 1, `${winners.length} writers were told that they had won`);
    assertConflicts(errors);
    const commits = await streamOf(store, STREAM);
    assertGapless(commits);
    assert.deepEqual(
      idsOf(commits.slice(before)),
      idsOf(winners),
      'the winner is recorded and no loser is',
    );
  },
});

/** Reads, decides and appends until nobody else was faster: how every use case writes. */
async function increment(store: EventStore, commit: NewCommit): Promise<void> {
  for (;;) {
    const head = await store.streamHead(STREAM);
    try {
      await store.append({ ...commit, expected: head?.version ?? 'none' });
      return;
    } catch (error) {
      if (!isWirebriefError(error) || error.code !== 'WB_CONCURRENCY') throw error;
    }
  }
}

export const raceLaws: readonly Law[] = [
  oneWinner('none', 0),
  oneWinner(0, 0),
  oneWinner(3, 3),
  {
    group,
    name: 'records every commit of writers that expect nothing',
    check: async ({ store }) => {
      const { winners, errors } = await race(store, 'any', 40);
      assert.deepEqual(errors, []);
      const commits = await streamOf(store, STREAM);
      assertGapless(commits);
      assert.deepEqual([...idsOf(commits)].sort(), [...idsOf(winners)].sort());
    },
  },
  {
    group,
    name: 'loses no decision of writers that try again after a conflict',
    check: async ({ store }) => {
      const commits = Array.from({ length: 24 }, () => newCommit(STREAM));
      await Promise.all(commits.map((commit) => increment(store, commit)));
      const recorded = await streamOf(store, STREAM);
      assertGapless(recorded);
      assert.deepEqual([...idsOf(recorded)].sort(), [...idsOf(commits)].sort());
    },
  },
];
