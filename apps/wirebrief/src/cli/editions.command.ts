import { join, resolve } from 'node:path';

import { Argument, type Command, Option } from 'commander';
import {
  type Edition,
  EditionArchive,
  editionFileName,
  type EditionForm,
  unknownStoryError,
} from '@wirebrief/application';
import { FolderBlobStore } from '@wirebrief/blob-store';
import { type EditionStanding, standingOf } from '@wirebrief/briefing';

import { withStories } from '../composition/reading';
import { readSettings } from '@wirebrief/composition';
import { addDraftEdition } from './draft-edition.command';
import { editionOf } from './edition-of';
import { writeOutput } from './output';
import { doAt, storyPathOf } from './place';
import { postTo } from './remote';
import { localTime } from './local-time';
import { columns, type Terminal } from './terminal';

const FORMS: readonly EditionForm[] = ['html', 'pdf', 'json'];

interface EditionsOptions {
  readonly data?: string;
  readonly url?: string;
  readonly json?: true;
}

interface SaveOptions extends EditionsOptions {
  readonly out: string;
  readonly form?: EditionForm;
}

export function addEditions(program: Command, terminal: Terminal): void {
  const editions = program
    .command('editions')
    .description('list the editions of a story, issue the next one, or save the files of one')
    .argument('[story]', 'id of the story; without it, all stories')
    .option('--data <dir>', 'data folder (DATA_DIR, default ./data)')
    .option('--json', 'one JSON object a line')
    .addHelpText(
      'after',
      `
Examples:
  wirebrief editions kabul-strike
  wirebrief editions issue kabul-strike --url http://127.0.0.1:3000
  wirebrief editions save kabul-strike latest --form pdf --out .`,
    )
    .action((story: string | undefined, options: EditionsOptions) =>
      listEditions(story, options, terminal),
    );
  editions
    .command('issue')
    .description('compose, render and issue the next edition')
    .argument('<story>', 'id of the story')
    .option('--data <dir>', 'data folder (DATA_DIR, default ./data)')
    .option('--url <address>', 'a running server, instead of the data folder')
    .addHelpText('after', '\nExample:\n  wirebrief editions issue kabul-strike')
    .action((story: string, _options: EditionsOptions, command: Command) =>
      issueEdition(story, command.optsWithGlobals<EditionsOptions>(), terminal),
    );
  editions
    .command('save')
    .description('write the files of an issued edition to a folder')
    .argument('<story>', 'id of the story')
    .addArgument(new Argument('[number]', 'number of the edition').default('latest'))
    .requiredOption('--out <dir>', 'folder to write to')
    .addOption(new Option('--form <form>', 'only this form').choices([...FORMS]))
    .option('--data <dir>', 'data folder (DATA_DIR, default ./data)')
    .addHelpText('after', '\nExample:\n  wirebrief editions save kabul-strike 3 --form pdf --out .')
    .action((story: string, number: string, _options: SaveOptions, command: Command) =>
      saveEdition(story, number, command.optsWithGlobals<SaveOptions>(), terminal),
    );
  addDraftEdition(editions, terminal);
}

async function listEditions(
  story: string | undefined,
  options: EditionsOptions,
  terminal: Terminal,
): Promise<void> {
  await withStories(readSettings(options), async (stories) => {
    const known = stories.stories();
    if (story !== undefined && !known.has(story)) throw unknownStoryError(story, [...known.keys()]);
    const editions = [...known]
      .filter(([id]) => story === undefined || id === story)
      .flatMap(([, state]) =>
        state.editions.map((edition) => ({ ...edition, ...standingOf(edition, state) })),
      );
    if (options.json === true) {
      for (const { ledger, revisions, ...edition } of editions)
        terminal.out(JSON.stringify(edition));
    } else if (editions.length === 0) {
      terminal.note('No edition has been issued. Issue one: wirebrief editions issue STORY');
    } else {
      terminal.out(
        columns(
          [['STORY', 'NUMBER', 'ISSUED', 'STATUS', 'POSITION', 'PDF'], ...editions.map(rowOf)],
          terminal.width,
        ),
      );
    }
    return Promise.resolve();
  });
}

function rowOf(edition: Edition & EditionStanding): readonly string[] {
  const { storyId, number, issuedAt, status, position, files } = edition;
  return [
    storyId,
    String(number),
    localTime(issuedAt),
    status,
    String(position),
    `${Math.ceil(files.pdf.bytes / 1000)} kB  ${files.pdf.hash.slice(0, 12)}`,
  ];
}

async function issueEdition(
  story: string,
  options: EditionsOptions,
  terminal: Terminal,
): Promise<void> {
  const edition = await doAt(
    options,
    (url) => postTo<Edition>(url, `${storyPathOf(story)}/editions`, {}),
    ({ press }, meta) => press.issue(story, 'edition', meta),
  );
  terminal.out(
    `issued  ${editionFileName(edition, 'pdf').replace(/\.pdf$/, '')}  as of position ${edition.position}`,
  );
}

async function saveEdition(
  story: string,
  number: string,
  options: SaveOptions,
  terminal: Terminal,
): Promise<void> {
  const settings = readSettings(options);
  const out = resolve(options.out);
  await withStories(settings, async (stories) => {
    const archive = new EditionArchive(
      stories,
      await FolderBlobStore.open(join(settings.config.dataDir, 'blobs')),
    );
    const edition = await archive.find(story, editionOf(number));
    for (const form of options.form === undefined ? FORMS : [options.form]) {
      const { name, bytes } = await archive.file(edition, form);
      await writeOutput(join(out, name), bytes);
      terminal.out(join(out, name));
    }
  });
}
