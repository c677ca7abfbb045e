import fc from 'fast-check';

import { lastDues, nextDue, nextDues, type Timing } from './timing';

const split = (text: string): readonly string[] => text.split(' ').filter((due) => due !== '');

interface Example {
  readonly cron: string;
  readonly timeZone: string;
  readonly after: string;
  /** Separated by spaces. */
  readonly dues: string;
}

/** Each zone over its change to and from daylight saving. The expected instants are the wall times less the offsets. */
const examples: Readonly<Record<string, Example>> = {
  'a zone without daylight saving': {
    cron: '0 6 * * *',
    timeZone: 'Asia/Kabul',
    after: '2026-03-28T12:00:00Z',
    dues: '2026-03-29T01:30:00Z 2026-03-30T01:30:00Z',
  },
  'Berlin, a time before and after the gap': {
    cron: '0 6 * * *',
    timeZone: 'Europe/Berlin',
    after: '2026-03-28T00:00:00Z',
    dues: '2026-03-28T05:00:00Z 2026-03-29T04:00:00Z 2026-03-30T04:00:00Z',
  },
  'Berlin, a time in the gap: once, right after it': {
    cron: '30 2 * * *',
    timeZone: 'Europe/Berlin',
    after: '2026-03-28T00:00:00Z',
    dues: '2026-03-28T01:30:00Z 2026-03-29T01:00:00Z 2026-03-30T00:30:00Z',
  },
  'Berlin, several times in the gap: once, right after it': {
    cron: '*/15 2 * * *',
    timeZone: 'Europe/Berlin',
    after: '2026-03-28T12:00:00Z',
    dues: '2026-03-29T01:00:00Z 2026-03-30T00:00:00Z 2026-03-30T00:15:00Z',
  },
  'Berlin, times in the gap and right after it': {
    cron: '0,30 2-3 * * *',
    timeZone: 'Europe/Berlin',
    after: '2026-03-28T12:00:00Z',
    dues: '2026-03-29T01:00:00Z 2026-03-29T01:30:00Z 2026-03-30T00:00:00Z',
  },
  'Berlin, a repeated time: the first of both': {
    cron: '30 2 * * *',
    timeZone: 'Europe/Berlin',
    after: '2026-10-24T12:00:00Z',
    dues: '2026-10-25T00:30:00Z 2026-10-26T01:30:00Z',
  },
  'Berlin, several repeated times: the first of both': {
    cron: '*/30 2 * * *',
    timeZone: 'Europe/Berlin',
    after: '2026-10-24T12:00:00Z',
    dues: '2026-10-25T00:00:00Z 2026-10-25T00:30:00Z 2026-10-26T01:00:00Z',
  },
  'Berlin, every half hour over the gap': {
    cron: '*/30 * * * *',
    timeZone: 'Europe/Berlin',
    after: '2026-03-29T00:15:00Z',
    dues: '2026-03-29T00:30:00Z 2026-03-29T01:00:00Z 2026-03-29T01:30:00Z',
  },
  'Berlin, every half hour over the repeated hour': {
    cron: '*/30 * * * *',
    timeZone: 'Europe/Berlin',
    after: '2026-10-24T23:45:00Z',
    dues: '2026-10-25T00:00:00Z 2026-10-25T00:30:00Z 2026-10-25T01:00:00Z 2026-10-25T01:30:00Z 2026-10-25T02:00:00Z',
  },
  'Berlin, every hour, written as a range, over the repeated hour': {
    cron: '5 0-23 * * *',
    timeZone: 'Europe/Berlin',
    after: '2026-10-24T23:45:00Z',
    dues: '2026-10-25T00:05:00Z 2026-10-25T01:05:00Z 2026-10-25T02:05:00Z',
  },
  'New York, a time in the gap': {
    cron: '15 2 * * 0',
    timeZone: 'America/New_York',
    after: '2026-03-05T00:00:00Z',
    dues: '2026-03-08T07:00:00Z 2026-03-15T06:15:00Z',
  },
  'New York, a repeated time': {
    cron: '30 1 1 11 *',
    timeZone: 'America/New_York',
    after: '2026-01-01T00:00:00Z',
    dues: '2026-11-01T05:30:00Z 2027-11-01T05:30:00Z',
  },
  'Lord Howe, a time in the gap of half an hour': {
    cron: '15 2 * * *',
    timeZone: 'Australia/Lord_Howe',
    after: '2026-10-03T00:00:00Z',
    dues: '2026-10-03T15:30:00Z 2026-10-04T15:15:00Z',
  },
  'Lord Howe, a repeated time': {
    cron: '45 1 * * *',
    timeZone: 'Australia/Lord_Howe',
    after: '2026-04-03T20:00:00Z',
    dues: '2026-04-04T14:45:00Z 2026-04-05T15:15:00Z',
  },
  'Lord Howe, every ten minutes over the repeated half hour': {
    cron: '*/10 * * * *',
    timeZone: 'Australia/Lord_Howe',
    after: '2026-04-04T14:45:00Z',
    dues: '2026-04-04T14:50:00Z 2026-04-04T15:00:00Z 2026-04-04T15:10:00Z 2026-04-04T15:20:00Z',
  },
  'Cairo, midnight on the day that begins at one': {
    cron: '0 0 * * *',
    timeZone: 'Africa/Cairo',
    after: '2026-04-22T12:00:00Z',
    dues: '2026-04-22T22:00:00Z 2026-04-23T22:00:00Z 2026-04-24T21:00:00Z',
  },
  'six fields, with seconds': {
    cron: '*/20 59 23 * * *',
    timeZone: 'UTC',
    after: '2026-12-31T23:59:10Z',
    dues: '2026-12-31T23:59:20Z 2026-12-31T23:59:40Z 2027-01-01T23:59:00Z',
  },
  'the last day of a month': {
    cron: '0 6 L * *',
    timeZone: 'UTC',
    after: '2028-02-01T00:00:00Z',
    dues: '2028-02-29T06:00:00Z 2028-03-31T06:00:00Z',
  },
  'the 29th of February': {
    cron: '0 6 29 2 *',
    timeZone: 'UTC',
    after: '2096-03-01T00:00:00Z',
    dues: '2104-02-29T06:00:00Z',
  },
  'day of month and day of week: either': {
    cron: '0 6 13 * 5',
    timeZone: 'UTC',
    after: '2026-11-10T00:00:00Z',
    dues: '2026-11-13T06:00:00Z 2026-11-20T06:00:00Z 2026-11-27T06:00:00Z 2026-12-04T06:00:00Z',
  },
};

