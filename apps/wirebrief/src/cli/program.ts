import { Command, CommanderError } from 'commander';
import { isWirebriefError } from '@wirebrief/kernel';
import { exitCodeOf } from '@wirebrief/platform';

import { findProject } from '@wirebrief/composition';
import { addBackup, addRestore } from './backup.command';
import { addBrief } from './brief.command';
import { addDeadLetters } from './dead-letters.command';
import { addDecisions } from './decisions.command';
import { addDownloads } from './downloads.command';
import { addEditions } from './editions.command';
import { refuseEmptyValues } from './empty-values';
import { addEvents } from './events.command';
import { addExtract } from './extract.command';
import { addIngest } from './ingest.command';
import { addMigrate } from './migrate.command';
import { addReanalyse } from './reanalyse.command';
import { addReplay } from './replay.command';
import { addSchedules } from './schedules.command';
import { addSchema } from './schema.command';
import { addSend } from './send.command';
import { addStart } from './start.command';
import { addStories } from './stories.command';
import { systemTerminal, type Terminal } from './terminal';
import { addTemplates } from './templates.command';
import { addTriggers } from './triggers.command';
import { addVerify } from './verify.command';
import { addWebhooks } from './webhooks.command';
import { addWhy } from './why.command';

/** Runs one command line and tells its exit code. */
export async function runCommandLine(argv: readonly string[]): Promise<number> {
  const terminal = systemTerminal();
  try {
    await buildProgram(terminal).parseAsync([...argv]);
    await terminal.assertWritten();
    return 0;
  } catch (error) {
    terminal.endProgress();
    return report(error, terminal);
  }
}

export function buildProgram(terminal: Terminal): Command {
  const program = new Command('wirebrief')
    .description(
      'Standing briefings on a developing story: article updates in, sourced editions as HTML and PDF out.',
    )
    .version(findProject().version)
    .exitOverride()
    .hook('preAction', (_, command) => {
      refuseEmptyValues(command);
    })
    .showHelpAfterError('(add --help for the options and examples)')
    .addHelpText(
      'after',
      `
Examples:
  wirebrief brief article.txt --out out       one text to an edition, no server
  wirebrief start                             the service with the sample story
  wirebrief ingest update.json --story kabul-strike
  wirebrief editions issue kabul-strike

Settings come from options, then from the environment: PORT, HOST, DATA_DIR,
TEMPLATES_DIR, LOG_LEVEL, and those that .env.example describes. Times in tables
are those of this machine, or of TZ; an instant in UTC ends in Z.

While a server has the data folder, what writes goes through it with --url; what
only reads, such as stories, editions and events, looks in the folder as ever.
From another machine, ask the server over HTTP.

Exit codes: 0 done, 2 wrong usage or input, 4 not found, 5 conflict,
6 unavailable (port or data folder in use, no right to write), 1 a defect.`,
    );
  for (const add of [
    addStart,
    addBrief,
    addIngest,
    addStories,
    addEditions,
    addDecisions,
    addDownloads,
    addTriggers,
    addSchedules,
    addWebhooks,
    addDeadLetters,
    addEvents,
    addWhy,
    addReanalyse,
    addReplay,
    addVerify,
    addBackup,
    addRestore,
    addMigrate,
    addExtract,
    addTemplates,
    addSchema,
    addSend,
  ]) {
    add(program, terminal);
  }
  return program;
}

function report(error: unknown, terminal: Terminal): number {
  // Commander has already written its message: help and version are no failures, wrong usage is exit 2.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (isWirebriefError(error)) {
    terminal.note(`error: ${error.message}\n  ${error.remedy}`);
  } else {
    const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
    terminal.note(`error: something went wrong inside Wirebrief.\n${detail}`);
  }
  return exitCodeOf(error);
}
