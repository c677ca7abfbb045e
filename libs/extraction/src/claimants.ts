import { type Claimant } from '@wirebrief/claims';

import {
  alias,
  appositive,
  beforeBracket,
  type Attribution,
  isBeforeVerb,
  isNoun,
  isPassive,
  reachOf,
  relative,
  saying,
} from './attributions';
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
import { isCapitalised, lowerAt, type Token } from './tokens';

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
    end = beforeBracket(tokens, end);
    const aside = appositive(tokens, end) ?? relative(tokens, end);
    const phrase = phraseBefore(tokens, aside?.head ?? end, 0);
    if (phrase === null || isNoun(tokens, phrase.first, at)) return null;
    const claimant = this.resolve(tokens, phrase, aside?.description ?? []);
    return claimant === null
      ? null
      : { claimant, verb: at, says: true, ...reachOf(tokens, phrase.first, at) };
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
    const joint = this.withPronoun(words);
    if (joint !== null) return joint;
    const claimant = alias(description) ?? claimantOf(this.#text, words, description);
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
    this.remember(others, personName(words));
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
    for (const { start } of tokens) {
      const name = NAME.exec(this.#text.slice(start, start + 60))?.[0];
      if (name === undefined) continue;
      const last = name.split(/\s+/).at(-1)?.toLowerCase() ?? '';
      const known = this.#byName.get(last) ?? { name, role: 'official' };
      this.#byName.set(last, known);
      this.#person ??= known;
    }
  }
}

const NAME =
  /^(?:(?:Army|Navy|Air Force|Marine|Vice|Rear|Lt|Maj|Brig|Gen|Col|Capt|Cmdr|Adm|Sgt|General|Colonel|Major|Captain|Admiral|President|Secretary|Minister|Senator|Spokesman|Spokeswoman)\.?\s+){1,4}(?:\p{Lu}[\p{L}.'’-]*\s+){1,3}?\p{Lu}[\p{L}'’-]+(?=[\s,.;:'’])/u;
