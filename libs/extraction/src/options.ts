import {
  type Claimant,
  type OptionClaim,
  type OptionDefinition,
  type Stance,
} from '@wirebrief/claims';

import { optionTaxonomy } from './data/option-taxonomy';
import { FOLLOW_UP, LIMIT, STANCE_CUES } from './data/stance-cues';
import { PhraseIndex } from './phrase-index';
import { type Sentence } from './sentences';

const BUILT_IN = new PhraseIndex(optionTaxonomy);

// An own option replaces the built-in one of its key.
function indexOf(own: readonly OptionDefinition[]): PhraseIndex {
  if (own.length === 0) return BUILT_IN;
  const keys = new Set(own.map(({ key }) => key));
  return new PhraseIndex([...optionTaxonomy.filter(({ key }) => !keys.has(key)), ...own]);
}

/** Reads option statements sentence by sentence; a reply without the option's name takes up the one just spoken of. */
export class OptionReader {
  readonly #index: PhraseIndex;
  #latest: { readonly key: string; readonly index: number } | null = null;

  constructor(own: readonly OptionDefinition[]) {
    this.#index = indexOf(own);
  }

  /** `speakerAt` tells who speaks at an offset of the text. */
  read(
    text: string,
    sentence: Sentence,
    index: number,
    speakerAt: (offset: number) => Claimant | null,
  ): readonly OptionClaim[] {
    const { start, end } = sentence;
    const words = text.slice(start, end);
    const named = this.#index
      .find(sentence.tokens)
      .map(({ key, at }) => ({ key, at: (sentence.tokens[at]?.start ?? start) - start }));
    const found = named.length > 0 ? named : this.followedUp(words, index);
    const last = found.at(-1);
    if (last !== undefined) this.#latest = { key: last.key, index };
    return found.map(({ key, at }) => {
      const stance = stanceOf(clauseAt(words, at)) ?? stanceOf(words) ?? 'neutral';
      const constraint = LIMIT.test(words) && (stance === 'doubts' || stance === 'neutral');
      const quote = { start, end, text: words };
      return {
        kind: 'option',
        quote,
        claimant: speakerAt(start + at),
        option: key,
        stance,
        constraint,
      };
    });
  }

  private followedUp(words: string, index: number): readonly Named[] {
    const latest = this.#latest;
    const takesUp = latest !== null && index - latest.index <= 3 && FOLLOW_UP.test(words);
    return takesUp ? [{ key: latest.key, at: 0 }] : [];
  }
}

interface Named {
  readonly key: string;
  /** Offset in the sentence of the words that name the option. */
  readonly at: number;
}

// The clause that names the option speaks first for its stance, the sentence only where the clause is silent.
function clauseAt(words: string, at: number): string {
  const from = Math.max(words.lastIndexOf(', ', at), words.lastIndexOf('; ', at), -1) + 1;
  const ends = [words.indexOf(', ', at), words.indexOf('; ', at)].filter((end) => end >= 0);
  return words.slice(from, ends.length === 0 ? words.length : Math.min(...ends));
}

const stanceOf = (words: string): Stance | undefined =>
  STANCE_CUES.find(([, pattern]) => pattern.test(words))?.[0];
