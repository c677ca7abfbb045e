import {
  type Claimant,
  type OptionClaim,
  type OptionDefinition,
  type Stance,
} from '@wirebrief/claims';

import { optionTaxonomy } from './data/option-taxonomy';
import { FOLLOW_UP, LIMIT, STANCE_CUES } from './data/stance-cues';
import { type Sentence } from './sentences';

/** A definition made ready for matching. */
export interface OptionMatcher {
  readonly key: string;
  readonly patterns: readonly RegExp[];
}

/** The built-in taxonomy with a story's own options added; an own option replaces the built-in one of its key. */
export function optionMatchers(own: readonly OptionDefinition[]): readonly OptionMatcher[] {
  const keys = new Set(own.map(({ key }) => key));
  return [...optionTaxonomy.filter(({ key }) => !keys.has(key)), ...own].map(
    ({ key, phrases }) => ({
      key,
      patterns: phrases.filter((phrase) => phrase.trim() !== '').map(patternOf),
    }),
  );
}

// `*` stands for the rest of a word, `…` for up to nine words between two parts.
function patternOf(phrase: string): RegExp {
  const parts = phrase.split('…').map((part) =>
    part
      .trim()
      .replace(/[.+?^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', "[\\p{L}'’-]*")
      .replaceAll(/\s+/g, '\\s+'),
  );
  return new RegExp(
    `(?<![\\p{L}])${parts.join("(?:[^\\p{L}]+[\\p{L}\\d'’.-]+){0,9}?[^\\p{L}]+")}(?![\\p{L}])`,
    'iu',
  );
}

/** Reads option statements sentence by sentence; a reply without the option's name takes up the one just spoken of. */
export class OptionReader {
  readonly #matchers: readonly OptionMatcher[];
  #latest: { readonly key: string; readonly index: number } | null = null;

  constructor(own: readonly OptionDefinition[]) {
    this.#matchers = optionMatchers(own);
  }

  read(
    text: string,
    sentence: Sentence,
    index: number,
    claimant: Claimant | null,
  ): readonly OptionClaim[] {
    const words = text.slice(sentence.start, sentence.end);
    const named = this.#matchers
      .filter(({ patterns }) => patterns.some((pattern) => pattern.test(words)))
      .map(({ key }) => key);
    const keys = named.length > 0 ? named : this.followedUp(words, index);
    const last = named.at(-1);
    if (last !== undefined) this.#latest = { key: last, index };
    const stance = stanceOf(words);
    return keys.map((option) => ({
      kind: 'option',
      quote: { start: sentence.start, end: sentence.end, text: words },
      claimant,
      option,
      stance,
      constraint: LIMIT.test(words) && (stance === 'doubts' || stance === 'neutral'),
    }));
  }

  private followedUp(words: string, index: number): readonly string[] {
    const latest = this.#latest;
    return latest !== null && index - latest.index <= 3 && FOLLOW_UP.test(words)
      ? [latest.key]
      : [];
  }
}

function stanceOf(words: string): Stance {
  return STANCE_CUES.find(([, pattern]) => pattern.test(words))?.[0] ?? 'neutral';
}
