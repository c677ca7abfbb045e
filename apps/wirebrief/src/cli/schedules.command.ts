import { type Command, Option } from 'commander';
import { type ScheduleView } from '@wirebrief/application';
import { type ScheduleInput, scheduleInputSchema } from '@wirebrief/scheduling';

import { type ComingDue, comingDues, dueText } from './coming-dues';
import { parseShape } from './input';
import { numberIn } from './number';
import { localTime } from './local-time';
import { type Place, placed } from './place';
import { readSchedules, removeSchedule, setSchedule } from './schedule-place';
import { columns, type Terminal } from './terminal';

interface ListOptions extends Place {
  readonly json?: true;
}

interface SetOptions extends Place {
  readonly cron: string;
  readonly zone?: string;
  readonly kind: string;
  readonly unchanged: string;
  readonly outage: string;
  readonly outageLimit?: string;
  readonly outageHours?: string;
  readonly paused?: true;
}

const COMING = 10;

export function addSchedules(program: Command, terminal: Terminal): void {
  const schedules = program
    .command('schedules')
    .description('list, set and remove the schedules of stories, and see what is due next')
    .addHelpText(
      'after',
      `
Examples:
  wirebrief schedules set kabul-strike daily --cron "0 6 * * *"
  wirebrief schedules list
  wirebrief schedules next kabul-strike`,
    );
  const command = (words: string, description: string): Command =>
    placed(schedules.command(words).description(description));
  addList(command('list [story]', 'schedules with their next due time and last outcome'), terminal);
  addSet(command('set <story> <schedule>', 'set a schedule, new or in place of the one'), terminal);
  command('remove <story> <schedule>', 'remove a schedule; what it has issued stays')
    .addHelpText('after', '\nExample:\n  wirebrief schedules remove kabul-strike daily')
    .action(async (story: string, schedule: string, options: Place) => {
      await removeSchedule(options, story, schedule);
      terminal.out(`removed  ${schedule} of ${story}`);
    });
  command('next <story> [schedule]', `the coming ${COMING} due times, there and here`)
    .addHelpText(
      'after',
      '\nExample:\n  wirebrief schedules next kabul-strike --url http://127.0.0.1:3000',
    )
    .action((story: string, schedule: string | undefined, options: Place) =>
      showNext(story, schedule, options, terminal),
    );
}

function addList(command: Command, terminal: Terminal): void {
  command
    .option('--json', 'one JSON object a line, with the runs')
    .addHelpText('after', '\nExample:\n  wirebrief schedules list kabul-strike')
    .action(async (story: string | undefined, options: ListOptions) => {
      const schedules = await readSchedules(options, story);
      if (options.json === true) {
        for (const schedule of schedules) terminal.out(JSON.stringify(schedule));
      } else if (schedules.length === 0) {
        terminal.note(
          'There are no schedules. Set one: wirebrief schedules set STORY daily --cron "0 6 * * *"',
        );
      } else {
        const head = ['STORY', 'SCHEDULE', 'CRON', 'TIME ZONE', 'NEXT', 'LAST'];
        terminal.out(columns([head, ...schedules.map(rowOf)], terminal.width));
      }
    });
}

function addSet(command: Command, terminal: Terminal): void {
  command
    .requiredOption('--cron <expression>', 'minute hour day month weekday, or seconds first')
    .option('--zone <name>', "IANA time zone; without it, the story's")
    .addOption(
      new Option('--kind <kind>', 'what is issued')
        .choices(['edition', 'flash'])
        .default('edition'),
    )
    .addOption(
      new Option('--unchanged <policy>', 'when nothing changed: an edition that says so, or none')
        .choices(['issue', 'skip'])
        .default('issue'),
    )
    .addOption(
      new Option('--outage <policy>', 'due times missed while nothing ran')
        .choices(['once', 'all', 'none'])
        .default('once'),
    )
    .option('--outage-limit <count>', 'with "all": at most the newest so many (default 10)')
    .option('--outage-hours <hours>', 'leave out what is older (default 168)')
    .option('--paused', 'nothing is due until it is set again without')
    .addHelpText(
      'after',
      `
Examples:
  wirebrief schedules set kabul-strike daily --cron "0 6 * * *" --unchanged skip
  wirebrief schedules set kabul-strike work --cron "0 9,17 * * 1-5" \\
      --zone America/New_York --outage all --outage-limit 3`,
    )
    .action(async (story: string, schedule: string, options: SetOptions) => {
      const set = await setSchedule(options, { story, schedule, input: inputOf(options) });
      const next = set.nextDue === null ? 'paused' : `next ${dueText(set.nextDue, set.timeZone)}`;
      terminal.out(`set  ${schedule} of ${story}, ${next}`);
    });
}

function inputOf(options: SetOptions): ScheduleInput {
  const { cron, zone, kind, unchanged, outage, outageLimit, outageHours, paused } = options;
  const input = {
    cron,
    ...(zone !== undefined && { timeZone: zone }),
    kind,
    unchanged,
    outage: {
      policy: outage,
      ...(outageLimit !== undefined && { limit: numberIn(outageLimit) }),
      ...(outageHours !== undefined && { maxAgeHours: numberIn(outageHours) }),
    },
    paused: paused === true,
  };
  return parseShape(scheduleInputSchema, input, 'The schedule');
}

function rowOf(schedule: ScheduleView): readonly string[] {
  const { storyId, scheduleId, cron, timeZone, nextDue, paused } = schedule;
  const next = nextDue === null ? '' : dueText(nextDue, timeZone);
  return [storyId, scheduleId, cron, timeZone, paused ? 'paused' : next, lastOf(schedule)];
}

function lastOf({ failure, runs, timeZone }: ScheduleView): string {
  const [run] = failure === null ? runs : [failure];
  if (run === undefined) return 'none yet';
  const what = {
    fired: run.attempts === 0 ? 'in work' : `failed ${run.attempts} times, trying again`,
    issued: `edition ${run.edition ?? ''}`,
    unchanged: `unchanged since edition ${run.edition ?? ''}`,
    abandoned: 'FAILED',
  }[run.status];
  const why = run.status === 'abandoned' || run.status === 'fired' ? run.problem : null;
  return `${what}, ${dueText(run.due, timeZone)}${why === null ? '' : `: ${why.message}`}`;
}

async function showNext(
  story: string,
  schedule: string | undefined,
  options: Place,
  terminal: Terminal,
): Promise<void> {
  const schedules = await readSchedules(options, story, schedule);
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const dues = comingDues(schedules, COMING);
  if (dues.length === 0) {
    terminal.note('Nothing is due: no schedule of the story is running.');
    return;
  }
  const row = ({ scheduleId, due, timeZone }: ComingDue): readonly string[] => [
    scheduleId,
    `${dueText(due, timeZone)} ${timeZone}`,
    localTime(due, due.endsWith(':00Z') ? 'short' : 'medium'),
  ];
  const head = ['SCHEDULE', 'DUE', `HERE (${here})`];
  terminal.out(columns([head, ...dues.map(row)], terminal.width));
}
