import { fold } from '@wirebrief/kernel';

import {
  bookDue,
  evolveScheduleBook,
  failureOf,
  firedUpTo,
  type ScheduleBook,
  type ScheduleFact,
} from './schedule-book';
import { type ScheduleDefinition } from './schedule.events';

const definition: ScheduleDefinition = {
  ...{ storyId: 'bridge', scheduleId: 'daily', cron: '0 6 * * *', timeZone: 'UTC' },
  ...{ kind: 'edition', unchanged: 'issue', paused: false },
  outage: { policy: 'once', limit: 10, maxAgeHours: 168 },
};
const day = (number: number, time = '06:00:00'): string =>
  new Date(Date.parse(`2026-01-01T${time}Z`) + number * 86_400_000)
    .toISOString()
    .replace('.000Z', 'Z');

const defined = (number: number, changes: Partial<ScheduleDefinition> = {}): ScheduleFact => ({
  type: 'ScheduleDefined',
  data: { ...definition, ...changes },
  recordedAt: day(number, '00:00:00'),
});
const removed = (number: number): ScheduleFact => ({
  type: 'ScheduleRemoved',
  data: { storyId: 'bridge', scheduleId: 'daily' },
  recordedAt: day(number, '00:00:00'),
});
const keyOf = (number: number) => ({ storyId: 'bridge', scheduleId: 'daily', due: day(number) });
const fired = (number: number, scheduleId = 'daily'): ScheduleFact => ({
  type: 'TickFired',
  data: { ...keyOf(number), scheduleId, kind: 'edition', unchanged: 'issue', passedOver: 0 },
  recordedAt: day(number, '06:00:01'),
});
const settled = (number: number): ScheduleFact => ({
  type: 'TickSettled',
  data: { ...keyOf(number), outcome: 'issued', edition: number },
  recordedAt: day(number, '06:00:03'),
});
const problem = { code: 'WB_INTERNAL', message: 'no ink' };
const failed = (number: number): ScheduleFact => ({
  type: 'TickFailed',
  data: { ...keyOf(number), attempt: 1, problem, tryAgainAt: day(number, '06:00:08') },
  recordedAt: day(number, '06:00:03'),
});
const abandoned = (number: number): ScheduleFact => ({
  type: 'TickAbandoned',
  data: { ...keyOf(number), attempts: 10, problem },
  recordedAt: day(number, '07:10:00'),
});

const bookOf = (...facts: readonly ScheduleFact[]): ScheduleBook =>
  fold(evolveScheduleBook, {}, facts);
function daily(...facts: readonly ScheduleFact[]) {
  const entry = bookOf(...facts)['daily'];
  if (entry === undefined) throw new Error('there is no schedule');
  return entry;
}

describe('the book of the schedules of a story', () => {
  it('knows what has fired, what is open and how it ended', () => {
    const entry = daily(defined(1), fired(1), settled(1), fired(2), failed(2));
    expect(entry.past).toMatchObject([
      {
        due: day(1),
        status: 'issued',
        edition: 1,
        firedAt: day(1, '06:00:01'),
        endedAt: day(1, '06:00:03'),
      },
    ]);
    expect(Object.values(entry.open)).toMatchObject([
      { due: day(2), status: 'fired', attempts: 1, tryAgainAt: day(2, '06:00:08'), endedAt: null },
    ]);
    expect(firedUpTo(entry)).toBe(day(2));
  });

  it('does not grow with the number of ticks', () => {
    const facts = Array.from({ length: 400 }, (_, number) => [
      fired(number + 1),
      settled(number + 1),
    ]);
    const entry = daily(defined(0), ...facts.flat());
    expect(entry.past).toHaveLength(50);
    expect(entry.past.at(-1)).toMatchObject({ due: day(400) });
    expect(entry.open).toEqual({});
  });

  it('counts due times from the definition when nothing has fired since', () => {
    expect(firedUpTo(daily(defined(3)))).toBe(day(3, '00:00:00'));
    expect(firedUpTo(daily(defined(1), fired(1), defined(3)))).toBe(day(3, '00:00:00'));
    expect(firedUpTo(daily(defined(1), fired(5), defined(3)))).toBe(day(5));
  });

  it('tells the next due time of all schedules, none of those that are paused or removed', () => {
    const weekly = { scheduleId: 'weekly', cron: '0 5 * * 1' };
    expect(bookDue(bookOf(defined(1), defined(1, weekly)), day(1))).toBe(day(2));
    expect(bookDue(bookOf(defined(1, { paused: true }), defined(1, weekly)), day(1))).toBe(
      day(4, '05:00:00'),
    );
    expect(bookDue(bookOf(defined(1), removed(1)), day(1))).toBeNull();
    // Fired by a replica whose clock runs ahead: that due time is over.
    expect(bookDue(bookOf(defined(1), fired(2)), day(2, '05:59:30'))).toBe(day(3));
  });

  it('forgets a removed schedule once its last tick has an outcome', () => {
    expect(bookOf(defined(1), removed(1))).toEqual({});
    const open = bookOf(defined(1), fired(1), removed(2));
    expect(open['daily']).toMatchObject({ definition: null, open: { [day(1)]: {} } });
    expect(bookOf(defined(1), fired(1), removed(2), settled(1))).toEqual({});
  });

  it('takes a schedule with the name that every object has for what it is', () => {
    const book = bookOf(defined(1, { scheduleId: 'constructor' }), fired(2, 'constructor'));
    expect(book['constructor']).toMatchObject({ lastDue: day(2), open: { [day(2)]: {} } });
  });

  it('shows a failure until a newer tick does better or the schedule is set anew', () => {
    const broken = [defined(0), fired(1), abandoned(1)];
    expect(failureOf(daily(...broken))).toMatchObject({ due: day(1), problem, attempts: 10 });
    expect(failureOf(daily(...broken, fired(2)))).toMatchObject({ due: day(1) });
    expect(failureOf(daily(...broken, fired(2), settled(2)))).toBeNull();
    expect(failureOf(daily(...broken, defined(3)))).toBeNull();
    // The older one is given up after the newer one has gone well.
    expect(failureOf(daily(defined(0), fired(1), fired(2), settled(2), abandoned(1)))).toBeNull();
  });

  it('has the edition as the outcome of a tick that was called unchanged or given up before', () => {
    expect(daily(defined(0), fired(1), abandoned(1), settled(1)).past).toMatchObject([
      { due: day(1), status: 'issued', edition: 1 },
    ]);
  });
});
