import { type Command } from 'commander';
import { type Comparison, type Moment } from '@wirebrief/application';
import { type ChangeQuote, type StateChange } from '@wirebrief/briefing';
import { readSettings } from '@wirebrief/composition';
import { WirebriefError } from '@wirebrief/kernel';

import { withHistory } from '../composition/reading';
import { asOfOption, clocked, type ClockOptions } from './as-of';
import { type Terminal } from './terminal';

interface ChangesOptions extends ClockOptions {
  readonly data?: string;
  readonly json?: true;
  readonly from: string;
  readonly to?: string;
}

export function addStoryChanges(stories: Command, terminal: Terminal): void {
  clocked(
    stories
      .command('changes')
      .description('tell what changed in a story from one moment to another, and why')
      .argument('<story>', 'id of the story')
      .requiredOption('--from <moment>', 'a position of the log, or an instant (RFC 3339)')
      .option('--to <moment>', 'the later moment; now without it'),
  )
    .addHelpText(
      'after',
      `
Examples:
  wirebrief stories changes kabul-strike --from 12 --to 40
  wirebrief stories changes kabul-strike --by published \\
    --from 2021-09-01T00:00:00Z --to 2021-09-02T09:00:00Z`,
    )
    .action(async (story: string, _options: ChangesOptions, command: Command) => {
      const options = command.optsWithGlobals<ChangesOptions>();
      const from = asOfOption(options.from, options, '--from');
      if (from === undefined) throw missingFromError();
      const to = asOfOption(options.to, options, '--to');
      const comparison = await withHistory(readSettings(options), (history) =>
        history.compare(story, from, to),
      );
      terminal.out(options.json === true ? JSON.stringify(comparison) : textOf(comparison));
    });
}

function textOf({ storyId, from, to, changes }: Comparison): string {
  const head = `${storyId}, from ${momentText(from)} to ${momentText(to)}`;
  if (changes.length === 0) return `${head}\nNO CHANGE`;
  return [head, ...changes.map(changeText)].join('\n\n');
}

function momentText({ position, at, articles }: Moment): string {
  const where = position === null ? '' : `position ${position}, `;
  return `${where}${at} (${articles} articles)`;
}

function changeText({ kind, subject, from, to, cause, why, before, after }: StateChange): string {
  const values = [from, to].map((value) => value ?? 'nothing').join(' → ');
  return [
    `${kind.padEnd(9)}  ${subject}: ${values}`,
    `           ${cause}: ${why}`,
    ...before.map((quote) => `  before   ${quoteText(quote)}`),
    ...after.map((quote) => `  after    ${quoteText(quote)}`),
  ].join('\n');
}

function quoteText({ outlet, claimant, at, quote }: ChangeQuote): string {
  const words = quote === null ? 'withdrawn by its outlet since' : `“${quote.text}”`;
  const speaker = claimant === outlet ? '' : `${claimant}, in `;
  return `${words} (${speaker}${outlet}, ${at})`;
}

function missingFromError(): WirebriefError {
  return new WirebriefError(
    'WB_AS_OF',
    'invalid',
    '--from is missing.',
    'Give the earlier moment.',
  );
}
