import assert from 'node:assert/strict';

import {
  type ExpectedVersion,
  type Json,
  type NewCommit,
  recordedEvents,
  sha256,
  canonicalJson,
  type StreamId,
} from '@wirebrief/kernel';

import { type Law, type LawContext } from '../law';
import {
  allOf,
  appendMany,
  errorOf,
  newCommit,
  newEvents,
  snapshotOf,
  streamOf,
} from '../law-helpers';

const STREAM: StreamId = 'daily.article.one';
const OTHER: StreamId = 'daily.article.two';

/** How a stream came to be as the table wants it, and the version it then has. */
const STATES: readonly {
  readonly state: string;
  readonly version: number;
  readonly prepare: (context: LawContext) => Promise<unknown>;
}[] = [
  { state: 'a missing stream', version: 0, prepare: ({ store }) => appendMany(store, OTHER, 1) },
  {
    state: 'a stream of one commit',
    version: 1,
    prepare: ({ store }) => appendMany(store, STREAM, 1),
  },
  {
    state: 'a stream of several commits',
    version: 5,
    prepare: async ({ store }) => {
      await store.append(newCommit(STREAM, { events: newEvents(3) }));
      await store.append(newCommit(OTHER));
      await store.append(newCommit(STREAM, { events: newEvents(2) }));
    },
  },
  {
    state: 'an erased stream',
    version: 2,
    prepare: async ({ store }) => {
      await appendMany(store, STREAM, 2);
      await store.erase(STREAM, { reason: 'asked for' });
    },
  },
];

function isRight(expected: ExpectedVersion, version: number): boolean {
  if (expected === 'any') return true;
  if (expected === 'none') return version === 0;
  return expected === 'exists' ? version > 0 : expected === version;
}

function tableLaws(): readonly Law[] {
  return STATES.flatMap(({ state, version, prepare }) => {
    const numbers = [version - 1, version, version + 1, version + 7].filter(
      (number) => number >= 0,
    );
    return ['any' as const, 'none' as const, 'exists' as const, ...numbers].map((expected): Law => {
      const accepts = isRight(expected, version);
      return {
        group: 'append and expected version',
        name: `${accepts ? 'takes' : 'refuses'} expected ${expected} on ${state}`,
        check: async (context) => {
          await prepare(context);
          const commit = newCommit(STREAM, { expected, events: newEvents(2) });
          await (accepts
            ? assertAccepted(context, commit, version)
            : assertConflict(context, commit, version));
        },
      };
    });
  });
}

async function assertAccepted(
  { store }: LawContext,
  commit: NewCommit,
  before: number,
): Promise<void> {
  const head = await store.head();
  const appended = await store.append(commit);
  assert.equal(appended.version, before + 2);
  assert.equal(appended.duplicate, false);
  assert.ok(appended.position > head);
  const recorded = (await streamOf(store, STREAM)).at(-1);
  assert.equal(recorded?.id, commit.id);
  assert.equal(recorded.position, appended.position);
  assert.equal(recorded.firstVersion, before + 1);
  assert.equal(recorded.version, appended.version);
}

async function assertConflict(
  { store }: LawContext,
  commit: NewCommit,
  version: number,
): Promise<void> {
  const before = await snapshotOf(store, STREAM);
  const error = await errorOf(store.append(commit));
  assert.equal(error['code'], 'WB_CONCURRENCY', error.message);
  assert.equal(error['actual'], version);
  assert.deepEqual(await snapshotOf(store, STREAM), before);
}

export const appendLaws: readonly Law[] = [
  ...tableLaws(),
  {
    group: 'append and expected version',
    name: 'records the events of a commit together and in their order',
    check: async ({ store }) => {
      const commit = newCommit(STREAM, { events: newEvents(5), expected: 'none' });
      await store.append(commit);
      const { commits } = await allOf(store);
      assert.equal(commits.length, 1);
      const events = commits.flatMap(recordedEvents);
      assert.deepEqual(
        events.map((event) => event.data),
        commit.events.map((event) => event.data),
      );
      assert.deepEqual(
        events.map((event) => event.version),
        [1, 2, 3, 4, 5],
      );
    },
  },
  {
    group: 'append and expected version',
    name: 'counts the versions of each stream for itself',
    check: async ({ store }) => {
      for (const stream of [STREAM, OTHER, STREAM]) await store.append(newCommit(stream));
      assert.equal((await store.streamHead(STREAM))?.version, 2);
      assert.equal((await store.streamHead(OTHER))?.version, 1);
      assert.equal(await store.streamHead('daily.article.three'), undefined);
    },
  },
  {
    group: 'append and expected version',
    name: 'gives back what was recorded, unchanged',
    check: async ({ store }) => {
      const data = {
        text: 'quote " backslash \\ newline \n null \u0000 کابل 爆炸 🚨 \u2028',
        loneSurrogate: '\ud83d',
        numbers: [0, -1, 1.5, 1e21, Number.MAX_SAFE_INTEGER],
        nothing: null,
        empty: { list: [], text: '' },
        isTrue: true,
        hostile: JSON.parse('{"__proto__":{"isAdmin":true},"constructor":1,"10":1,"9":2}') as Json,
      };
      const events = [
        { type: 'ArticleReceived', schema: 3, data, sourceTime: '2021-08-29T10:00:00Z' },
      ] as const;
      const meta = { correlationId: 'request', causationId: 'commit-0', actor: 'desk' };
      await store.append(newCommit(STREAM, { events, meta }));
      const [commit] = await streamOf(store, STREAM);
      assert.deepEqual(commit?.events, events);
      assert.deepEqual(commit.meta, meta);
      assert.deepEqual((await allOf(store)).commits, [commit]);
    },
  },
  {
    group: 'append and expected version',
    name: 'does not let a caller change what is recorded',
    check: async ({ store }) => {
      const data = { killed: 10 };
      const commit = newCommit(STREAM, { events: [{ type: 'TollStated', schema: 1, data }] });
      await store.append(commit);
      data.killed = 0;
      const [first] = await streamOf(store, STREAM);
      (first?.events[0].data as { killed: number }).killed = 1;
      const [second] = await streamOf(store, STREAM);
      assert.deepEqual(second?.events[0].data, { killed: 10 });
    },
  },
  {
    group: 'append and expected version',
    name: 'hashes the canonical JSON of id, stream, events and meta',
    check: async ({ store }) => {
      const commit = newCommit(STREAM, {
        events: [{ type: 'TollStated', schema: 1, data: { b: 'é"', a: [1, { d: 1, c: 2 }] } }],
      });
      await store.append(commit);
      const [recorded] = await streamOf(store, STREAM);
      const { id, stream, events, meta } = commit;
      assert.equal(recorded?.hash, sha256(canonicalJson({ id, stream, events, meta })));
    },
  },
  {
    group: 'append and expected version',
    name: 'takes the recorded time from the clock, and never lets it go back',
    check: async ({ store, clock, reopen }) => {
      await store.append(newCommit(STREAM));
      clock.advance(1500);
      await store.append(newCommit(STREAM));
      clock.advance(-60_000);
      await store.append(newCommit(STREAM));
      await (await reopen()).append(newCommit(STREAM));
      const times = (await streamOf(await reopen(), STREAM)).map((commit) => commit.recordedAt);
      const [first, second] = ['2021-08-29T12:00:00.000Z', '2021-08-29T12:00:01.500Z'];
      assert.deepEqual(times, [first, second, second, second]);
    },
  },
];