describe('due times', () => {
  it.each(Object.entries(examples))('%s', (_, { cron, timeZone, after, dues }) => {
    const wanted = split(dues);
    expect(nextDues({ cron, timeZone }, after, wanted.length)).toEqual(wanted);
  });

  it.each(Object.entries(examples))('%s: looking back gives the same', (_, example) => {
    const { cron, timeZone, after } = example;
    const wanted = split(example.dues);
    const until = wanted.at(-1) ?? '';
    expect(lastDues({ cron, timeZone }, { after, until }, 100)).toEqual(wanted);
    expect(lastDues({ cron, timeZone }, { after, until }, 1)).toEqual(wanted.slice(-1));
  });

  it('are after the instant, not at it, and until the instant with it', () => {
    const timing = { cron: '0 6 * * *', timeZone: 'UTC' };
    expect(nextDue(timing, '2026-03-01T06:00:00Z')).toBe('2026-03-02T06:00:00Z');
    expect(nextDue(timing, '2026-03-01T05:59:59.999Z')).toBe('2026-03-01T06:00:00Z');
    const range = { after: '2026-03-01T06:00:00Z', until: '2026-03-02T06:00:00.000Z' };
    expect(lastDues(timing, range, 5)).toEqual(['2026-03-02T06:00:00Z']);
    const before = { ...range, until: '2026-03-02T05:59:59.999Z' };
    expect(lastDues(timing, before, 5)).toEqual([]);
  });

  it('are the same looking forward and back, wherever a reader cuts the year', () => {
    const zones = ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Africa/Cairo'];
    const crons = ['*/20 * * * *', '*/20 1-3 * * *', '0 2 * * *', '30 0,1,2,3,23 * * *'];
    const start = Date.parse('2026-01-01T00:00:00Z');
    const halfHour = fc.integer({ min: 0, max: 365 * 48 });
    const timing = fc.record({
      cron: fc.constantFrom(...crons),
      timeZone: fc.constantFrom(...zones),
    });
    fc.assert(
      fc.property(timing, halfHour, (one: Timing, at) => {
        const after = new Date(start + at * 1_800_000 - 1).toISOString();
        const dues = nextDues(one, after, 12);
        expect([...dues].sort()).toEqual(dues);
        expect(new Set(dues).size).toBe(dues.length);
        expect(lastDues(one, { after, until: dues.at(-1) ?? '' }, 50)).toEqual(dues);
        expect(nextDue(one, dues[5] ?? '')).toBe(dues[6]);
      }),
      { numRuns: 60 },
    );
  });
});

