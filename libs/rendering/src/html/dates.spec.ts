import { type DateFormat, formatDay, formatInstant } from './dates';

const kabul: DateFormat = {
  language: 'en',
  timeZone: 'Asia/Kabul',
  patterns: { date: '{day} {month} {year}', dateTime: '{date}, {time}' },
};

it('prints an instant in the time zone of the story, with its offset', () => {
  expect(formatInstant('2021-08-29T20:00:00Z', kabul)).toBe('30 August 2021, 00:30 UTC+04:30');
});

it('follows daylight saving time', () => {
  const newYork = { ...kabul, timeZone: 'America/New_York' };
  expect(formatInstant('2021-11-07T05:30:00Z', newYork)).toBe('7 November 2021, 01:30 UTC-04:00');
  expect(formatInstant('2021-11-07T06:30:00Z', newYork)).toBe('7 November 2021, 01:30 UTC-05:00');
});

it('prints UTC without an offset', () => {
  const utc = { ...kabul, timeZone: 'UTC' };
  expect(formatInstant('2021-08-29T20:00:00Z', utc)).toBe('29 August 2021, 20:00 UTC');
});

it('prints a day as it is, in any time zone', () => {
  expect(formatDay('2021-08-29', { ...kabul, timeZone: 'Pacific/Honolulu' })).toBe(
    '29 August 2021',
  );
});

it('names months in the language, and counts years and days as the log does', () => {
  expect(formatDay('2021-08-29', { ...kabul, language: 'de' })).toBe('29 August 2021');
  expect(formatDay('2021-03-01', { ...kabul, language: 'de' })).toBe('1 März 2021');
  expect(formatDay('2021-08-29', { ...kabul, language: 'fa' })).toBe('29 اوت 2021');
});

it('prints what is no date as text, without control characters', () => {
  expect(formatDay('soon\u202E', kabul)).toBe('soon');
  expect(formatDay('2021-13-45', kabul)).toBe('2021-13-45');
  expect(formatInstant('in the\u0000 night', kabul)).toBe('in the night');
});
