import { dueTimes } from './due-times';
import { type OutagePolicy, type ScheduleDefinition } from './schedule.events';

function schedule(
  outage: Partial<OutagePolicy> = {},
  cron = '0 6 * * *',
  paused = false,
): ScheduleDefinition {
  return {
    ...{ storyId: 'bridge', scheduleId: 'daily', cron, timeZone: 'UTC', paused },
    ...{ kind: 'edition', unchanged: 'issue' },
    outage: { policy: 'once', limit: 10, maxAgeHours: 168, ...outage },
  };
}

const at = (day: number, time = '06:00:00'): string =>
  `2026-03-${String(day).padStart(2, '0')}T${time}Z`;

describe('due times that come while something runs', () => {
  it.each(['once', 'all', 'none'] as const)('are wanted under "%s"', (policy) => {
    expect(dueTimes(schedule({ policy }), { after: at(1), now: at(2, '06:00:01') })).toEqual({
      wanted: [at(2)],
      passedOver: 0,
      newest: at(2),
    });
  });

  it('are wanted each, when a timer is late by less than two minutes', () => {
    const each = schedule({ policy: 'none' }, '*/30 * * * * *');
    const range = { after: at(1), now: at(1, '06:01:45') };
    expect(dueTimes(each, range).wanted).toEqual([
      at(1, '06:00:30'),
      at(1, '06:01:00'),
      at(1, '06:01:30'),
    ]);
  });

  it('are none before their time', () => {
    const nothing = { wanted: [], passedOver: 0, newest: null };
    expect(dueTimes(schedule(), { after: at(1), now: at(2, '05:59:59.999') })).toEqual(nothing);
    expect(dueTimes(schedule(), { after: at(9), now: at(2) })).toEqual(nothing);
  });

  it('are none while the schedule is paused', () => {
    const paused = schedule({ policy: 'all' }, '0 6 * * *', true);
    expect(dueTimes(paused, { after: at(1), now: at(9) }).wanted).toEqual([]);
  });
});

describe('after an outage of five days', () => {
  const range = { after: at(1), now: at(6, '12:00:00') };
  const [second, third, fourth, fifth, sixth] = [2, 3, 4, 5, 6].map((day) => at(day));

  it.each([
    ['once', {}, [sixth], 4],
    ['all', {}, [second, third, fourth, fifth, sixth], 0],
    ['all', { limit: 2 }, [fifth, sixth], 3],
    ['all', { maxAgeHours: 30 }, [fifth, sixth], 3],
    ['once', { maxAgeHours: 5 }, [], 5],
    ['none', {}, [], 5],
  ] as const)('"%s" with %j', (policy, limits, wanted, passedOver) => {
    expect(dueTimes(schedule({ policy, ...limits }), range)).toEqual({
      wanted,
      passedOver,
      newest: sixth,
    });
  });

  it('"once" gives one edition also when the outage ends at a due time', () => {
    const end = { after: at(1), now: at(6, '06:00:20') };
    expect(dueTimes(schedule(), end)).toMatchObject({ wanted: [sixth], passedOver: 4 });
  });

  it('counts and makes up for no more than a bounded number of due times', () => {
    const each = schedule({ policy: 'all', limit: 1000, maxAgeHours: 8784 }, '* * * * * *');
    const { wanted, passedOver } = dueTimes(each, range);
    expect(wanted.length + passedOver).toBe(1000);
    expect(wanted.at(-1)).toBe(at(6, '12:00:00'));
  });
});
