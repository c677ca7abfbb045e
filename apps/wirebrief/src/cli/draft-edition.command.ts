import { join, resolve } from 'node:path';

import { type Command, Option } from 'commander';
import { type EditionForm } from '@wirebrief/application';
import { readSettings } from '@wirebrief/composition';

import { withHistory } from '../composition/reading';
import { asOfOption, clocked, type ClockOptions } from './as-of';
import { writeOutput } from './output';
import { type Terminal } from './terminal';

interface DraftOptions extends ClockOptions {
  readonly data?: string;
  readonly asOf?: string;
  readonly form: EditionForm;
  readonly out: string;
}

export function addDraftEdition(editions: Command, terminal: Terminal): void {
  clocked(
    editions
      .command('draft')
      .description(
        'write the document as it stands, or as it stood at a moment, without issuing it',
      )
      .argument('<story>', 'id of the story')
      .requiredOption('--out <dir>', 'folder to write to')
      .option('--as-of <moment>', 'a position of the log, or an instant (RFC 3339)')
      .addOption(
        new Option('--form <form>', 'which form').choices(['html', 'pdf', 'json']).default('pdf'),
      ),
  )
    .option('--data <dir>', 'data folder (DATA_DIR, default ./data)')
    .addHelpText('after', '\nExample:\n  wirebrief editions draft kabul-strike --as-of 40 --out .')
    .action(async (story: string, _options: DraftOptions, command: Command) => {
      const options = command.optsWithGlobals<DraftOptions>();
      const asOf = asOfOption(options.asOf, options, '--as-of');
      const { name, bytes } = await withHistory(readSettings(options), (history) =>
        history.file(story, options.form, asOf),
      );
      const file = join(resolve(options.out), name);
      await writeOutput(file, bytes);
      terminal.out(file);
    });
}
