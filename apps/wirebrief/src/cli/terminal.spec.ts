import { bar, columns, counted, visible } from './terminal';

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

  it.each([
    [30, 'NO  REASON\n1   not so, they say\n12  as corrected on Tuesday'],
    [26, 'NO  REASON\n1   not so, they say\n12  as corrected on\n    Tuesday'],
    [19, 'NO      1\nREASON  not so, they say\n\nNO      12\nREASON  as corrected on Tuesday'],
  ])('fit a terminal of %d where they can', (width, shown) => {
    const rows = [
      ['NO', 'REASON'],
      ['1', 'not so, they say'],
      ['12', 'as corrected on Tuesday'],
    ];
    expect(columns(rows, width)).toBe(shown);
  });
});

describe('what is shown on a terminal', () => {
  it.each([
    ['a strike\n\tat dawn, «ضربة»', 'a strike\n\tat dawn, «ضربة»'],
    ['\u001b[2J\u0007\r\u009b31m', String.raw`\u001b[2J\u0007\u000d\u009b31m`],
    ['a \u202edab\u202c strike', String.raw`a \u202edab\u202c strike`],
  ])('gives it no orders: %j', (text, shown) => {
    expect(visible(text)).toBe(shown);
  });
});
