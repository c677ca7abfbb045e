import { type Command } from 'commander';
import { copyLog } from '@wirebrief/application';

import { logPlace, placeName, withSource, withTarget } from '../composition/log-places';
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
    .requiredOption('--from <place>', 'data folder or nats:// address to copy from; only read')
    .requiredOption('--to <place>', 'the same to copy to: new, or begun by an earlier migrate')
    .addHelpText(
      'after',
      `
Safe to repeat: it goes on where the last run has come to, and refuses a place
that holds anything else. Both sides are compared by count and hash at the end.
What a server records meanwhile is not copied: stop it, then run this once more.
A new log on NATS servers is held by as many of them as NATS_REPLICAS says.

Examples:
  wirebrief migrate --from data --to /mnt/new/data
  wirebrief migrate --from data --to nats://user:password@nats.example:4222
  wirebrief migrate --from nats://127.0.0.1:4222 --to data`,
    )
    .action((options: MigrateOptions) => migrate(options, terminal));
}

async function migrate(options: MigrateOptions, terminal: Terminal): Promise<void> {
  const [source, target] = [logPlace(options.from), logPlace(options.to)];
  const [from, to] = [placeName(source), placeName(target)];
  const report = await withSource(source, (fromLog) =>
    withTarget(target, (toLog) =>
      copyLog({
        from: fromLog,
        to: toLog,
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
