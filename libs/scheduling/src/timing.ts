import { Cron, CronPattern } from 'croner';

/** When a schedule is due: a cron expression of five fields, or six with seconds first, read in a time zone. */
export interface Timing {
  readonly cron: string;
  /** IANA. */
  readonly timeZone: string;
}

/**
 * Daylight saving. An expression that names hours goes by the clock on the wall: a time that the clock skips is due once,
 * right after the gap, and a time that it shows twice is due the first time only. An expression for every hour goes by
 * elapsed time: every 15 minutes stays every 15 minutes.
 */
const FIXED_TIMES = 'no-wildcard';

const HOURS_A_DAY = 24;

/** The first due time after the instant, `2026-03-29T04:00:00Z`; null when there is none. */
export function nextDue(timing: Timing, after: string): string | null {
  const due = compile(timing).nextRun(new Date(after));
  return due === null ? null : dueTime(due);
}

/** The first `count` due times after the instant, oldest first. */
export function nextDues(timing: Timing, after: string, count: number): readonly string[] {
  return compile(timing).nextRuns(count, new Date(after)).map(dueTime);
}

/** The last `count` due times after `after`, up to and with `until`, oldest first. */
export function lastDues(
  timing: Timing,
  { after, until }: { readonly after: string; readonly until: string },
  count: number,
): readonly string[] {
  const cron = compile(timing);
  const dues: Date[] = [];
  // The library looks before the instant that it is given, in whole seconds.
  let end = new Date(Math.floor(Date.parse(until) / 1000) * 1000 + 1000);
  while (dues.length < count) {
    const [due] = cron.previousRuns(1, end);
    if (due === undefined || due.getTime() <= Date.parse(after)) break;
    dues.unshift(due);
    end = due;
  }
  return dues.map(dueTime);
}

const dueTime = (due: Date): string => due.toISOString().replace('.000Z', 'Z');

/** Most stories are due at one of a few times; reading an expression costs more than what is asked of it. */
const compiled = new Map<string, Cron>();
const MOST_COMPILED = 1000;

function compile({ cron, timeZone }: Timing): Cron {
  const key = `${timeZone} ${cron}`;
  const known = compiled.get(key);
  if (known !== undefined) return known;
  const made = new Cron(byTheWall(cron), {
    timezone: timeZone,
    fixedTimeRule: FIXED_TIMES,
    mode: '5-or-6-parts',
  });
  if (compiled.size === MOST_COMPILED) compiled.clear();
  compiled.set(key, made);
  return made;
}

/** The library takes only times without wildcards and steps as fixed ones: where hours are named, they are written out. */
function byTheWall(cron: string): string {
  const { second, minute, hour } = new CronPattern(cron);
  const days = cron.trim().split(/\s+/).slice(-3).join(' ');
  const hours = listed(hour);
  const isEveryHour = hours.split(',').length === HOURS_A_DAY;
  return `${listed(second)} ${listed(minute)} ${isEveryHour ? '*' : hours} ${days}`;
}

const listed = (flags: readonly number[]): string =>
  flags.flatMap((flag, index) => (flag === 1 ? [index] : [])).join(',');
