import { type Command, InvalidArgumentError } from 'commander';
import { type DeadLetter, type DeadLetters } from '@wirebrief/application';
import { readSettings, withDeadLetters } from '@wirebrief/composition';

import { localTime } from './local-time';
import { natsOf } from './nats-of';
import { columns, type Terminal } from './terminal';

interface Place {
  readonly nats?: string;
}

export function addDeadLetters(program: Command, terminal: Terminal): void {
  const letters = program
    .command('dead-letters')
    .description('messages that nobody could handle, on the NATS servers of the distributed mode')
    .addHelpText(
      'after',
      `
A message is here because it was refused for what it says, or because it failed
too often. "retry" puts it back where it came from, once.

Examples:
  wirebrief dead-letters list --nats nats://127.0.0.1:4222
  wirebrief dead-letters show 12
  wirebrief dead-letters retry 12
  wirebrief dead-letters drop 12`,
    );
  const at = <Result>(place: Place, body: (letters: DeadLetters) => Promise<Result>) => {
    natsOf(place);
    return withDeadLetters(readSettings({ ...place, store: 'jetstream' }).config, body);
  };
  placed(letters.command('list'))
    .description('all of them, oldest first')
    .addHelpText('after', example('list'))
    .action((place: Place) => at(place, (all) => list(all, terminal)));
  placed(letters.command('show').argument('<id>', 'as list tells it', idOf))
    .description('why it is here, and the message itself')
    .addHelpText('after', example('show 12'))
    .action((id: number, place: Place) => at(place, (all) => show(all, id, terminal)));
  placed(letters.command('retry').argument('<id>', 'as list tells it', idOf))
    .description('put it back where it came from')
    .addHelpText('after', example('retry 12'))
    .action((id: number, place: Place) =>
      at(place, async (all) => {
        terminal.out(`retried  ${id}  ${(await all.retry(id)).subject}`);
      }),
    );
  placed(letters.command('drop').argument('<id>', 'as list tells it', idOf))
    .description('delete it for good')
    .addHelpText('after', example('drop 12'))
    .action((id: number, place: Place) =>
      at(place, async (all) => {
        await all.drop(id);
        terminal.out(`dropped  ${id}`);
      }),
    );
}

const example = (words: string): string =>
  `\nExample:\n  wirebrief dead-letters ${words} --nats nats://127.0.0.1:4222`;

function placed(command: Command): Command {
  return command.option('--nats <address>', 'the NATS servers (NATS_URL)');
}

function idOf(text: string): number {
  if (/^[1-9]\d{0,14}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It is a whole number.');
}

const PAGE = 100;

async function list(letters: DeadLetters, terminal: Terminal): Promise<void> {
  const rows: (readonly string[])[] = [];
  for (let after = 0; ;) {
    const page = await letters.list({ after, limit: PAGE });
    rows.push(...page.map(rowOf));
    if (page.length < PAGE) break;
    after = page.at(-1)?.id ?? after;
  }
  if (rows.length === 0) terminal.note('There are no dead letters.');
  else terminal.out(columns([HEAD, ...rows], terminal.width));
}

const HEAD = ['ID', 'GIVEN UP', 'SUBJECT', 'CODE', 'REASON'];

const rowOf = ({ id, at, subject, code, reason }: DeadLetter): readonly string[] => [
  String(id),
  localTime(at, 'medium'),
  subject,
  code,
  reason,
];

async function show(letters: DeadLetters, id: number, terminal: Terminal): Promise<void> {
  const { data, fields, ...letter } = await letters.show(id);
  terminal.out(
    columns([
      ['id', String(letter.id)],
      ['given up', localTime(letter.at, 'medium')],
      ['taken by', letter.queue],
      ['subject', letter.subject],
      ['attempts', String(letter.attempts)],
      ['code', letter.code],
      ['reason', letter.reason],
      ...Object.entries(fields).map(([name, value]): [string, string] => [name, value]),
    ]),
  );
  terminal.out(new TextDecoder().decode(data));
}