/** The rule said once more without any library: look at each minute of the days around the change. */
function byTheClock({ timeZone }: Timing, isWanted: (wall: string) => boolean, from: string) {
  const style = { timeZone, dateStyle: 'short', timeStyle: 'short' } as const;
  const format = new Intl.DateTimeFormat('sv-SE', style);
  const wallAt = (ms: number): string => format.format(ms).slice(0, 16);
  const dues: string[] = [];
  const seen = new Set<string>();
  const start = Date.parse(from);
  let before = wallAt(start - 60_000);
  for (let ms = start; ms < start + 3 * 86_400_000; ms += 60_000) {
    const wall = wallAt(ms);
    let isDue = false;
    // Every minute that the wall clock has come past, those that it has skipped included.
    for (let at = Date.parse(`${before}Z`) + 60_000; at <= Date.parse(`${wall}Z`); at += 60_000) {
      const minute = new Date(at).toISOString().slice(0, 16).replace('T', ' ');
      if (isWanted(minute.slice(11)) && !seen.has(minute)) isDue = true;
      seen.add(minute);
    }
    if (isDue) dues.push(new Date(ms).toISOString().replace('.000Z', 'Z'));
    before = wall;
  }
  return dues;
}

describe.each([
  ['Europe/Berlin', '2026-03-28T00:00:00Z'],
  ['Europe/Berlin', '2026-10-24T00:00:00Z'],
  ['America/New_York', '2026-03-07T00:00:00Z'],
  ['America/New_York', '2026-10-31T00:00:00Z'],
  ['Australia/Lord_Howe', '2026-10-02T00:00:00Z'],
  ['Australia/Lord_Howe', '2026-04-03T00:00:00Z'],
  ['America/St_Johns', '2026-03-07T00:00:00Z'],
  ['Africa/Casablanca', '2026-02-14T00:00:00Z'],
])('in %s from %s', (timeZone, from) => {
  it.each(['10,40 0-4 * * *', '0 2 * * *', '30 1 * * *', '45 1,2 * * *', '*/20 1-3 * * *'])(
    '"%s" is due when the clock on the wall first comes to each time, or past it',
    (cron) => {
      const [minutes = '', hours = ''] = cron.split(' ');
      const minutesOf = minutes === '*/20' ? ['00', '20', '40'] : minutes.split(',');
      const [first = 0, last = first] = hours.split('-').map(Number);
      const hoursOf = hours.includes(',')
        ? hours.split(',').map(Number)
        : Array.from({ length: last - first + 1 }, (_, index) => first + index);
      const wall = new Set(
        hoursOf.flatMap((hour) => minutesOf.map((minute) => `0${hour}:${minute.padStart(2, '0')}`)),
      );
      const timing = { cron, timeZone };
      const expected = byTheClock(timing, (time) => wall.has(time), from);
      const after = new Date(Date.parse(from) - 1).toISOString();
      expect(nextDues(timing, after, expected.length)).toEqual(expected);
      expect(expected.length).toBeGreaterThan(1);
    },
  );
});
