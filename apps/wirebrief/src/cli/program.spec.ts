import { type Command } from 'commander';

import { buildProgram } from './program';
import { type Terminal } from './terminal';

const nothing = (): void => undefined;
const silent: Terminal = {
  out: nothing,
  note: nothing,
  width: 80,
  progress: nothing,
  endProgress: nothing,
  isUnheard: () => false,
  assertWritten: () => Promise.resolve(),
};

/** Every command with its subcommands, by the words that call it, with its help at 80 columns. */
function helps(command: Command, words: readonly string[] = []): readonly [string, string][] {
  let text = '';
  command.configureOutput({ writeOut: (part) => (text += part), getOutHelpWidth: () => 80 });
  command.outputHelp();
  return [
    [words.join(' '), text],
    ...command.commands.flatMap((sub) => helps(sub, [...words, sub.name()])),
  ];
}

const all = helps(buildProgram(silent));

describe('a value that is empty', () => {
  it.each([
    ['--out', ['brief', 'a.txt', '--out', '']],
    ['--data', ['stories', '--data', '']],
    ['--data', ['editions', '--data', '', 'issue', 'harbour-strike']],
    ['--port', ['start', '--port=']],
    ['--type', ['events', '--type', 'StoryOpened', '']],
    ['<file>', ['ingest', 'a.txt', '']],
    ['<dir>', ['templates', 'check', '']],
  ])('is refused: %s in %j', async (name, args) => {
    await expect(
      buildProgram(silent).parseAsync(['node', 'wirebrief', ...args]),
    ).rejects.toMatchObject({ code: 'WB_OPTION', message: `${name} is empty.` });
  });

  it('may be left out where nothing is its default', async () => {
    const away = ['triggers', 'rebuild', 'harbour-strike', '--url', 'http://127.0.0.1:1'];
    await expect(
      buildProgram(silent).parseAsync(['node', 'wirebrief', ...away]),
    ).rejects.toMatchObject({ code: 'WB_SERVER_UNREACHABLE' });
  });
});

it.each([
  [
    'outage.limit: must be a number, not "few"',
    ['schedules', 'set', 'x', 'y', '--cron', '0 6 * * *', '--outage-limit', 'few'],
  ],
  [
    'decision.decision: must be a number, not "1st"',
    ['decisions', 'undo', 'x', '1st', '--reason', 'r'],
  ],
])('says what was given for a number: %s', async (fault, args) => {
  await expect(
    buildProgram(silent).parseAsync(['node', 'wirebrief', ...args, '--url', 'http://127.0.0.1:1']),
  ).rejects.toMatchObject({ message: expect.stringContaining(fault) as string });
});

describe('the help', () => {
  it('knows every command', () => {
    expect(all.map(([words]) => words)).toEqual([
      ...['', 'start', 'brief', 'ingest', 'stories', 'stories open'],
      ...['stories show', 'stories changes', 'stories timeline'],
      ...['editions', 'editions issue', 'editions save', 'editions draft'],
      ...['decisions', 'decisions list', 'decisions claims', 'decisions accept'],
      ...['decisions reject', 'decisions amend', 'decisions assign'],
      ...['decisions merge-claimants', 'decisions split-claimants'],
      ...['decisions merge-articles', 'decisions split-articles'],
      ...['decisions merge-incidents', 'decisions split-incident'],
      ...['decisions pin', 'decisions note', 'decisions undo'],
      ...['downloads', 'downloads list'],
      ...['triggers', 'triggers show', 'triggers set', 'triggers rebuild'],
      ...['triggers hook', 'triggers revoke'],
      ...['schedules', 'schedules list', 'schedules set', 'schedules remove', 'schedules next'],
      ...['webhooks', 'webhooks set', 'webhooks list', 'webhooks remove'],
      ...['webhooks deliveries', 'webhooks redeliver'],
      ...['dead-letters', 'dead-letters list', 'dead-letters show'],
      ...['dead-letters retry', 'dead-letters drop'],
      ...[
        'events',
        'why',
        'reanalyse',
        'replay',
        'verify',
        'backup',
        'restore',
        'migrate',
        'extract',
      ],
      ...['templates', 'templates copy', 'templates check', 'templates preview'],
      ...['schema', 'send'],
    ]);
  });

  it.each(all)('of "%s" has an example', (words, text) => {
    expect(text).toMatch(
      new RegExp(`^Examples?:\\n(?:.*\\n)*? {2}(?:\\w+=\\w+ )?wirebrief ${words}`, 'm'),
    );
  });

  it.each(all)('of "%s" fits a terminal of 80 columns', (_, text) => {
    expect(text.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });
});
