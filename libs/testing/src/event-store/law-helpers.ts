import assert from 'node:assert/strict';

import {
  type CaughtUp,
  type CommitBatch,
  type EventStore,
  type FollowOptions,
  type ReadAllOptions,
  type ReadStreamOptions,
} from '@wirebrief/application';
import {
  type Commit,
  type NewCommit,
  type NewEvent,
  type Position,
  type StreamId,
} from '@wirebrief/kernel';

import { type LawContext } from './law';

let lastId = 0;

/** A commit of one event that no other resembles, where `change` does not say otherwise. */
export function newCommit(stream: StreamId, change: Partial<NewCommit> = {}): NewCommit {
  lastId += 1;
  return {
    id: `commit-${lastId}`,
    stream,
    expected: 'any',
    events: [newEvent('ArticleReceived')],
    meta: { correlationId: `request-${lastId}`, actor: 'tester' },
    ...change,
  };
}

let lastFact = 0;

export function newEvent(type: string): NewEvent {
  lastFact += 1;
  return { type, schema: 1, data: { fact: lastFact } };
}

export function newEvents(count: number): readonly [NewEvent, ...NewEvent[]] {
  return [
    newEvent('ArticleReceived'),
    ...Array.from({ length: count - 1 }, () => newEvent('ArticleRevised')),
  ];
}

export async function appendMany(
  store: EventStore,
  stream: StreamId,
  count: number,
): Promise<readonly NewCommit[]> {
  const commits = Array.from({ length: count }, () => newCommit(stream));
  await Promise.all(commits.map((commit) => store.append(commit)));
  return commits;
}

export async function collect<Item>(items: AsyncIterable<Item>): Promise<readonly Item[]> {
  const found: Item[] = [];
  for await (const item of items) found.push(item);
  return found;
}

export function streamOf(
  store: EventStore,
  stream: StreamId,
  options?: ReadStreamOptions,
): Promise<readonly Commit[]> {
  return collect(store.readStream(stream, options));
}

export async function allOf(
  store: EventStore,
  options: ReadAllOptions = { after: 0 },
): Promise<{ readonly commits: readonly Commit[]; readonly scanned: readonly Position[] }> {
  const batches = await collect(store.readAll(options));
  return {
    commits: batches.flatMap((batch) => batch.commits),
    scanned: batches.map((batch) => batch.scannedTo),
  };
}

/** What must be the same before and after something that is refused. */
export async function snapshotOf(store: EventStore, stream: StreamId) {
  return {
    head: await store.head(),
    streamHead: await store.streamHead(stream),
    commits: (await allOf(store)).commits,
  };
}

export async function errorOf(work: Promise<unknown>): Promise<Error & Record<string, unknown>> {
  const outcome = await work.then(
    (value: unknown) => ({ value }),
    (error: unknown) => ({ error }),
  );
  assert.ok('error' in outcome, `expected a rejection, not ${JSON.stringify(outcome)}`);
  assert.ok(outcome.error instanceof Error, 'expected an Error');
  return outcome.error as Error & Record<string, unknown>;
}

export async function assertRefused(work: Promise<unknown>, code: string): Promise<void> {
  const error = await errorOf(work);
  assert.equal(error['code'], code, error.message);
  assert.equal(typeof error['remedy'], 'string');
}

/** Compares by value. Objects of a native library come from another realm under Jest, which deepEqual minds. */
export function assertSameValue(actual: unknown, expected: unknown): void {
  assert.deepEqual(structuredClone(actual), structuredClone(expected));
}

export interface Followed {
  readonly commits: readonly Commit[];
  readonly caughtUp: readonly Position[];
  /** Where a checkpoint may be set after all this. */
  readonly position: Position;
}

type FollowItem = CommitBatch | CaughtUp;

/** Follows until `isDone`; fails when the subscription ends before. */
export async function followUntil(
  context: Pick<LawContext, 'store' | 'signal'>,
  options: Omit<FollowOptions, 'signal'>,
  isDone: (followed: Followed) => boolean,
): Promise<Followed> {
  let followed: Followed = { commits: [], caughtUp: [], position: options.after };
  for await (const item of context.store.follow({ ...options, signal: context.signal })) {
    followed = withItem(followed, item);
    if (isDone(followed)) return followed;
  }
  return assert.fail(
    `the subscription ended at ${followed.position} before it had delivered everything`,
  );
}

function withItem({ commits, caughtUp, position }: Followed, item: FollowItem): Followed {
  if ('caughtUp' in item)
    return { commits, caughtUp: [...caughtUp, item.caughtUp], position: item.caughtUp };
  assert.ok(item.scannedTo > position, `scannedTo goes from ${position} to ${item.scannedTo}`);
  return { commits: [...commits, ...item.commits], caughtUp, position: item.scannedTo };
}

export const idsOf = (commits: readonly { readonly id: string }[]): readonly string[] =>
  commits.map(({ id }) => id);

export const positionsOf = (commits: readonly Commit[]): readonly Position[] =>
  commits.map(({ position }) => position);

export function assertIncreasing(positions: readonly Position[]): void {
  for (const [index, position] of positions.entries()) {
    assert.ok(
      index === 0 || position > (positions[index - 1] ?? 0),
      `position ${position} is out of order`,
    );
  }
}

/** Versions of a stream's commits join without a gap from version 1. */
export function assertGapless(commits: readonly Commit[]): void {
  let version = 0;
  for (const commit of commits) {
    assert.equal(commit.firstVersion, version + 1);
    assert.equal(commit.version, version + commit.events.length);
    version = commit.version;
  }
}
