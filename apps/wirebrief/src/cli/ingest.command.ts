import { type Command } from 'commander';
import { type ArticleIntake, type IntakeReceipt } from '@wirebrief/application';
import { uuidFrom } from '@wirebrief/kernel';
import { type ArticleUpdate } from '@wirebrief/newsroom';

import { withEngine } from '../composition/session';
import { readSettings } from '../composition/settings';
import { readUpdate } from './input';
import { postTo } from './remote';
import { type Terminal } from './terminal';

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
    .argument('<file...>', 'plain text, HTML, JSON of an article, or JSON of a whole update')
    .option('--story <id>', 'story to file them in; without it, stories are found by their terms')
    .option('--data <dir>', 'data folder (DATA_DIR, default ./data)')
    .option('--url <address>', 'a running server to send them to, instead of the data folder')
    .addHelpText(
      'after',
      `
A file that is known already changes nothing. A data folder in use by a server is refused: send to it with --url.

Examples:
  wirebrief ingest report.html --story kabul-strike
  wirebrief ingest updates/*.json --url http://127.0.0.1:3000`,
    )
    .action(async (files: readonly string[], options: IngestOptions) => {
      const { url } = options;
      if (url !== undefined) {
        await ingest(files, options, (update) => postTo(url, '/articles', update), terminal);
        return;
      }
      await withEngine(readSettings(options), async ({ engine }) => {
        await ingest(files, options, recordWith(engine.intake), terminal);
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
  files: readonly string[],
  options: IngestOptions,
  record: Record,
  terminal: Terminal,
): Promise<void> {
  for (const [index, file] of files.entries()) {
    terminal.progress(`${file} (${index + 1} of ${files.length})`);
    const update = await readUpdate(file);
    const stories = options.story === undefined ? {} : { stories: [options.story] };
    const receipt = await record({ ...update, ...stories });
    const filed = receipt.stories.length === 0 ? 'in no story' : `in ${receipt.stories.join(', ')}`;
    terminal.out(
      `${receipt.outcome}  ${file}  ${receipt.revisionId ?? receipt.articleId}  ${filed}`,
    );
  }
}
