import assert from 'node:assert/strict';

import { type EventStore, type LogFilter, type ReadStreamOptions } from '@wirebrief/application';
import { categoryOf, type Commit, type NewEvent, type StreamId } from '@wirebrief/kernel';

import { type Law } from '../law';
import {
  allOf,
  appendMany,
  assertIncreasing,
  collect,
  idsOf,
  newCommit,
  newEvent,
  newEvents,
  positionsOf,
  streamOf,
} from '../law-helpers';

const group = 'reads';
const STREAM: StreamId = 'daily.article.one';

/** Commits of 2, 1, 3 and 1 events: versions 1-2, 3, 4-6 and 7. */
async function writeSeven(store: EventStore): Promise<readonly string[]> {
  const ids: string[] = [];
  for (const count of [2, 1, 3, 1]) {
    const commit = newCommit(STREAM, { events: newEvents(count) });
    await store.append(commit);
    await store.append(newCommit('daily.article.two'));
    ids.push(commit.id);
  }
  return ids;
}

const RANGES: readonly {
  readonly what: string;
  readonly options: ReadStreamOptions;
  readonly wanted: readonly number[];
}[] = [
  { what: 'all of it', options: {}, wanted: [0, 1, 2, 3] },
  { what: 'from a version', options: { fromVersion: 3 }, wanted: [1, 2, 3] },
  {
    what: 'from the middle of a commit, which comes whole',
    options: { fromVersion: 5 },
    wanted: [2, 3],
  },
  { what: 'to a version', options: { toVersion: 3 }, wanted: [0, 1] },
  {
    what: 'to the middle of a commit, which comes whole',
    options: { toVersion: 4 },
    wanted: [0, 1, 2],
  },
  { what: 'one version', options: { fromVersion: 5, toVersion: 5 }, wanted: [2] },
  { what: 'nothing from past the end', options: { fromVersion: 8 }, wanted: [] },
  {
    what: 'nothing from a range the wrong way round',
    options: { fromVersion: 7, toVersion: 3 },
    wanted: [],
  },
  { what: 'all of it, backwards', options: { backwards: true }, wanted: [3, 2, 1, 0] },
  {
    what: 'a range, backwards',
    options: { backwards: true, fromVersion: 2, toVersion: 5 },
    wanted: [2, 1, 0],
  },
];

const rangeLaws = RANGES.map(({ what, options, wanted }): Law => ({
  group,
  name: `reads of a stream ${what}`,
  check: async ({ store }) => {
    const ids = await writeSeven(store);
    const found = await streamOf(store, STREAM, options);
    assert.deepEqual(
      idsOf(found),
      wanted.map((index) => ids[index]),
    );
  },
}));

const TYPES = ['ArticleReceived', 'ArticleRevised', 'EditionIssued'];
const MIXED_STREAMS: readonly StreamId[] = [
  'daily.article.one',
  'daily.story.kabul',
  'weekly.article.one',
  'weekly.story.kabul',
];

/** Many more commits than fit into one batch, some with several types, the last type rare. */
async function writeMixed(store: EventStore): Promise<void> {
  const commits = Array.from({ length: 700 }, (_, index) => {
    const types = index % 97 === 5 ? [TYPES[0], TYPES[2]] : [TYPES[index % 2]];
    const events = types.map((type) => newEvent(type ?? '')) as unknown as readonly [
      NewEvent,
      ...NewEvent[],
    ];
    return newCommit(MIXED_STREAMS[index % 4] ?? STREAM, { events });
  });
  await Promise.all(commits.map((commit) => store.append(commit)));
}

function isWanted({ tenant, category, types }: LogFilter, { stream, events }: Commit): boolean {
  return (
    (tenant === undefined || stream.startsWith(`${tenant}.`)) &&
    (category === undefined || categoryOf(stream) === category) &&
    (types === undefined || events.some((event) => types.includes(event.type)))
  );
}

const FILTERS: readonly LogFilter[] = [
  { types: ['ArticleReceived'] },
  { types: ['EditionIssued'] },
  { types: ['EditionIssued', 'ArticleRevised'] },
  { category: 'story' },
  { tenant: 'weekly' },
  { tenant: 'weekly', category: 'article', types: ['ArticleReceived', 'EditionIssued'] },
  { types: ['NeverRecorded'] },
  { types: [] },
  {},
];

const filterLaws = FILTERS.map((filter): Law => ({
  group,
  name: `finds with the filter ${JSON.stringify(filter)} what a look at every commit finds`,
  check: async ({ store }) => {
    await writeMixed(store);
    const everything = (await allOf(store)).commits;
    const { commits, scanned } = await allOf(store, { after: 0, filter });
    assert.deepEqual(
      commits,
      everything.filter((commit) => isWanted(filter, commit)),
    );
    assertIncreasing(scanned);
    assert.equal(scanned.at(-1), await store.head(), 'a checkpoint could be set at the end');
  },
}));

export const readLaws: readonly Law[] = [
  ...rangeLaws,
  ...filterLaws,
  {
    group,
    name: 'reads nothing from an empty log and of a stream that is not there',
    check: async ({ store }) => {
      assert.deepEqual((await allOf(store)).commits, []);
      assert.deepEqual(await streamOf(store, STREAM), []);
      assert.equal(await store.head(), 0);
      assert.equal(await store.streamHead(STREAM), undefined);
    },
  },
  {
    group,
    name: 'reads long streams whole, forwards and backwards',
    check: async ({ store }) => {
      await appendMany(store, STREAM, 700);
      const forwards = await streamOf(store, STREAM);
      assert.deepEqual(
        forwards.map((commit) => commit.version),
        Array.from({ length: 700 }, (_, index) => index + 1),
      );
      assert.deepEqual(await streamOf(store, STREAM, { backwards: true }), [...forwards].reverse());
    },
  },
  {
    group,
    name: 'reads large commits whole and in order',
    check: async ({ store }) => {
      const data = 'x'.repeat(200_000);
      for (let count = 0; count < 5; count += 1) {
        await store.append(
          newCommit(STREAM, {
            events: [{ type: 'ArticleReceived', schema: 1, data: `${count}${data}` }],
          }),
        );
      }
      const { commits } = await allOf(store);
      assert.deepEqual(
        commits.map((commit) => (commit.events[0].data as string).charAt(0)),
        ['0', '1', '2', '3', '4'],
      );
    },
  },
  {
    group,
    name: 'reads the log after one position and up to another, inclusive',
    check: async ({ store }) => {
      await appendMany(store, STREAM, 10);
      const positions = positionsOf((await allOf(store)).commits);
      const [after = 0, until = 0] = [positions[2], positions[6]];
      const { commits, scanned } = await allOf(store, { after, until });
      assert.deepEqual(positionsOf(commits), positions.slice(3, 7));
      assert.equal(scanned.at(-1), until);
      assert.deepEqual((await allOf(store, { after: until, until: after })).commits, []);
      assert.deepEqual((await allOf(store, { after: await store.head() })).commits, []);
    },
  },
  {
    group,
    name: 'ends a read without an error when it is called off',
    check: async ({ store }) => {
      await appendMany(store, STREAM, 700);
      const calledOff = new AbortController();
      let batches = 0;
      for await (const batch of store.readAll({ after: 0, signal: calledOff.signal })) {
        batches += batch.commits.length > 0 ? 1 : 0;
        calledOff.abort();
      }
      assert.equal(batches, 1);
      assert.deepEqual(await collect(store.readAll({ after: 0, signal: calledOff.signal })), []);
    },
  },
];
