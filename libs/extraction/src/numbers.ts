import { MULTIPLIERS, SMALL_NUMERALS, VAGUE_NUMBERS } from './data/numerals';
import { isDigit, lowerAt, type Token } from './tokens';

/** A number as written: its value, whether the word only gives a lower bound, and the token after it. */
export interface Numeral {
  readonly value: number;
  readonly vague: boolean;
  readonly next: number;
}

/** Reads the number that begins at token `at`: digits, words, `half a dozen`, `dozens of`. Null when there is none. */
export function readNumeral(tokens: readonly Token[], at: number): Numeral | null {
  if (!mayBeNumeral(lowerAt(tokens, at))) return null;
  return readVague(tokens, at) ?? readDozen(tokens, at) ?? readCardinal(tokens, at);
}

/** A quick test of a number's first word, which most words fail. */
export const mayBeNumeral = (word: string): boolean =>
  isDigit(word) || NUMERALS.has(word) || word.includes('-');

function readVague(tokens: readonly Token[], at: number): Numeral | null {
  const value = VAGUE_NUMBERS.get(lowerAt(tokens, at));
  if (value === undefined) return null;
  const factor = VAGUE_FACTORS.get(lowerAt(tokens, at + 1));
  if (factor !== undefined) return { value: 2 * factor, vague: true, next: at + 2 };
  const tail =
    lowerAt(tokens, at + 1) === 'of' ? VAGUE_NUMBERS.get(lowerAt(tokens, at + 2)) : undefined;
  return tail === undefined
    ? { value, vague: true, next: at + 1 }
    : { value: tail, vague: true, next: at + 3 };
}

// `several hundred`, `several dozen`: at least two of them.
const VAGUE_FACTORS: ReadonlyMap<string, number> = new Map([...MULTIPLIERS, ['dozen', 12]]);

function readDozen(tokens: readonly Token[], at: number): Numeral | null {
  const first = lowerAt(tokens, at);
  if (FIXED_STARTS.has(first)) {
    for (const [phrase, value] of FIXED_NUMBERS) {
      if (phrase.every((word, index) => lowerAt(tokens, at + index) === word))
        return exact(value, at + phrase.length);
    }
  }
  if (lowerAt(tokens, at + 1) !== 'dozen') return null;
  const count = SMALL_NUMERALS.get(first) ?? digitsOf(tokens[at]);
  return count !== null && count > 0 ? exact(count * 12, at + 2) : null;
}

// Longer phrases come first where one begins another.
const FIXED_NUMBERS: readonly (readonly [words: readonly string[], value: number])[] = [
  [['half', 'a', 'dozen'], 6],
  [['a', 'half', 'dozen'], 6],
  [['a', 'half-dozen'], 6],
  [['half-a-dozen'], 6],
  [['half-dozen'], 6],
  [['a', 'dozen'], 12],
  [['a', 'score'], 20],
  [['a', 'couple', 'of'], 2],
  [['a', 'couple'], 2],
  [['a', 'hundred'], 100],
  [['a', 'thousand'], 1_000],
];

const FIXED_STARTS: ReadonlySet<string> = new Set(FIXED_NUMBERS.flatMap(([[first = '']]) => first));
const NUMERALS: ReadonlySet<string> = new Set([
  ...SMALL_NUMERALS.keys(),
  ...VAGUE_NUMBERS.keys(),
  ...FIXED_STARTS,
]);

const exact = (value: number, next: number): Numeral => ({ value, vague: false, next });

function readCardinal(tokens: readonly Token[], at: number): Numeral | null {
  let next = at;
  let [total, group, read] = [0, 0, false];
  for (;;) {
    const piece = pieceAt(tokens, next, read);
    if (piece === null) break;
    if (piece.multiplier) {
      if (piece.value === 100) group = Math.max(group, 1) * 100;
      else [total, group] = [total + Math.max(group, 1) * piece.value, 0];
    } else group += piece.value;
    read = true;
    next = piece.next;
  }
  const value = total + group;
  return read && Number.isInteger(value) ? exact(value, next) : null;
}

interface Piece {
  readonly value: number;
  readonly multiplier: boolean;
  readonly next: number;
}

function pieceAt(tokens: readonly Token[], at: number, read: boolean): Piece | null {
  const word = lowerAt(tokens, at);
  const multiplier = MULTIPLIERS.get(word);
  if (multiplier !== undefined)
    return read ? { value: multiplier, multiplier: true, next: at + 1 } : null;
  if (!read) {
    const first = digitsOf(tokens[at]) ?? wordValue(word);
    return first === null ? null : { value: first, multiplier: false, next: at + 1 };
  }
  return restAfterHundred(tokens, at);
}

// After `hundred` or `thousand` a smaller number may follow, with or without `and`; after `twenty` only a unit.
function restAfterHundred(tokens: readonly Token[], at: number): Piece | null {
  const before = lowerAt(tokens, at - 1);
  const and = lowerAt(tokens, at) === 'and';
  const value = wordValue(lowerAt(tokens, and ? at + 1 : at));
  if (value === null) return null;
  if (before === 'hundred' || before === 'thousand')
    return { value, multiplier: false, next: and ? at + 2 : at + 1 };
  const tens = SMALL_NUMERALS.get(before) ?? 0;
  return !and && tens >= 20 && tens % 10 === 0 && value < 10 && value > 0
    ? { value, multiplier: false, next: at + 1 }
    : null;
}

function wordValue(word: string): number | null {
  const plain = SMALL_NUMERALS.get(word);
  if (plain !== undefined) return plain;
  const [tens, unit, ...rest] = word.split('-');
  if (tens === undefined || unit === undefined || rest.length > 0) return null;
  const [high, low] = [SMALL_NUMERALS.get(tens) ?? 0, SMALL_NUMERALS.get(unit) ?? 0];
  return high >= 20 && low > 0 && low < 10 ? high + low : null;
}

function digitsOf(token: Token | undefined): number | null {
  if (token === undefined || !/^(?:\d{1,3}(?:,\d{3})+|\d{1,9}(?:\.\d+)?)$/.test(token.text))
    return null;
  return Number(token.text.replaceAll(',', ''));
}
