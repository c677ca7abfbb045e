import { type Claimant } from '@wirebrief/claims';

import { POSITION_VERBS } from './data/position-lines';
import { REPORTING_VERBS } from './data/speakers';
import { type Sentence } from './sentences';
import {
  claimantOf,
  isPronoun,
  personName,
  phraseAfter,
  phraseBefore,
  type SpeakerPhrase,
} from './speakers';
import { isCapitalised, type Token } from './tokens';

/** Who says a stretch of a sentence. Tokens `from` inclusive to `to` exclusive are what they say. */
export interface Attribution {
  readonly claimant: Claimant;
  readonly verb: number;
  readonly from: number;
  readonly to: number;
  /** The speaker stands before what they say (`X said that ...`) or behind it (`..., X said`). */
  readonly order: 'before' | 'behind';
  /** False for a deed that shows a stance (`the ministry defended ...`) without a verb of saying. */
  readonly says: boolean;
}

const lowerAt = (tokens: readonly Token[], at: number): string => tokens[at]?.lower ?? '';

/** Finds the speakers of an article, sentence by sentence, and remembers them for later `he`, `the general`, `Doe`. */
export class SpeakerTracker {
  readonly #text: string;
  readonly #byName = new Map<string, Claimant>();
  #person: Claimant | null = null;
  #body: Claimant | null = null;
  #group: Claimant | null = null;
  #last: Claimant | null = null;

  constructor(text: string) {
    this.#text = text;
  }

  /** The speaker of the latest attribution so far, or null. */
  get last(): Claimant | null {
    return this.#last;
  }

  read(sentence: Sentence): readonly Attribution[] {
    const { tokens } = sentence;
    this.noteNames(tokens);
    const found: Attribution[] = [];
    for (let at = 0; at < tokens.length; at++) {
      const attribution =
        this.accordingTo(tokens, at) ??
        this.reportsFrom(tokens, at) ??
        this.reportingVerb(tokens, at) ??
        saying(tokens, at, found);
      if (attribution !== null) found.push(attribution);
    }
    const said = found.filter(({ says }) => says);
    const last = said.findLast(({ order }) => order === 'behind') ?? said[0];
    if (last !== undefined) this.#last = last.claimant;
    else this.noteSubject(tokens);
    return found;
  }

  private accordingTo(tokens: readonly Token[], at: number): Attribution | null {
    if (lowerAt(tokens, at) !== 'according' || lowerAt(tokens, at + 1) !== 'to') return null;
    const phrase = phraseAfter(tokens, at + 2);
    if (phrase === null) return null;
    const claimant = this.resolve(tokens, phrase, []);
    if (claimant === null) return null;
    const opens = at === 0;
    return opens
      ? { claimant, verb: at, from: phrase.next, to: tokens.length, order: 'before', says: true }
      : { claimant, verb: at, from: 0, to: at, order: 'behind', says: true };
  }

  // `reports from residents that ...`
  private reportsFrom(tokens: readonly Token[], at: number): Attribution | null {
    if (
      !/^(?:reports?|accounts?|claims?|allegations?|estimates?)$/.test(lowerAt(tokens, at)) ||
      !/^(?:from|by|of)$/.test(lowerAt(tokens, at + 1))
    )
      return null;
    const phrase = phraseAfter(tokens, at + 2);
    if (phrase === null || lowerAt(tokens, phrase.next) !== 'that') return null;
    const claimant = this.resolve(tokens, phrase, []);
    return claimant === null
      ? null
      : { claimant, verb: at, from: phrase.next, to: tokens.length, order: 'before', says: true };
  }

  private reportingVerb(tokens: readonly Token[], at: number): Attribution | null {
    const word = lowerAt(tokens, at);
    const says = REPORTING_VERBS.has(word);
    if (!(says || POSITION_VERBS.has(word)) || isPassive(tokens, at)) return null;
    if (/^\p{Lu}\p{Ll}/u.test(tokens[at]?.text ?? '')) return null;
    const found = this.subjectBefore(tokens, at) ?? (says ? this.subjectBehind(tokens, at) : null);
    return found === null ? null : { ...found, says };
  }

  private subjectBefore(tokens: readonly Token[], at: number): Attribution | null {
    let end = at;
    while (end > 0 && isBeforeVerb(tokens, end - 1, at)) end--;
    const aside = appositive(tokens, end) ?? relative(tokens, end);
    const phrase = phraseBefore(tokens, aside?.head ?? end, 0);
    if (phrase === null) return null;
    const description = aside === null ? [] : tokens.slice(aside.head, end);
    const claimant = this.resolve(tokens, phrase, description);
    if (claimant === null) return null;
    if (isParenthesis(tokens, phrase.first, at))
      return { claimant, verb: at, from: 0, to: tokens.length, order: 'behind', says: true };
    const behind = isBehind(tokens, phrase.first, at);
    return behind
      ? { claimant, verb: at, from: 0, to: phrase.first, order: 'behind', says: true }
      : { claimant, verb: at, from: at + 1, to: tokens.length, order: 'before', says: true };
  }

