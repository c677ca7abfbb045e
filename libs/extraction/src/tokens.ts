import { ABBREVIATIONS } from './data/abbreviations';

/** A word, a number or a mark. Offsets are UTF-16 code units into the whole text. */
export interface Token {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** Lower case, curly apostrophes straightened, a possessive ending removed. */
  readonly lower: string;
}

// Initials (`U.S.`), numbers with separators and a joined unit (`12-year-old`), words with inner marks, single signs.
const TOKEN =
  /\p{Lu}\.(?:\p{Lu}\.)+|\d+(?:[.,]\d+)*(?:-\p{L}+)*|\p{L}[\p{L}\p{M}\d]*(?:['’.-][\p{L}\p{M}\d]+)*|\S/gu;

export function tokenise(text: string, start: number, end: number): readonly Token[] {
  const tokens: Token[] = [];
  const words = text.slice(start, end);
  TOKEN.lastIndex = 0;
  for (let match = TOKEN.exec(words); match !== null; match = TOKEN.exec(words)) {
    const at = start + match.index;
    const last = tokens.at(-1);
    if (match[0] === '.' && last?.end === at && takesStop(last)) {
      tokens[tokens.length - 1] = { ...last, end: at + 1, text: `${last.text}.` };
    } else {
      tokens.push({
        start: at,
        end: at + match[0].length,
        text: match[0],
        lower: normalise(match[0]),
      });
    }
  }
  return tokens;
}

// `Gen.`, `F.`: the stop belongs to the word, so that a name stays in one piece.
const takesStop = ({ text, lower }: Token): boolean =>
  /^\p{Lu}$/u.test(text) ||
  (ABBREVIATIONS.has(lower) && !/^(?:no|fig|so|sat|sun|mar|fr)$/.test(lower));

/**
 * Lower case without a change of length, so that offsets stay. Patterns are held against lower-case words, since
 * matching without regard to case takes many times longer.
 */
export function lowerCase(text: string): string {
  const lower = text.toLowerCase();
  if (lower.length === text.length) return lower;
  return text.replace(/\p{Lu}/gu, (letter) => {
    const small = letter.toLowerCase();
    return small.length === letter.length ? small : letter;
  });
}

/** The word at an index in lower case, or an empty string beyond either end. */
export const lowerAt = (tokens: readonly Token[], at: number): string =>
  // An index below 0 is no array index, and asking for one slows every later look-up down.
  at < 0 ? '' : (tokens[at]?.lower ?? '');

/** Up to so many words from an index, in lower case with a space between. */
export const wordsAt = (tokens: readonly Token[], from: number, length: number): string =>
  tokens
    .slice(Math.max(0, from), from + length)
    .map(({ lower }) => lower)
    .join(' ');

/** Whether a word begins with a digit. */
export const isDigit = (word: string): boolean => {
  const first = word.charCodeAt(0);
  return first >= 48 && first <= 57;
};

export const isWord = (token: Token | undefined): boolean =>
  token !== undefined && /^\p{L}/u.test(token.text);

export const isCapitalised = (token: Token | undefined): boolean =>
  token !== undefined &&
  token.text.charAt(0) !== token.lower.charAt(0) &&
  /^\p{Lu}/u.test(token.text);

export const isPossessive = (token: Token): boolean =>
  /['’]s?$/u.test(token.text) && token.text.length > 2;

function normalise(word: string): string {
  if (!/['’.]/.test(word)) return word.toLowerCase();
  return word
    .toLowerCase()
    .replace(/’/g, "'")
    .replace(/(?<=.)'s?$/u, '')
    .replace(/(?<=.\..*)\.$/u, '');
}
