import { type Command, Option } from 'commander';
import {
  type Download,
  type EventStore,
  storyStream,
  unknownStoryError,
} from '@wirebrief/application';
import { recordedEvents } from '@wirebrief/kernel';

import { readSettings, withLog } from '@wirebrief/composition';
import { instantOf } from './instant';
import { type Terminal } from './terminal';

interface DownloadsOptions {
  readonly data?: string;
  readonly client?: string;
  readonly since?: string;
  readonly form: 'csv' | 'json';
}

const COLUMNS = ['at', 'client', 'storyId', 'number', 'form', 'bytes', 'range', 'hash'] as const;

/** The clocks of the server that gives files out and of the log may be this far apart. */
const CLOCKS_APART_MILLISECONDS = 60_000;

export function addDownloads(program: Command, terminal: Terminal): void {
  program
    .command('downloads')
    .description('list who was given which file of an edition')
    .addHelpText('after', '\nExample:\n  wirebrief downloads list kabul-strike')
    .command('list')
    .description('print downloads by clients that named themselves, oldest first')
    .argument('[story]', 'id of the story; without it, all stories')
    .option('--client <name>', 'only by this client')
    .option('--since <instant>', 'only from this instant on (RFC 3339)')
    .addOption(
      new Option('--form <form>', 'comma-separated values with a head, or one JSON object a line')
        .choices(['csv', 'json'])
        .default('csv'),
    )
    .option('--data <dir>', 'data folder (DATA_DIR, default ./data)')
    .addHelpText(
      'after',
      `
A client names itself with the header X-Wirebrief-Client; that proves nothing of
who it is. Downloads without a name are not recorded. The log can be read while
a server writes it.

Examples:
  wirebrief downloads list kabul-strike --since 2026-01-31T00:00:00Z
  wirebrief downloads list --client desk-berlin --form json | jq .number`,
    )
    .action((story: string | undefined, options: DownloadsOptions) =>
      withLog(readSettings(options).config, (store) =>
        printDownloads(store, story, options, terminal),
      ),
    );
}

async function printDownloads(
  store: EventStore,
  story: string | undefined,
  { client, since, form }: DownloadsOptions,
  terminal: Terminal,
): Promise<void> {
  const start = since === undefined ? undefined : instantOf(since, '--since');
  if (story !== undefined) await requireStory(store, story);
  const print = form === 'csv' ? csvLine : (download: Download) => JSON.stringify(download);
  if (form === 'csv') terminal.out(COLUMNS.join(','));
  const filter = { types: ['EditionDownloaded'] };
  const after = start === undefined ? 0 : await positionBefore(store, start);
  for await (const { commits } of store.readAll({ after, filter })) {
    for (const { data } of commits.flatMap(recordedEvents)) {
      const download = data as unknown as Download;
      if (isWanted(download, { story, client, start })) terminal.out(print(download));
    }
  }
}

async function requireStory(store: EventStore, story: string): Promise<void> {
  const known = new Set<string>();
  for await (const { commits } of store.readAll({ after: 0, filter: { category: 'story' } }))
    for (const { stream } of commits) known.add(stream.slice(storyStream('').length));
  if (!known.has(story)) throw unknownStoryError(story, [...known]);
}

interface Wanted {
  readonly story: string | undefined;
  readonly client: string | undefined;
  readonly start: string | undefined;
}

function isWanted(download: Download, { story, client, start }: Wanted): boolean {
  if (story !== undefined && download.storyId !== story) return false;
  if (client !== undefined && download.client !== client) return false;
  return start === undefined || download.at >= start;
}

function positionBefore(store: EventStore, instant: string): Promise<number> {
  const earlier = Date.parse(instant) - CLOCKS_APART_MILLISECONDS;
  return store.positionAt(new Date(earlier).toISOString());
}

/** No value needs quotes: names, hashes, ids and instants have neither commas nor quotes. */
function csvLine(download: Download): string {
  return COLUMNS.map((column) => String(download[column] ?? '')).join(',');
}
