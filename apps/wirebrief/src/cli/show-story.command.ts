import { type Command } from 'commander';
import { storyStateView, type StoryStateView } from '@wirebrief/application';
import { readSettings } from '@wirebrief/composition';

import { withHistory } from '../composition/reading';
import { asOfOption, clocked, type ClockOptions } from './as-of';
import { columns, counted, type Terminal } from './terminal';

interface ShowOptions extends ClockOptions {
  readonly data?: string;
  readonly json?: true;
  readonly asOf?: string;
}

export function addShowStory(stories: Command, terminal: Terminal): void {
  clocked(
    stories
      .command('show')
      .description('tell what a story comes to, now or as of a moment')
      .argument('<story>', 'id of the story')
      .option('--as-of <moment>', 'a position of the log, or an instant (RFC 3339)'),
  )
    .addHelpText(
      'after',
      `
What was killed since is left out, with a note.

Examples:
  wirebrief stories show kabul-strike
  wirebrief stories show kabul-strike --as-of 40
  wirebrief stories show kabul-strike --by published \\
    --as-of 2021-09-02T09:00:00Z`,
    )
    .action(async (story: string, _options: ShowOptions, command: Command) => {
      const options = command.optsWithGlobals<ShowOptions>();
      const asOf = asOfOption(options.asOf, options, '--as-of');
      const past = await withHistory(readSettings(options), (history) =>
        history.document(story, asOf),
      );
      const view = storyStateView(past);
      terminal.out(options.json === true ? JSON.stringify(view) : textOf(view));
    });
}

function textOf(view: StoryStateView): string {
  const { story, asOf, articles, toll, positions, withdrawnSince } = view;
  const sourcing = `${counted(toll.sourcing.articles, 'article gives', 'articles give')} a figure, ${toll.sourcing.independent} independent`;
  return [
    `${story.title}, as of ${asOf}`,
    `${counted(articles.count, 'article', 'articles')}; ${sourcing}`,
    `Grade: ${toll.grade.grade} (${toll.grade.rule})`,
    '',
    columns(view.keyFigures.map(({ label, value, caveat }) => [label, value, caveat])),
    ...section(
      'Who says what',
      toll.rows.map(({ claimant, date, killed, injured, children }) => [
        date ?? '',
        claimant,
        [...killed, ...injured, ...children]
          .map(({ value, group }) => `${value} ${group}`)
          .join('; '),
      ]),
    ),
    ...section(
      'Official positions',
      positions.map(({ date, actor, speaker, line }) => [date ?? '', actor, line, `(${speaker})`]),
    ),
    ...section(
      'Options',
      view.options.options.map(({ label, statements, constraints }) => [
        label,
        `${counted(statements.length, 'view', 'views')}, ${counted(constraints.length, 'limit', 'limits')}`,
      ]),
    ),
    ...section(
      'Withdrawn since, and left out',
      withdrawnSince.map(({ outlet, at, reason }) => [at, outlet, reason]),
    ),
  ].join('\n');
}

function section(title: string, rows: readonly (readonly string[])[]): readonly string[] {
  return rows.length === 0 ? [] : ['', title, columns(rows)];
}
