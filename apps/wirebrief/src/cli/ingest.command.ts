import { type Command } from 'commander';
import { type ArticleIntake, type IntakeReceipt } from '@wirebrief/application';
import { uuidFrom } from '@wirebrief/kernel';
import { type ArticleUpdate } from '@wirebrief/newsroom';

import { withEngine } from '../composition/session';
import { readSettings } from '@wirebrief/composition';
import { type FileUpdate, readUpdates } from './input';
import { postTo } from './remote';
import { bar, type Terminal } from './terminal';

interface IngestOptions {
  readonly story?: string;
  readonly data?: string;
  readonly url?: string;
}

type Record = (update: ArticleUpdate) => Promise<IntakeReceipt>;

export function addIngest(program: Command, terminal: Terminal): void {
  program
    .command('ingest')
    .description('take article updates in from files')
    .argument(
      '<file...>',
      'plain text, HTML, JSON of an article, or JSON of a whole update; - is standard input',
    )
    .option('--story <id>', 'story to file them in; without it, stories are found by their terms')
    .option('--data <dir>', 'data folder (DATA_DIR, default ./data)')
    .option('--url <address>', 'a running server to send them to, instead of the data folder')
    .addHelpText(
      'after',
      `
A file that is known already changes nothing. One bad file and nothing is
recorded. While a server has the data folder, send to the server with --url.

Examples:
  wirebrief ingest report.html --story kabul-strike
  wirebrief ingest updates/*.json --url http://127.0.0.1:3000`,
    )
    .action(async (files: readonly string[], options: IngestOptions) => {
      const { url } = options;
      const updates = await readUpdates(files, terminal);
      if (url !== undefined) {
        await ingest(updates, options, (update) => postTo(url, '/articles', update), terminal);
        return;
      }
      await withEngine(readSettings(options), async ({ engine }) => {
        await ingest(updates, options, recordWith(engine.intake), terminal);
        // What was taken in is read before the process ends, so that the next look shows the claims.
        await engine.analyst.catchUp();
      });
    });
}

function recordWith(intake: ArticleIntake): Record {
  return (update) =>
    intake.record(update, {
      correlationId: uuidFrom('ingest', JSON.stringify(update)),
      actor: 'ingest',
    });
}

async function ingest(
  updates: readonly FileUpdate[],
  options: IngestOptions,
  record: Record,
  terminal: Terminal,
): Promise<void> {
  const stories = options.story === undefined ? {} : { stories: [options.story] };
  for (const [index, { file, update }] of updates.entries()) {
    terminal.progress(`Recording ${bar(index, updates.length)}`);
    const receipt = await record({ ...update, ...stories });
    const filed = receipt.stories.length === 0 ? 'in no story' : `in ${receipt.stories.join(', ')}`;
    terminal.out(
      `${receipt.outcome}  ${file}  ${receipt.revisionId ?? receipt.articleId}  ${filed}`,
    );
  }
}
