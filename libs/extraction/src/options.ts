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
  /** Null for an option without phrases: it is never found. */
  readonly pattern: RegExp | null;
}

const BUILT_IN: readonly OptionMatcher[] = optionTaxonomy.map(matcherOf);

/** The built-in taxonomy with a story's own options added; an own option replaces the built-in one of its key. */
export function optionMatchers(own: readonly OptionDefinition[]): readonly OptionMatcher[] {
  if (own.length === 0) return BUILT_IN;
  const keys = new Set(own.map(({ key }) => key));
  return [...BUILT_IN.filter(({ key }) => !keys.has(key)), ...own.map(matcherOf)];
}

function matcherOf({ key, phrases }: OptionDefinition): OptionMatcher {
  const parts = phrases.filter((phrase) => phrase.trim() !== '').map(patternOf);
  return { key, pattern: parts.length === 0 ? null : new RegExp(parts.join('|'), 'iu') };
}

// `*` stands for the rest of a word, `…` for up to nine words between two parts.
function patternOf(phrase: string): string {
  const parts = phrase.split('…').map((part) =>
    part
      .trim()
      .replace(/[.+?^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', "[\\p{L}'’-]*")
      .replaceAll(/\s+/g, '\\s+'),
  );
  return `(?<![\\p{L}])${parts.join("(?:[^\\p{L}]+[\\p{L}\\d'’.-]+){0,9}?[^\\p{L}]+")}(?![\\p{L}])`;
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
      .filter(({ pattern }) => pattern?.test(words) === true)
      .map(({ key }) => key);
    const keys = named.length > 0 ? named : this.followedUp(words, index);
    const last = named.at(-1);
    if (last !== undefined) this.#latest = { key: last, index };
    if (keys.length === 0) return [];
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
