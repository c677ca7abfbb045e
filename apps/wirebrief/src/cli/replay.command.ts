import { type Command } from 'commander';
import { replayProjections } from '@wirebrief/application';
import { WirebriefError } from '@wirebrief/kernel';

import { openStores, readSettings } from '@wirebrief/composition';
import { assertLog } from '../composition/reading';
import { bar, counted, type Terminal } from './terminal';

export function addReplay(program: Command, terminal: Terminal): void {
  program
    .command('replay')
    .description(
      'drop and rebuild every projection from the log, and compare with what stood before',
    )
    .option('--data <dir>', 'data folder (DATA_DIR, default ./data)')
    .addHelpText(
      'after',
      `
Stop the server first: the data folder has one writer. The log is only read.

Example:
  wirebrief replay --data data`,
    )
    .action((options: { readonly data?: string }) => replay(options, terminal));
}

async function replay(options: { readonly data?: string }, terminal: Terminal): Promise<void> {
  const settings = readSettings(options);
  await assertLog(settings);
  const stores = await openStores(settings.config);
  try {
    const started = performance.now();
    const report = await replayProjections(stores.store, stores.projections, (position, head) => {
      terminal.progress(`Folding the log ${bar(position, head)}`);
    });
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    terminal.note(
      `${counted(report.commits, 'commit', 'commits')} folded into ${counted(report.stories, 'story', 'stories')} in ${seconds} s.`,
    );
    if (report.before !== report.after) throw differs(report.before, report.after);
    terminal.out(`The rebuilt projections equal what stood before (${report.after.slice(0, 12)}).`);
  } finally {
    await stores.close();
  }
}

function differs(before: string, after: string): WirebriefError {
  return new WirebriefError(
    'WB_REPLAY_DIFFERS',
    'conflict',
    `The rebuilt projections differ from what stood before (${before.slice(0, 12)}, now ${after.slice(0, 12)}).`,
    'The rebuilt ones are in force; the log is the truth. Please report this with the output of `wirebrief events`.',
  );
}
