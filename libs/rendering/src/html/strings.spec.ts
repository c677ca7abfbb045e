import { parseStrings, translate } from './strings';

const strings = parseStrings(
  JSON.stringify({
    edition: 'Edition {number}',
    toll: { articles: { one: '{count} article', other: '{count} articles' }, other: { a: 'A' } },
  }),
  'strings.en.json',
  'en',
);

it('fills placeholders, and leaves those without a value', () => {
  expect(translate(strings, 'edition', { number: 3 })).toBe('Edition 3');
  expect(translate(strings, 'edition')).toBe('Edition {number}');
});

it('chooses the plural form by count', () => {
  expect(translate(strings, 'toll.articles', { count: 1 })).toBe('1 article');
  expect(translate(strings, 'toll.articles', { count: 0 })).toBe('0 articles');
});

it('reads a group that has a key named other as a group', () => {
  expect(translate(strings, 'toll.other.a')).toBe('A');
});

it('names the key that is missing and the file that lacks it', () => {
  expect(() => translate(strings, 'toll.none')).toThrow(/"toll\.none" in strings\.en\.json/);
});

it.each([
  ['{', 1],
  ['{\n"a": {\n"b": "x",\n"c": 3}}', 4],
  ['[]', 1],
])('refuses %j and names the file and the line', (content, line) => {
  expect(() => parseStrings(content, 'templates/strings.de.json', 'de')).toThrow(
    `templates/strings.de.json:${line}: `,
  );
});

it.each([
  ['{"a":\n{"one": "x"}}', ':1: "a" has plural forms, but not "other"'],
  ['{"a":\n{"one": "x", "other": "y", "lots": "z"}}', ':1: "a" has plural forms'],
  ['{"a": "x",\n"b": {"c": "\\u202e"}}', ':2: "b.c" holds the invisible character U+202E'],
  ['{"a": "\\u0000"}', ':1: "a" holds the invisible character U+0000'],
  ['{"a": "\\ud800"}', ':1: "a" holds the invisible character U+D800'],
  ['[]', ':1: the whole is neither a text nor an object of texts'],
])('refuses %s', (content, problem) => {
  expect(() => parseStrings(content, 'strings.en.json', 'en')).toThrow(problem);
});

it('takes line breaks and joiners in a text', () => {
  expect(() => parseStrings('{"a": "x\\ny\\u200c"}', 'strings.fa.json', 'fa')).not.toThrow();
});
