import { messageOf, WirebriefError } from '@wirebrief/kernel';
import { CronPattern } from 'croner';

import { nextDue } from './timing';

const FIELDS = ['minute', 'hour', 'day of the month', 'month', 'day of the week'] as const;
const EXAMPLE = '0 6 * * 1-5';

const LONGEST = 200;

/** The expression with single spaces. Throws WB_CRON_INVALID, which names the field, or WB_CRON_NEVER. */
export function parseCron(text: string): string {
  const fields = text.trim().split(/\s+/);
  const names = fields.length === FIELDS.length + 1 ? ['second', ...FIELDS] : [...FIELDS];
  if (text.length > LONGEST || fields.length !== names.length) throw shapeError(text);
  for (const [index, field] of fields.entries()) {
    const problem = problemOf(field, index, names.length);
    if (problem !== null) throw fieldError(names[index] ?? '', field, problem);
  }
  const cron = fields.join(' ');
  // In a span of 400 years the calendar repeats; a pattern without a date in 30 of them has none that anyone waits for.
  if (nextDue({ cron, timeZone: 'UTC' }, '2000-01-01T00:00:00Z') === null) throw neverError(cron);
  return cron;
}

/** What is wrong with one field, found by trying it among fields that allow everything. */
function problemOf(field: string, index: number, count: number): string | null {
  // The library would put the time of reading in its place.
  if (field.includes('?')) return '"?" is not taken; write "*"';
  const fields = Array.from({ length: count }, (_, at) => (at === index ? field : '*'));
  try {
    new CronPattern(fields.join(' '));
    return null;
  } catch (error) {
    return messageOf(error).replace(/^CronPattern: /, '');
  }
}

function shapeError(text: string): WirebriefError {
  return new WirebriefError(
    'WB_CRON_INVALID',
    'invalid',
    `"${text.slice(0, 80)}" is no cron expression of five or six fields.`,
    `Write ${FIELDS.join(', ')}, as in "${EXAMPLE}" (06:00 on weekdays); a sixth field before them gives seconds.`,
  );
}

function fieldError(name: string, field: string, problem: string): WirebriefError {
  return new WirebriefError(
    'WB_CRON_INVALID',
    'invalid',
    `The ${name} "${field.slice(0, 40)}" of the cron expression is wrong: ${problem.slice(0, 240).replace(/\.+$/, '')}.`,
    `Correct that field; "${EXAMPLE}" is 06:00 on weekdays.`,
  );
}

function neverError(cron: string): WirebriefError {
  return new WirebriefError(
    'WB_CRON_NEVER',
    'invalid',
    `"${cron}" names a date that no calendar has: it would never be due.`,
    'Correct the day of the month or the month.',
  );
}
