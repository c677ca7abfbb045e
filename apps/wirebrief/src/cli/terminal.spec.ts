import { bar, columns, counted } from './terminal';

describe('bar', () => {
  it.each([
    [0, 28, '[........................] 0 of 28'],
    [14, 28, '[############............] 14 of 28'],
    [28, 28, '[########################] 28 of 28'],
  ])('shows %d of %d', (done, total, shown) => {
    expect(bar(done, total)).toBe(shown);
  });

  it('is full when there is nothing to do', () => {
    expect(bar(0, 0)).toBe('[########################] 0 of 0');
  });
});

describe('counted', () => {
  it.each([
    [0, '0 stories'],
    [1, '1 story'],
    [2, '2 stories'],
  ])('says of %d: %s', (count, shown) => {
    expect(counted(count, 'story', 'stories')).toBe(shown);
  });
});

describe('columns', () => {
  it('are as wide as their widest cell, without blanks at the end of a line', () => {
    const rows = [
      ['STORY', 'EDITIONS'],
      ['harbour-strike', '2'],
    ];
    expect(columns(rows)).toBe('STORY           EDITIONS\nharbour-strike  2');
  });

  it('of no rows are empty', () => {
    expect(columns([])).toBe('');
  });
});
