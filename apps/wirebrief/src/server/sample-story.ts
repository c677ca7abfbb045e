import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { editionStream, type Engine, type EventStore, storyStream } from '@wirebrief/application';
import { storyIdOf, type StoryInput, storyInputSchema } from '@wirebrief/briefing';
import { type StreamId, uuidFrom } from '@wirebrief/kernel';
import { articleUpdateSchema } from '@wirebrief/newsroom';
import { scheduleInputSchema } from '@wirebrief/scheduling';

// Before and after the kill, before and after the correction, and at the end: each edition has something to tell.
const EDITIONS_AFTER = new Set(['03', '06', '08', '12', '14', '18', '22', '28']);

// Nothing changes in the sample by itself: it issues what somebody adds to it, and no edition each day that says nothing.
const EACH_MORNING = scheduleInputSchema.parse({ cron: '0 6 * * *', unchanged: 'skip' });

const ACTOR = 'sample';

export interface SampleOptions {
  readonly signal: AbortSignal;
  readonly onSample: (done: number, total: number) => void;
}

/** True for an empty log, and for one whose sample story was interrupted before its last edition. */
export async function isSampleDue(folder: string, store: EventStore): Promise<boolean> {
  if ((await store.head()) === 0) return true;
  const storyId = storyIdOf(await readStory(folder));
  const editions = await store.streamHead(editionStream(storyId));
  if ((editions?.version ?? 0) >= EDITIONS_AFTER.size) return false;
  return (await actorsOf(store, storyStream(storyId))).has(ACTOR);
}

async function actorsOf(store: EventStore, stream: StreamId): Promise<ReadonlySet<string>> {
  const actors = new Set<string>();
  for await (const { meta } of store.readStream(stream)) actors.add(meta.actor);
  return actors;
}

/**
 * Opens the sample story, takes its updates in, in the order of arrival, and issues editions on the way. What is there
 * already stays as it is.
 */
export async function openSampleStory(
  folder: string,
  { desk, intake, press, archive, scheduleDesk }: Engine,
  { signal, onSample }: SampleOptions,
): Promise<void> {
  const meta = { correlationId: uuidFrom('sample', folder), actor: ACTOR };
  const { storyId } = (await desk.open(await readStory(folder), meta)).story;
  await scheduleDesk.set(storyId, 'daily', EACH_MORNING, meta);
  const issued = (await archive.list(storyId)).length;
  const names = (await readdir(join(folder, 'updates'))).filter(isUpdate).sort();
  const beforeEditions = names.filter((name) => EDITIONS_AFTER.has(name.slice(0, 2)));
  for (const [index, name] of names.entries()) {
    signal.throwIfAborted();
    const update = articleUpdateSchema.parse(await readJson(join(folder, 'updates', name)));
    await intake.record({ ...update, stories: [storyId] }, meta);
    if (beforeEditions.indexOf(name) >= issued) await press.issue(storyId, 'edition', meta);
    onSample(index + 1, names.length);
  }
}

const isUpdate = (name: string): boolean => name.endsWith('.json');

async function readStory(folder: string): Promise<StoryInput> {
  return storyInputSchema.parse(await readJson(join(folder, 'story.json')));
}

async function readJson(file: string): Promise<unknown> {
  return JSON.parse(await readFile(file, 'utf8'));
}
