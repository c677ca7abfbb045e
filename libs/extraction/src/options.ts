import {
  type Claimant,
  type OptionClaim,
  type OptionDefinition,
  type Stance,
} from '@wirebrief/claims';

import { optionTaxonomy } from './data/option-taxonomy';
import {
  FOLLOW_UP,
  KEEPS_FROZEN,
  LIMIT,
  NO_SUBSTITUTE,
  OPPOSITE,
  STANCE_CUES,
  TAKES_SIDES,
  TRANSIT,
} from './data/stance-cues';
import { PhraseIndex } from './phrase-index';
import { type Sentence } from './sentences';

interface Taxonomy {
  readonly index: PhraseIndex;
  /** In lower case, by key. */
  readonly labels: ReadonlyMap<string, string>;
}

const taxonomyOf = (options: readonly OptionDefinition[]): Taxonomy => ({
  index: new PhraseIndex(options),
  labels: new Map(options.map(({ key, label }) => [key, label.toLowerCase()])),
});

const BUILT_IN = taxonomyOf(optionTaxonomy);

// An own option replaces the built-in one of its key.
function taxonomyWith(own: readonly OptionDefinition[]): Taxonomy {
  if (own.length === 0) return BUILT_IN;
  const keys = new Set(own.map(({ key }) => key));
  return taxonomyOf([...optionTaxonomy.filter(({ key }) => !keys.has(key)), ...own]);
}

interface Latest {
  /** In the order in which they were spoken of last; at least one. */
  readonly keys: readonly string[];
  readonly index: number;
  /** Paragraph under a heading (`The second is commandos.`), or -1. */
  readonly headed: number;
}

type SpeakerAt = (offset: number) => Claimant | null;

/** Reads option statements sentence by sentence; a reply without the option's name takes up the one just spoken of. */
export class OptionReader {
  readonly #taxonomy: Taxonomy;
  #latest: Latest | null = null;
  #side: Stance = 'neutral';

  constructor(own: readonly OptionDefinition[]) {
    this.#taxonomy = taxonomyWith(own);
  }

  /** `speakerAt` tells who speaks at an offset of the text. */
  read(
    text: string,
    sentence: Sentence,
    index: number,
    speakerAt: SpeakerAt,
  ): readonly OptionClaim[] {
    const { start, end, tokens, lower, paragraph } = sentence;
    const words = text.slice(start, end);
    const named = this.#taxonomy.index
      .find(tokens)
      .map(({ key, at }) => ({ key, at: (tokens[at]?.start ?? start) - start }))
      .filter(({ at }) => !EVENT.test(lower.slice(Math.max(0, at - 12), at + 30)));
    const found = named.length > 0 ? named : this.followedUp(sentence, index, speakerAt);
    const heading = found.length > 0 && HEADING.test(words);
    const headed = heading ? paragraph : (this.#latest?.headed ?? -1);
    if (named.length > 0) this.#latest = { keys: named.map(({ key }) => key), index, headed };
    else if (this.#latest !== null && found.length > 0)
      this.#latest = takenUp(this.#latest, found, index);
    if (heading) return [];
    const quote = { start, end, text: words };
    return found.flatMap(({ key, at }): readonly OptionClaim[] => {
      const claimant = speakerAt(start + at);
      const stance = this.sideOf(lower, at, named.length);
      const constraint = LIMIT.test(lower) && (stance === 'doubts' || stance === 'neutral');
      const bare = stance === 'neutral' && !constraint;
      if (bare && (claimant === null || NAMING.test(lower.slice(0, at)))) return [];
      this.#side = stance;
      return [{ kind: 'option', quote, claimant, option: key, stance, constraint }];
    });
  }

  private sideOf(words: string, at: number, named: number): Stance {
    const compared = comparedAt(words, at);
    if (compared !== undefined) return compared;
    if (OPPOSITE.test(words) && named === 0) return reverse(this.#side);
    const clause = stanceOf(clauseAt(words, at));
    const sentence = stanceOf(words);
    // Who raises doubts in one clause and opposes in the next opposes.
    const opposed = clause === 'doubts' && named <= 1 && /\boppos(?:es|ed)\b/u.test(words);
    const stance = opposed ? 'opposes' : (clause ?? sentence ?? 'neutral');
    return KEEPS_FROZEN.test(words) ? reverse(stance) : stance;
  }

  private followedUp(
    { paragraph, lower, start }: Sentence,
    index: number,
    speakerAt: SpeakerAt,
  ): readonly Named[] {
    const latest = this.#latest;
    if (latest === null) return [];
    const reply = index - latest.index <= 3 ? FOLLOW_UP.exec(lower) : null;
    const side = latest.headed === paragraph ? TAKES_SIDES.exec(lower) : null;
    const taken = reply ?? side;
    if (taken === null || speakerAt(start + taken.index) === null) return [];
    return this.meant(latest.keys, taken[0]).map((key) => ({ key, at: taken.index }));
  }

  /** `such raids` after raids and strikes: the option that is called so, else the one named last. */
  private meant(keys: readonly string[], words: string): readonly string[] {
    const noun = /^such (?:an? )?(\p{L}+)$/u.exec(words)?.[1];
    const called = keys.filter(
      (key) => noun !== undefined && this.#taxonomy.labels.get(key)?.includes(noun),
    );
    return (called.length > 0 ? called : keys).slice(-1);
  }
}

/** `such raids`: what the next `them` means too. */
function takenUp(latest: Latest, found: readonly Named[], index: number): Latest {
  const taken = found.map(({ key }) => key);
  return {
    ...latest,
    keys: [...latest.keys.filter((key) => !taken.includes(key)), ...taken],
    index,
  };
}

// `The second is intelligence sharing.` sets the subject of its paragraph and states nothing.
const HEADING =
  /^The (?:first|second|third|fourth|fifth|sixth|last|other) (?:one )?(?:is|was)\b[^.]{0,60}\.?$/u;

// `carried out an over-the-horizon strike`: what was done, not an option.
const EVENT = /\b(?:an?|the|unmanned) over[- ]the[- ]horizon (?:\p{L}+ )?strike\b/u;

// `what the ministry calls ...`: a name for the option, no view on it.
const NAMING = /\b(?:calls?|called|known as|so-called|terms?|termed) (?:it )?[“"']?$/u;

function comparedAt(words: string, at: number): Stance | undefined {
  if (TRANSIT.test(words)) return 'doubts';
  const replacing = NO_SUBSTITUTE.exec(words);
  if (replacing === null) return undefined;
  return at < replacing.index ? 'doubts' : 'supports';
}

const REVERSED: Partial<Record<Stance, Stance>> = {
  supports: 'opposes',
  opposes: 'supports',
  doubts: 'supports',
  open: 'doubts',
};
const reverse = (stance: Stance): Stance => REVERSED[stance] ?? stance;

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