  // `"...", said Doe`: only after a comma or a closing quotation mark.
  private subjectBehind(tokens: readonly Token[], at: number): Attribution | null {
    if (!/^[,”"]$/.test(lowerAt(tokens, at - 1))) return null;
    const phrase = phraseAfter(tokens, at + 1);
    if (phrase === null) return null;
    const claimant = this.resolve(tokens, phrase, tokens.slice(phrase.next, phrase.next + 8));
    return claimant === null
      ? null
      : { claimant, verb: at, from: 0, to: at, order: 'behind', says: true };
  }

  /** The speaker that a phrase means, by pronoun, last name or description. */
  private resolve(
    tokens: readonly Token[],
    phrase: SpeakerPhrase,
    description: readonly Token[],
  ): Claimant | null {
    const words = tokens.slice(phrase.first, phrase.next);
    if (isPronoun(tokens, phrase)) return this.pronoun(words[0]?.lower ?? '');
    const claimant =
      this.withPronoun(words) ?? alias(description) ?? claimantOf(this.#text, words, description);
    const last = personName(words);
    const known = last === null ? this.described(words) : this.#byName.get(last);
    const settled = known !== undefined && words.length <= 3 ? known : claimant;
    this.remember(settled, last);
    return settled;
  }

  // `he and Secretary Doe`: the pronoun gives way to the name.
  private withPronoun(words: readonly Token[]): Claimant | null {
    const person = this.#person;
    if (person === null || words.length < 3 || !/^(?:he|she)$/.test(words[0]?.lower ?? ''))
      return null;
    const others = claimantOf(this.#text, words.slice(2), []);
    return { name: `${person.name} and ${others.name}`, role: person.role };
  }

  private pronoun(word: string): Claimant | null {
    if (word === 'it') return this.#body;
    if (word === 'they' || word === 'we') return this.#group ?? this.#body;
    return /^(?:he|she|i)$/.test(word) ? this.#person : null;
  }

  private described(words: readonly Token[]): Claimant | undefined {
    const [article, noun] = [words[0]?.lower, words.at(-1)?.lower ?? ''];
    if (
      (article !== 'the' && article !== 'this') ||
      words.length > 3 ||
      words.slice(1).some(isCapitalised)
    )
      return undefined;
    if (
      /^(?:general|colonel|spokesman|spokeswoman|spokesperson|president|minister|official|secretary|commander|admiral|man|woman|officer|person|source)$/.test(
        noun,
      )
    )
      return this.#person ?? undefined;
    return /^(?:organisation|organization|group|charity|agency|ministry|command|newspaper|paper|statement)$/.test(
      noun,
    )
      ? (this.#body ?? undefined)
      : undefined;
  }

  private remember(claimant: Claimant, last: string | null): void {
    if (last !== null && !this.#byName.has(last)) this.#byName.set(last, claimant);
    if (last !== null || /^(?:unnamed official|person|official)$/.test(claimant.role))
      this.#person = claimant;
    if (/^(?:body|media|document)$/.test(claimant.role)) this.#body = claimant;
    if (/s$/.test(claimant.name) || claimant.role === 'families') this.#group = claimant;
  }

  // `The inquiry covers ... . It found ...`: a subject that can speak is what a later `it` means.
  private noteSubject(tokens: readonly Token[]): void {
    const phrase = phraseAfter(tokens, 0);
    if (phrase === null || isPronoun(tokens, phrase)) return;
    if (!/^\p{Ll}/u.test(tokens[phrase.next]?.text ?? '')) return;
    const claimant = claimantOf(this.#text, tokens.slice(phrase.first, phrase.next), []);
    if (/^(?:body|document)$/.test(claimant.role)) this.#body = claimant;
  }

  // A name with its rank may come before the person speaks: `Col. Jo Doe led the inquiry. Doe said ...`.
  private noteNames(tokens: readonly Token[]): void {
    for (let at = 0; at + 1 < tokens.length; at++) {
      const name = NAME.exec(
        this.#text.slice(tokens[at]?.start ?? 0, (tokens[at]?.start ?? 0) + 60),
      )?.[0];
      if (name === undefined) continue;
      const last = name.split(/\s+/).at(-1)?.toLowerCase() ?? '';
      if (!this.#byName.has(last)) this.#byName.set(last, { name, role: 'official' });
      if (this.#person === null) this.#person = this.#byName.get(last) ?? null;
    }
  }
}

const NAME =
  /^(?:(?:Army|Navy|Air Force|Marine|Vice|Rear|Lt|Maj|Brig|Gen|Col|Capt|Cmdr|Adm|Sgt|General|Colonel|Major|Captain|Admiral|President|Secretary|Minister|Senator|Spokesman|Spokeswoman)\.?\s+){1,4}(?:\p{Lu}[\p{L}.'’-]*\s+){1,3}?\p{Lu}[\p{L}'’-]+(?=[\s,.;:'’])/u;

// `The charity, known as XYZ, said`: the short name serves every later sentence.
function alias(description: readonly Token[]): Claimant | null {
  const known = description.findIndex(
    ({ lower }, at) => lower === 'known' && description[at + 1]?.lower === 'as',
  );
  const name = description[known + 2];
  return known >= 0 && isCapitalised(name) && name !== undefined
    ? { name: name.text, role: 'body' }
    : null;
}

const BEFORE_VERB =
  /^(?:had|has|have|also|now|later|earlier|first|then|reportedly|repeatedly|previously|initially|once|publicly|only|still|did|would|privately|yesterday|today)$/;

function isBeforeVerb(tokens: readonly Token[], at: number, verb: number): boolean {
  const word = lowerAt(tokens, at);
  if (BEFORE_VERB.test(word)) return true;
  return /^(?:is|are|was|were)$/.test(word) && takesBe(tokens, verb);
}

// `was quoted as saying`, `is investigating`: forms of be that leave the subject the one who acts.
const takesBe = (tokens: readonly Token[], verb: number): boolean =>
  /ing$/.test(lowerAt(tokens, verb)) ||
  (lowerAt(tokens, verb) === 'quoted' && lowerAt(tokens, verb + 1) === 'as');

// `is said to`, `was reported`: nobody is named as speaking.
function isPassive(tokens: readonly Token[], at: number): boolean {
  if (takesBe(tokens, at)) return false;
  const before = lowerAt(tokens, at - 1);
  if (
    /^(?:was|were|is|are|been|being|be|to|the|a|an|its|his|their|of|by|in|as|this|that|these|those)$/.test(
      before,
    )
  )
    return true;
  if (/^(?:killed|dead|injured|wounded|missing)$/.test(lowerAt(tokens, at + 1))) return true;
  return (
    /^(?:reports?|claims?|counts?|estimates?|posted)$/.test(lowerAt(tokens, at)) &&
    /^(?:of|that the|in)$/.test(lowerAt(tokens, at + 1)) &&
    !/^\p{Lu}/u.test(tokens[at - 1]?.text ?? '')
  );
}

// `John Doe, the chief spokesman, said`: the name stands before the aside.
function appositive(tokens: readonly Token[], end: number): { readonly head: number } | null {
  if (lowerAt(tokens, end - 1) !== ',') return null;
  for (let at = end - 2; at > Math.max(0, end - 22); at--) {
    if (/^[.;:“”"]$/.test(lowerAt(tokens, at))) return null;
    if (lowerAt(tokens, at) === ',' && !/^\p{Lu}/u.test(tokens[at + 1]?.text ?? ''))
      return { head: at };
  }
  return null;
}

// `The blast, it said, killed ...`: set between commas it covers what stands on both sides.
const isParenthesis = (tokens: readonly Token[], first: number, verb: number): boolean =>
  lowerAt(tokens, first - 1) === ',' && lowerAt(tokens, verb + 1) === ',' && first > 1;

// `officials who spoke to reporters questioned`: the subject stands before the relative clause.
function relative(tokens: readonly Token[], end: number): { readonly head: number } | null {
  for (let at = end - 1; at > Math.max(0, end - 14); at--) {
    const word = lowerAt(tokens, at);
    if (/^[.,;:“”"]$/.test(word)) return null;
    if (word === 'who') return at < end - 1 ? { head: at } : null;
  }
  return null;
}

// The speaker stands behind what is said when a comma or a closing quotation mark comes before the speaker.
function isBehind(tokens: readonly Token[], first: number, verb: number): boolean {
  const before = lowerAt(tokens, first - 1);
  if (/^["”]$/.test(before)) return true;
  if (before !== ',' && before !== '—' && before !== '–') return false;
  const next = lowerAt(tokens, verb + 1);
  if (next === 'that' || (next === ',' && lowerAt(tokens, verb + 2) === '“')) return false;
  return first > 5;
}

// `X disputed that, saying 61 had died`: the participle goes on with the speaker of the sentence.
function saying(
  tokens: readonly Token[],
  at: number,
  found: readonly Attribution[],
): Attribution | null {
  const speaker = found.at(-1);
  if (
    speaker === undefined ||
    !/^(?:saying|adding|noting|claiming|insisting|estimating|stating)$/.test(lowerAt(tokens, at))
  )
    return null;
  return {
    claimant: speaker.claimant,
    verb: at,
    from: at + 1,
    to: tokens.length,
    order: 'before',
    says: true,
  };
}

/** Who is reported to give what stands at token `at`: the nearest attribution that covers it. */
export function claimantAt(attributions: readonly Attribution[], at: number): Attribution | null {
  const covering = attributions.filter(({ says, from, to }) => says && from <= at && at < to);
  const before = covering.filter(({ order }) => order === 'before');
  const behind = covering.filter(({ order }) => order === 'behind');
  return before.at(-1) ?? behind[0] ?? null;
}
