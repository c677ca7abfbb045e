import { type FigureQualifier } from '@wirebrief/claims';

const UNITS =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');

/** Numerals below a hundred by word. */
export const SMALL_NUMERALS: ReadonlyMap<string, number> = new Map([
  ...UNITS.map((word, value): readonly [string, number] => [word, value]),
  ...TENS.map((word, index): readonly [string, number] => [word, (index + 2) * 10]),
]);

export const MULTIPLIERS: ReadonlyMap<string, number> = new Map([
  ['hundred', 100],
  ['thousand', 1_000],
  ['million', 1_000_000],
  ['billion', 1_000_000_000],
]);

/** Vague number words and the lower bound that the tolls convention gives them. */
export const VAGUE_NUMBERS: ReadonlyMap<string, number> = new Map([
  ['several', 2],
  ['multiple', 2],
  ['dozens', 24],
  ['scores', 40],
  ['hundreds', 200],
  ['thousands', 2_000],
]);

type QualifierRow = readonly [words: string, qualifier: FigureQualifier | 'fewer than'];

/** What stands before a number and bounds it. Longer phrases come first where one begins another. */
export const QUALIFIERS: readonly (readonly [
  words: readonly string[],
  qualifier: QualifierRow[1],
])[] = (
  [
    ['at the very least', 'at least'],
    ['at least', 'at least'],
    ['at minimum', 'at least'],
    ['a minimum of', 'at least'],
    ['no fewer than', 'at least'],
    ['no less than', 'at least'],
    ['not less than', 'at least'],
    ['not fewer than', 'at least'],
    ['no more than', 'up to'],
    ['not more than', 'up to'],
    ['more than', 'more than'],
    ['well over', 'more than'],
    ['upwards of', 'more than'],
    ['upward of', 'more than'],
    ['in excess of', 'more than'],
    ['exceeding', 'more than'],
    ['over', 'more than'],
    ['above', 'more than'],
    ['as many as', 'up to'],
    ['as much as', 'up to'],
    ['up to', 'up to'],
    ['a maximum of', 'up to'],
    ['at most', 'up to'],
    ['close to', 'up to'],
    ['nearly', 'up to'],
    ['almost', 'up to'],
    ['fewer than', 'fewer than'],
    ['less than', 'fewer than'],
    ['under', 'fewer than'],
    ['an estimated', 'about'],
    ['a reported', 'exact'],
    ['estimated', 'about'],
    ['approximately', 'about'],
    ['approx', 'about'],
    ['roughly', 'about'],
    ['around', 'about'],
    ['about', 'about'],
    ['some', 'about'],
    ['perhaps', 'about'],
    ['maybe', 'about'],
    ['a total of', 'exact'],
    ['exactly', 'exact'],
    ['all', 'exact'],
    ['both', 'exact'],
  ] satisfies readonly QualifierRow[]
).map(([words, qualifier]) => [words.split(' '), qualifier]);
