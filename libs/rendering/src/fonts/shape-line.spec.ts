import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { parseTheme } from '../pdf/theme';
import { type FontStack } from './font-stack';
import { openFontLibrary } from './library';
import { shapeLine } from './shape-line';

let stack: FontStack;

beforeAll(async () => {
  const file = join(__dirname, '../../../../templates/briefing/theme.json');
  const { fonts } = parseTheme(JSON.parse(readFileSync(file, 'utf8')));
  const library = await openFontLibrary(fonts.faces, fonts.fallback);
  stack = library.stack({ family: 'Noto Sans', weight: 400, italic: false });
});

const wordsOf = (text: string, base: 'ltr' | 'rtl' | 'auto'): readonly string[] =>
  shapeLine(text, stack, base).words.map((word) => word.text);

it('sets text of one direction in one piece', () => {
  expect(wordsOf('up to 10', 'ltr')).toEqual(['up to 10']);
  expect(wordsOf('خواجه بغرا', 'auto')).toEqual(['خواجه بغرا']);
});

it('sets each script in its own direction, in the order of the text around', () => {
  expect(wordsOf('Strike in کابل: Edition 3', 'auto')).toEqual([
    'Strike in ',
    'کابل',
    ': Edition 3',
  ]);
  expect(wordsOf('29 اوت 2021', 'rtl')).toEqual(['2021', ' اوت ', '29']);
  expect(wordsOf('حمله: Edition', 'auto')).toEqual(['Edition', 'حمله: ']);
});

it('is as wide as its words', () => {
  const { words, width } = shapeLine('A کابل B', stack, 'ltr');
  expect(width).toBeCloseTo(words.reduce((sum, word) => sum + word.width, 0));
});

it.each(['مستشفى', 'اپریل', 'د انفجار ثبت يودي', 'ذبیح‌الله او گل‌آغا'])(
  'keeps the letters of %s, and its joiners, with the glyphs that letters share',
  (text) => {
    const glyphs = shapeLine(text, stack, 'rtl').words.flatMap(({ runs }) =>
      runs.flatMap((run) => run.glyphs),
    );
    const read = glyphs.toReversed().flatMap(({ codePoints }) => codePoints);
    expect(String.fromCodePoint(...read)).toBe(text);
  },
);

it('gives a glyph the letter of its own word, whatever was shaped before', () => {
  const textOf = (text: string): readonly number[] =>
    stack.shape(text, 'rtl').runs.flatMap((run) => run.glyphs.flatMap((glyph) => glyph.codePoints));
  const before = textOf('سر');
  expect(textOf('شر')).not.toEqual(before);
  expect(textOf('سر')).toEqual(before);
});
