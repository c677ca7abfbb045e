import { type Command } from 'commander';
import { type TimelineRow } from '@wirebrief/briefing';
import { readSettings } from '@wirebrief/composition';

import { withHistory } from '../composition/reading';
import { type Terminal } from './terminal';

interface TimelineOptions {
  readonly data?: string;
  readonly json?: true;
}

export function addStoryTimeline(stories: Command, terminal: Terminal): void {
  stories
    .command('timeline')
    .description('tell what a story came to at the end of each day of publication')
    .argument('<story>', 'id of the story')
    .addHelpText(
      'after',
      `
Days are those of UTC, and the table is Markdown. What was killed since is left
out.

Example:
  wirebrief stories timeline kabul-strike`,
    )
    .action(async (story: string, _options: TimelineOptions, command: Command) => {
      const options = command.optsWithGlobals<TimelineOptions>();
      const rows = await withHistory(readSettings(options), (history) => history.timeline(story));
      terminal.out(options.json === true ? JSON.stringify(rows) : tableOf(rows));
    });
}

function tableOf(rows: readonly TimelineRow[]): string {
  const head = [
    'date',
    'articles',
    'reported',
    'accepted by the striking party',
    'grade',
    'its position, as new on that day',
  ];
  const lines = rows.map(({ date, articles, killed, conceded, grade, positions }) => [
    date,
    String(articles),
    ...[killed, conceded].map((values) => values.join('<br>')),
    grade,
    positions.join('<br>'),
  ]);
  return [head, head.map(() => '---'), ...lines].map(rowOf).join('\n');
}

const rowOf = (cells: readonly string[]): string =>
  `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
