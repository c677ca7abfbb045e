import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { type Engine } from '@wirebrief/application';
import { storyInputSchema } from '@wirebrief/briefing';
import { uuidFrom } from '@wirebrief/kernel';
import { articleUpdateSchema } from '@wirebrief/newsroom';

// After the first reports, the kill, the correction, and the last update: each edition has something to tell.
const EDITIONS_AFTER = new Set(['05', '07', '14', '28']);

/** Opens the sample story, takes its updates in, in the order of arrival, and issues editions on the way. */
export async function openSampleStory(
  folder: string,
  engine: Engine,
  onProgress: (done: number, total: number) => void,
): Promise<void> {
  const meta = { correlationId: uuidFrom('sample', folder), actor: 'sample' };
  const story = storyInputSchema.parse(await readJson(join(folder, 'story.json')));
  const { story: opened } = await engine.desk.open(story, meta);
  const files = (await readdir(join(folder, 'updates')))
    .filter((name) => name.endsWith('.json'))
    .sort();
  for (const [index, name] of files.entries()) {
    const update = articleUpdateSchema.parse(await readJson(join(folder, 'updates', name)));
    await engine.intake.record({ ...update, stories: [opened.storyId] }, meta);
    if (EDITIONS_AFTER.has(name.slice(0, 2)))
      await engine.press.issue(opened.storyId, 'edition', meta);
    onProgress(index + 1, files.length);
  }
}

async function readJson(file: string): Promise<unknown> {
  return JSON.parse(await readFile(file, 'utf8'));
}
