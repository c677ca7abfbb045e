import { Recent } from './recent';

it('works out once what was asked for lately, and keeps no more than twice its limit', () => {
  const recent = new Recent<string>(3);
  const asked: string[] = [];
  const ask = (text: string): string =>
    recent.of(text, () => {
      asked.push(text);
      return text.toUpperCase();
    });
  expect(['a', 'b', 'a'].map(ask)).toEqual(['A', 'B', 'A']);
  expect(asked).toEqual(['a', 'b']);
  for (const text of ['c', 'd', 'a', 'e', 'f', 'g', 'a']) ask(text);
  expect(asked).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g']);
  expect(ask('b')).toBe('B');
  expect(asked.at(-1)).toBe('b');
});

it('keeps nothing of a long text', () => {
  const recent = new Recent<number>(3);
  let asked = 0;
  const ask = (): number => recent.of('x'.repeat(1_000), () => (asked += 1));
  expect([ask(), ask()]).toEqual([1, 2]);
});
