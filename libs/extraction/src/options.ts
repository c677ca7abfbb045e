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

  /** `speakerAt` tells who speaks at an offset of the text. */
  read(
    text: string,
    sentence: Sentence,
    index: number,
    speakerAt: (offset: number) => Claimant | null,
  ): readonly OptionClaim[] {
    const { start, end } = sentence;
    const words = text.slice(start, end);
    const named = this.#matchers.flatMap(({ key, pattern }) => {
      const match = pattern?.exec(words);
      return match === null || match === undefined ? [] : [{ key, at: match.index }];
    });
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
