import { datesIn } from './dates';

const kabul = {
  language: 'en',
  timeZone: 'Asia/Kabul',
  patterns: { date: '{day} {month} {year}', dateTime: '{date}, {time}' },
};

it('prints an instant in the time zone of the story, with its offset', () => {
  expect(datesIn(kabul).instant('2021-08-29T20:00:00Z')).toBe('30 August 2021, 00:30 UTC+04:30');
});

it('follows daylight saving time', () => {
  const newYork = { ...kabul, timeZone: 'America/New_York' };
  expect(datesIn(newYork).instant('2021-11-07T05:30:00Z')).toBe('7 November 2021, 01:30 UTC-04:00');
  expect(datesIn(newYork).instant('2021-11-07T06:30:00Z')).toBe('7 November 2021, 01:30 UTC-05:00');
});

it('prints UTC without an offset', () => {
  const utc = { ...kabul, timeZone: 'UTC' };
  expect(datesIn(utc).instant('2021-08-29T20:00:00Z')).toBe('29 August 2021, 20:00 UTC');
});

it('prints a day as it is, in any time zone', () => {
  expect(datesIn({ ...kabul, timeZone: 'Pacific/Honolulu' }).day('2021-08-29')).toBe(
    '29 August 2021',
  );
});

it('names months in the language, and counts years and days as the log does', () => {
  expect(datesIn({ ...kabul, language: 'de' }).day('2021-08-29')).toBe('29 August 2021');
  expect(datesIn({ ...kabul, language: 'de' }).day('2021-03-01')).toBe('1 März 2021');
  expect(datesIn({ ...kabul, language: 'fa' }).day('2021-08-29')).toBe('29 اوت 2021');
});

it('prints what is no date as text, without control characters', () => {
  expect(datesIn(kabul).day('soon\u202E')).toBe('soon');
  expect(datesIn(kabul).day('2021-13-45')).toBe('2021-13-45');
  expect(datesIn(kabul).instant('in the\u0000 night')).toBe('in the night');
});
