import { resolve } from 'node:path';

import { type Command } from 'commander';
import { type BackupContent, verifyBackup, writeBackup } from '@wirebrief/backup';
import { WirebriefError } from '@wirebrief/kernel';
import { systemClock } from '@wirebrief/platform';

import { configuredPlace, logPlace, placeName, withSource } from '../composition/log-places';
import { programName, readSettings } from '@wirebrief/composition';
import { restoreFolder } from '../composition/restore-folder';
import { restoreServers } from '../composition/restore-servers';
import { bar, counted, type Terminal } from './terminal';

interface BackupOptions {
  readonly out?: string;
  readonly verify?: string;
  readonly data?: string;
}

interface RestoreOptions {
  readonly data?: string;
  readonly to?: string;
}

export function addBackup(program: Command, terminal: Terminal): void {
  program
    .command('backup')
    .description('write the log and the files of its editions into one file, or check such a file')
    .option('--out <file>', 'the backup to write; gzip of JSON lines')
    .option('--verify <file>', 'a backup to read to its end, every commit and file by its hash')
    .option('--data <dir>', 'data folder (DATA_DIR, default ./data)')
    .addHelpText(
      'after',
      `
A server may go on writing meanwhile: the backup holds what the log held when it
began. A file that exists is replaced once the new one is whole. With
STORE=jetstream and NATS_URL it is made of the log on the NATS servers.

Examples:
  wirebrief backup --out wirebrief.jsonl.gz
  wirebrief backup --verify wirebrief.jsonl.gz
  wirebrief restore wirebrief.jsonl.gz --data new-folder`,
    )
    .action((options: BackupOptions) => backup(options, terminal));
}

export function addRestore(program: Command, terminal: Terminal): void {
  program
    .command('restore')
    .description('write a backup into a new or empty data folder, or to NATS servers without a log')
    .argument('<file>', 'what `wirebrief backup` has written')
    .option('--data <dir>', 'data folder (DATA_DIR, default ./data)')
    .option('--to <place>', 'nats:// address of the servers, or a data folder, instead of --data')
    .addHelpText(
      'after',
      `
The backup is checked to its end first: a damaged one changes nothing. Positions
of the log, ids and times are those of the original. To NATS servers it goes by
way of a temporary folder, and one that was killed is run again.

Examples:
  wirebrief restore wirebrief.jsonl.gz --data new-folder
  wirebrief restore wirebrief.jsonl.gz --to nats://127.0.0.1:4222`,
    )
    .action((file: string, options: RestoreOptions) => restore(resolve(file), options, terminal));
}

async function backup({ out, verify, data }: BackupOptions, terminal: Terminal): Promise<void> {
  if ((out === undefined) === (verify === undefined)) {
    throw new WirebriefError(
      'WB_OPTION',
      'invalid',
      'A backup is written with --out, or checked with --verify.',
      'Give one of the two: wirebrief backup --out FILE.',
    );
  }
  if (verify !== undefined) {
    tell('whole', resolve(verify), await verifyBackup(resolve(verify)), terminal);
    return;
  }
  const { config, project } = readSettings(data === undefined ? {} : { data });
  const file = resolve(out ?? '');
  const report = await withSource(configuredPlace(config), (source) =>
    writeBackup(source, {
      file,
      createdAt: systemClock(),
      program: programName(project),
      onProgress: (position, head) => {
        terminal.progress(`Writing the backup ${bar(position, head)}`);
      },
    }),
  );
  tell('written', file, report, terminal);
}

async function restore(
  file: string,
  { data, to }: RestoreOptions,
  terminal: Terminal,
): Promise<void> {
  if (data !== undefined && to !== undefined) {
    throw new WirebriefError(
      'WB_OPTION',
      'invalid',
      'A backup is restored to one place.',
      'Give --data or --to, not both.',
    );
  }
  const place = logPlace(to ?? readSettings(data === undefined ? {} : { data }).config.dataDir);
  terminal.progress('Checking the backup');
  const onProgress = (position: number, head: number): void => {
    terminal.progress(`Restoring ${bar(position, head)}`);
  };
  const content =
    'nats' in place
      ? await restoreServers(file, place.nats, onProgress)
      : await restoreFolder(file, place.folder, onProgress);
  tell('restored', placeName(place), content, terminal);
}

function tell(what: string, where: string, content: BackupContent, terminal: Terminal): void {
  const { commits, files, position, createdAt, sha256, lost } = content;
  const held = `${counted(commits, 'commit', 'commits')}, ${counted(files, 'file', 'files')}`;
  terminal.out(`${what}  ${where}`);
  terminal.note(`${held} up to position ${position}, of ${createdAt}. SHA-256 ${sha256}.`);
  if (lost.length === 0) return;
  const missing = counted(lost.length, 'file of an edition is', 'files of editions are');
  terminal.note(`warning: ${missing} missing or damaged in the original:\n  ${lost.join('\n  ')}`);
}
