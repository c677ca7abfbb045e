import { lowerAt, type Token, tokenise } from './tokens';

/** A key found in a sentence, and the token at which its phrase begins. */
export interface PhraseMatch {
  readonly key: string;
  readonly at: number;
}

interface Word {
  readonly text: string;
  /** The word may go on: `strike*`. */
  readonly open: boolean;
}

interface Phrase {
  readonly key: string;
  /** Runs of words with a gap between one run and the next. */
  readonly runs: readonly (readonly Word[])[];
}

// Words between two parts of a phrase that `…` joins.
const LONGEST_GAP = 9;

/**
 * Phrases filed by their first word. In a phrase `*` stands for the rest of a word (alone, for any word) and `…` for
 * up to nine words between two parts. Matched word by word: expressions for all of them take half a second to compile.
 */
export class PhraseIndex {
  readonly #byWord = new Map<string, Phrase[]>();
  /** Phrases whose first word may go on, by its first letters. */
  readonly #byStart = new Map<string, Phrase[]>();

  constructor(entries: readonly { readonly key: string; readonly phrases: readonly string[] }[]) {
    for (const { key, phrases } of entries) {
      for (const text of phrases)
        this.file({
          key,
          runs: text
            .split('…')
            .map(wordsOf)
            .filter((run) => run.length > 0),
        });
    }
  }

  /** Each key once, at its first phrase, in the order in which the keys were given to the index. */
  find(tokens: readonly Token[]): readonly PhraseMatch[] {
    const found = new Map<string, number>();
    const note = (phrases: readonly Phrase[] | undefined, at: number): void => {
      for (const { key, runs } of phrases ?? [])
        if (!found.has(key) && matches(tokens, at, runs)) found.set(key, at);
    };
    tokens.forEach(({ lower }, at) => {
      note(this.#byWord.get(lower), at);
      note(this.#byStart.get(startOf(lower)), at);
    });
    return [...found].map(([key, at]) => ({ key, at }));
  }

  private file(phrase: Phrase): void {
    const first = phrase.runs[0]?.[0];
    if (first === undefined || first.text.length < START) return;
    const [index, key] = first.open
      ? [this.#byStart, startOf(first.text)]
      : [this.#byWord, first.text];
    const filed = index.get(key);
    if (filed === undefined) index.set(key, [phrase]);
    else filed.push(phrase);
  }
}

const START = 2;
const startOf = (word: string): string => word.slice(0, START);

function wordsOf(part: string): readonly Word[] {
  const pieces = part
    .trim()
    .split(/\s+/)
    .filter((piece) => piece !== '');
  return pieces.map((piece) => {
    const bare = piece.replace(/\*$/, '');
    return { text: tokenise(bare, 0, bare.length)[0]?.lower ?? '', open: bare !== piece };
  });
}

function matches(
  tokens: readonly Token[],
  at: number,
  runs: readonly (readonly Word[])[],
): boolean {
  const [run, ...rest] = runs;
  if (run === undefined) return true;
  if (!run.every((word, step) => fits(lowerAt(tokens, at + step), word))) return false;
  const next = at + run.length;
  if (rest.length === 0) return true;
  for (let gap = 0; gap <= LONGEST_GAP; gap++) if (matches(tokens, next + gap, rest)) return true;
  return false;
}

const fits = (lower: string, { text, open }: Word): boolean =>
  open ? lower !== '' && lower.startsWith(text) : lower === text;
