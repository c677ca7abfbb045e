import { type FigureQualifier } from '@wirebrief/claims';

import { QUALIFIERS } from './data/numerals';
import { mayBeNumeral, type Numeral, readNumeral } from './numbers';
import { lowerAt, type Token } from './tokens';

/** A number with what bounds it. `first` is its first token (qualifier included), `next` the token after it. */
export interface Quantity {
  readonly first: number;
  readonly number: number;
  readonly next: number;
  readonly min: number | null;
  readonly max: number | null;
  readonly qualifier: FigureQualifier;
  /** Written with `another`, `more` or `additional`: it may add to a number given before. */
  readonly additional: boolean;
}

type Bound = FigureQualifier | 'fewer than' | null;
interface Qualifier {
  readonly bound: Bound;
  readonly next: number;
}

/** All quantities of a sentence from left to right; they never overlap. */
export function readQuantities(tokens: readonly Token[]): readonly Quantity[] {
  const found: Quantity[] = [];
  for (let at = 0; at < tokens.length;) {
    const quantity = readQuantity(tokens, at);
    if (quantity !== null) found.push(quantity);
    at = quantity?.next ?? at + 1;
  }
  return found;
}

const OPENERS: ReadonlySet<string> = new Set([
  ...QUALIFIERS.flatMap(([words]) => words.slice(0, 1)),
  ...'" “ ” ‘ \''.split(' '),
]);

const mayBegin = (word: string): boolean => OPENERS.has(word) || mayBeNumeral(word);

const QUOTES = new Set(['"', '“', '”', '‘', "'"]);
const PADDING = new Set([
  'the',
  'another',
  'additional',
  'an',
  'a',
  'its',
  'his',
  'her',
  'their',
  'these',
  'those',
  'other',
  'only',
  'just',
]);

function readQuantity(tokens: readonly Token[], at: number): Quantity | null {
  if (!mayBegin(lowerAt(tokens, at))) return null;
  const qualifier = readQualifier(tokens, at);
  const start = skipPadding(tokens, qualifier.next, qualifier.bound === null ? 0 : 2);
  const numeral = readNumeral(tokens, start);
  if (numeral === null || isNoCount(tokens, start, numeral)) return null;
  const range = readRange(tokens, at, numeral);
  const after = readAfter(tokens, range?.next ?? numeral.next, qualifier.bound);
  const bounds = range ?? boundsOf(numeral, after.bound);
  return {
    first: at,
    number: start,
    next: after.next,
    ...bounds,
    qualifier: range === null ? qualifierOf(numeral, after.bound) : 'between',
    additional: isAdditional(tokens, at, after.next),
  };
}

const BY_FIRST = new Map<string, (typeof QUALIFIERS)[number][]>();
for (const qualifier of QUALIFIERS) {
  const first = qualifier[0][0] ?? '';
  BY_FIRST.set(first, [...(BY_FIRST.get(first) ?? []), qualifier]);
}

function readQualifier(tokens: readonly Token[], at: number): Qualifier {
  const from = QUOTES.has(lowerAt(tokens, at)) ? at + 1 : at;
  for (const [words, bound] of BY_FIRST.get(lowerAt(tokens, from)) ?? []) {
    if (words.every((word, index) => lowerAt(tokens, from + index) === word))
      return { bound, next: from + words.length };
  }
  return { bound: null, next: at };
}

function skipPadding(tokens: readonly Token[], at: number, most: number): number {
  let next = at;
  while (
    next - at < most &&
    (PADDING.has(lowerAt(tokens, next)) || QUOTES.has(lowerAt(tokens, next)))
  ) {
    if (readNumeral(tokens, next) !== null) break;
    next++;
  }
  return next;
}

// Years, clock times, money, percentages, ordinals of lists and hyphenated compounds count nobody.
function isNoCount(tokens: readonly Token[], start: number, numeral: Numeral): boolean {
  const [before, after] = [lowerAt(tokens, start - 1), lowerAt(tokens, numeral.next)];
  if (/^[$€£#№/]$/.test(before) || /^(?:no\.?|chapter|article)$/.test(before)) return true;
  if (
    /^(?:[%°]|percent)$/.test(after) ||
    (after === 'per' && lowerAt(tokens, numeral.next + 1) === 'cent')
  )
    return true;
  return isClockTime(tokens, start, numeral) || isDayOfMonth(before) || isDayOfMonth(after);
}

function isClockTime(tokens: readonly Token[], start: number, numeral: Numeral): boolean {
  const after = lowerAt(tokens, numeral.next);
  if (/^(?:gmt|utc|hours)$/.test(after) && numeral.value >= 100) return true;
  const isDigits = (at: number): boolean => /^\d+$/.test(lowerAt(tokens, at));
  return (
    (lowerAt(tokens, start - 1) === ':' && isDigits(start - 2)) ||
    (after === ':' && isDigits(numeral.next + 1))
  );
}

const MONTH =
  /^(?:jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|nov|dec|january|february|march|april|may|june|july|august|september|october|november|december)\.?$/;
// `may` and `march` are left out: they are also verbs.
const isDayOfMonth = (word: string): boolean =>
  MONTH.test(word) && word !== 'may' && word !== 'march';

function readRange(
  tokens: readonly Token[],
  first: number,
  low: Numeral,
): (Omit<Numeral, 'value' | 'vague'> & { min: number; max: number }) | null {
  const joint = lowerAt(tokens, low.next);
  const between = lowerAt(tokens, first - 1) === 'between' && joint === 'and';
  if (!between && joint !== 'to' && joint !== 'or' && !/^[-–—]$/.test(joint)) return null;
  const high = readNumeral(tokens, low.next + 1);
  if (high === null || high.vague || low.vague || high.value <= low.value) return null;
  if (/^[-–—]$/.test(joint) && high.value > low.value * 20) return null;
  return { min: low.value, max: high.value, next: high.next };
}

function readAfter(tokens: readonly Token[], at: number, bound: Bound): Qualifier {
  if (lowerAt(tokens, at) === 'or' && /^(?:more|so)$/.test(lowerAt(tokens, at + 1))) {
    return { bound: lowerAt(tokens, at + 1) === 'more' ? 'at least' : 'about', next: at + 2 };
  }
  return lowerAt(tokens, at) === '+' ? { bound: 'at least', next: at + 1 } : { bound, next: at };
}

function boundsOf(numeral: Numeral, bound: Bound): { min: number | null; max: number | null } {
  const { value, vague } = numeral;
  if (bound === 'at least') return { min: value, max: null };
  if (bound === 'more than') return { min: vague ? value : value + 1, max: null };
  if (bound === 'up to') return vague ? { min: null, max: value } : { min: null, max: value };
  if (bound === 'fewer than') return { min: null, max: value - 1 };
  return { min: value, max: vague ? null : value };
}

function qualifierOf(numeral: Numeral, bound: Bound): FigureQualifier {
  if (bound === 'fewer than') return 'up to';
  if (numeral.vague && (bound === null || bound === 'about' || bound === 'exact')) return 'vague';
  return bound ?? 'exact';
}

function isAdditional(tokens: readonly Token[], first: number, next: number): boolean {
  const before = [lowerAt(tokens, first - 1), lowerAt(tokens, first - 2)];
  return (
    before[0] === 'another' ||
    before[0] === 'additional' ||
    /^(?:more|additional)$/.test(lowerAt(tokens, next))
  );
}
