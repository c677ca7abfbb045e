import { type Command } from 'commander';
import { copyLog } from '@wirebrief/application';

import { withSource, withTarget } from '../composition/log-places';
import { bar, counted, type Terminal } from './terminal';

interface MigrateOptions {
  readonly from: string;
  readonly to: string;
}

export function addMigrate(program: Command, terminal: Terminal): void {
  program
    .command('migrate')
    .description(
      'copy the log and the files of its editions to another place, position by position',
    )
    .requiredOption('--from <place>', 'data folder to copy from; only read')
    .requiredOption('--to <place>', 'data folder to copy to: new, or begun by an earlier migrate')
    .addHelpText(
      'after',
      `
Safe to repeat: it goes on where the last run has come to, and refuses a place
that holds anything else. Both sides are compared by count and hash at the end.
What a server records meanwhile is not copied: stop it, then run this once more.

Example:
  wirebrief migrate --from data --to /mnt/new/data`,
    )
    .action((options: MigrateOptions) => migrate(options, terminal));
}

async function migrate({ from, to }: MigrateOptions, terminal: Terminal): Promise<void> {
  const report = await withSource(from, (source) =>
    withTarget(to, (target) =>
      copyLog({
        from: source,
        to: target,
        onProgress: (position, head) => {
          terminal.progress(`Copying ${bar(position, head)}`);
        },
      }),
    ),
  );
  const { commits, files, lost, position, resumedAfter, sha256 } = report;
  terminal.out(`the same  ${from}  ${to}`);
  const resumed = resumedAfter > 0 ? `, continued after position ${resumedAfter}` : '';
  terminal.note(
    `${counted(commits, 'commit', 'commits')} and ${counted(files, 'file', 'files')} up to position ${position}${resumed}. SHA-256 ${sha256}.`,
  );
  if (lost.length > 0)
    terminal.note(`warning: missing or damaged in ${from}:\n  ${lost.join('\n  ')}`);
}
