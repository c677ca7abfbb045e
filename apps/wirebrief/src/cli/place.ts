import { randomUUID } from 'node:crypto';

import { type Command } from 'commander';
import { type Engine } from '@wirebrief/application';
import { type CommitMeta } from '@wirebrief/kernel';

import { assertLog } from '../composition/reading';
import { withEngine } from '../composition/session';
import { readSettings } from '@wirebrief/composition';

/** Where a command is done: on a running server, or in the data folder. */
export interface Place {
  readonly data?: string;
  readonly url?: string;
}

export function placed(command: Command): Command {
  return command
    .option('--data <dir>', 'data folder (DATA_DIR, default ./data)')
    .option('--url <address>', 'a running server, instead of the data folder');
}

/** Does it on the server, where one is named, and otherwise in the data folder. */
export async function doAt<Result>(
  place: Place,
  remote: (url: string) => Promise<Result>,
  local: (engine: Engine, meta: CommitMeta) => Promise<Result>,
): Promise<Result> {
  if (place.url !== undefined) return remote(place.url);
  const settings = readSettings(place);
  await assertLog(settings);
  const meta = { correlationId: randomUUID(), actor: 'cli' };
  return withEngine(settings, ({ engine }) => local(engine, meta));
}

export const storyPathOf = (story: string): string => `/stories/${encodeURIComponent(story)}`;
