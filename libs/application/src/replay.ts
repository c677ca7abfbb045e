import { canonicalJson, type Position, sha256 } from '@wirebrief/kernel';

import { type EventStore } from './ports/event-store.port';
import { type ProjectionStore } from './ports/projection-store.port';
import { type LogFold, Projection, saveStates } from './projection';
import { EMBARGO_FOLD } from './embargo-projection';
import { SCHEDULE_FOLD } from './schedule-projection';
import { STORY_FOLD } from './story-projection';
import { TRIGGER_FOLD } from './trigger-projection';
import { WEBHOOK_FOLD } from './webhook-projection';

export interface ReplayReport {
  readonly commits: number;
  readonly stories: number;
  /** Hash of every state as it stood before, and as it stands after the rebuild. */
  readonly before: string;
  readonly after: string;
}

/** Each over states of its own, whose shape only it knows. */
const FOLDS = [
  STORY_FOLD,
  EMBARGO_FOLD,
  SCHEDULE_FOLD,
  TRIGGER_FOLD,
  WEBHOOK_FOLD,
] as unknown as readonly LogFold<unknown>[];

/** Drops the projections, folds the whole log again, stores the result, and tells both hashes. */
export async function replayProjections(
  store: EventStore,
  snapshots: ProjectionStore,
  onProgress: (position: Position, head: Position) => void,
): Promise<ReplayReport> {
  const rebuilt = FOLDS.map((logFold) => ({ logFold, states: new Map<string, unknown>() }));
  const before: string[] = [];
  for (const logFold of FOLDS) {
    before.push(await standing(store, snapshots, logFold));
    await snapshots.drop(logFold.name);
  }
  const head = await store.head();
  let commits = 0;
  for await (const batch of store.readAll({ after: 0, until: head })) {
    for (const commit of batch.commits)
      for (const { logFold, states } of rebuilt) logFold.fold(states, commit);
    commits += batch.commits.length;
    onProgress(batch.scannedTo, head);
  }
  for (const { logFold, states } of rebuilt) await saveStates(snapshots, logFold, states, head);
  return {
    commits,
    stories: rebuilt[0]?.states.size ?? 0,
    before: sha256(before.join()),
    after: sha256(rebuilt.map(({ states }) => hashOf(states)).join()),
  };
}

async function standing(
  store: EventStore,
  snapshots: ProjectionStore,
  logFold: LogFold<unknown>,
): Promise<string> {
  const projection = new Projection({ ...logFold, store, snapshots });
  await projection.start();
  await projection.catchUp();
  const hash = hashOf(projection.all());
  await projection.stop();
  return hash;
}

function hashOf(states: ReadonlyMap<string, unknown>): string {
  return sha256(canonicalJson(Object.fromEntries(states)));
}
