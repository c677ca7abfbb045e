import { serialize } from './serialize';
import { pdfString } from './tags';

describe('a PDF value', () => {
  it.each([
    ['Name', '/Name'],
    [1.23456789, '1.234568'],
    [-0.0000001, '0'],
    [true, 'true'],
    [null, 'null'],
    [pdfString('a (b) \\ c\r\n'), '(a \\(b\\) \\\\ c\\r\\n)'],
    [pdfString('é('), '(\xfe\xff\0\xe9\0\\()'],
    [new Uint8Array([1, 171]), '<01ab>'],
    [new Date('2021-08-29T12:34:56.789Z'), '(D:20210829123456Z)'],
    [[1, undefined, 'A', [2]], '[1 null /A [2]]'],
    [{ A: 1, B: 'C', D: undefined, E: { F: [] } }, '<</A 1/B/C/E<</F[]>>>>'],
    [{ P: { toString: () => '5 0 R' } }, '<</P 5 0 R>>'],
  ])('%p is written %s', (value, text) => {
    expect(serialize(value)).toBe(text);
  });
});
