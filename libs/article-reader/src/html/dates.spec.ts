import { pageDate } from './dates';

describe('the date of a page', () => {
  it.each([
    ['2021-08-29T10:00:00Z', '2021-08-29T10:00:00Z'],
    ['2021-08-29T10:00:00.123+04:30', '2021-08-29T10:00:00.123+04:30'],
    ['2021-08-29T10:00-0400', '2021-08-29T10:00:00-04:00'],
    ['2021-08-29 10:00:00', '2021-08-29'],
    ['2021-08-29', '2021-08-29'],
    ['Sun, 29 Aug 2021 10:00:00 GMT', '2021-08-29T10:00:00.000Z'],
    ['29 Aug 2021 10:00:00 +0430', '2021-08-29T05:30:00.000Z'],
    ['August 29, 2021', '2021-08-29'],
    ['Sept. 3, 2021', '2021-09-03'],
    ['3 September 2021', '2021-09-03'],
  ])('%j is %j', (text, date) => {
    expect(pageDate(text)).toBe(date);
  });

  it.each([
    '08/09/2021',
    '2021-02-30',
    '2021-13-01',
    'February 30, 2021',
    'yesterday',
    '',
    '1630231200',
  ])('%j is not guessed', (text) => {
    expect(pageDate(text)).toBeUndefined();
  });

  it('falls back to the day where the time of day is none', () => {
    expect(pageDate('2021-08-29T25:00:00Z')).toBe('2021-08-29');
  });
});
