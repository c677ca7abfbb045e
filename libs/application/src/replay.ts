import { type StoryState } from '@wirebrief/briefing';
import { canonicalJson, type Position, sha256 } from '@wirebrief/kernel';

import { type EventStore } from './ports/event-store.port';
import { type ProjectionStore } from './ports/projection-store.port';
import { foldCommit, saveStories, STORIES, StoryProjection } from './story-projection';

export interface ReplayReport {
  readonly commits: number;
  readonly stories: number;
  /** Hash of every state as it stood before, and as it stands after the rebuild. */
  readonly before: string;
  readonly after: string;
}

/** Drops the projections, folds the whole log again, stores the result, and tells both hashes. */
export async function replayProjections(
  store: EventStore,
  snapshots: ProjectionStore,
  onProgress: (position: Position, head: Position) => void,
): Promise<ReplayReport> {
  const before = await standing(store, snapshots);
  await snapshots.drop(STORIES);
  const head = await store.head();
  const states = new Map<string, StoryState>();
  let commits = 0;
  for await (const batch of store.readAll({ after: 0, until: head })) {
    for (const commit of batch.commits) foldCommit(states, commit);
    commits += batch.commits.length;
    onProgress(batch.scannedTo, head);
  }
  await saveStories(snapshots, states, head);
  return { commits, stories: states.size, before, after: hashOf(states) };
}

async function standing(store: EventStore, snapshots: ProjectionStore): Promise<string> {
  const projection = new StoryProjection(store, snapshots);
  await projection.start();
  await projection.catchUp();
  const hash = hashOf(projection.stories());
  await projection.stop();
  return hash;
}

function hashOf(states: ReadonlyMap<string, StoryState>): string {
  return sha256(canonicalJson(Object.fromEntries(states)));
}
