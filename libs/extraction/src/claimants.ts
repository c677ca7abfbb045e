import { type Claimant } from '@wirebrief/claims';

import {
  alias,
  appositive,
  type Aside,
  beforeBracket,
  type Attribution,
  isBeforeVerb,
  isNoun,
  isPassive,
  openingOf,
  reachOf,
  relative,
  saying,
  SAYING,
} from './attributions';
import { Bodies } from './bodies';
import { POSITION_VERBS } from './data/position-lines';
import { REPORTING_VERBS } from './data/speakers';
import { wordSet } from './data/word-set';
import { Descriptions } from './descriptions';
import { isView } from './is-view';
import { People } from './people';
import { rankedNameAt } from './ranked-names';
import { type Sentence } from './sentences';
import {
  claimantOf,
  isPronoun,
  personName,
  phraseAfter,
  phraseBefore,
  type SpeakerPhrase,
} from './speakers';
import {
  isBareDescription,
  issuerBehind,
  memberOf,
  openingSubject,
  relativeBefore,
  shortSubject,
  withPartner,
} from './subjects';
import { lowerAt, type Token } from './tokens';

/** Finds the speakers of an article, sentence by sentence, and remembers them for later `he`, `the general`, `Doe`. */
export class SpeakerTracker {
  readonly #text: string;
  readonly #byName = new Map<string, Claimant>();
  /** How the article describes those whom it has named so far. */
  readonly descriptions = new Descriptions();
  readonly #people = new People(this.descriptions);
  readonly #bodies = new Bodies();
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
      if (!ATTRIBUTING.has(lowerAt(tokens, at))) continue;
      const attribution =
        this.accordingTo(tokens, at) ??
        this.reportsFrom(tokens, at) ??
        this.reportingVerb(tokens, at) ??
        this.givenFigure(tokens, at) ??
        this.view(tokens, at) ??
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
    const named = phraseAfter(tokens, at + 2);
    if (named === null) return null;
    const phrase = issuerBehind(tokens, named) ?? named;
    const claimant = this.resolve(tokens, phrase, []);
    if (claimant === null) return null;
    if (at === 0)
      return {
        claimant,
        verb: at,
        from: phrase.next,
        to: tokens.length,
        order: 'before',
        says: true,
      };
    const clause = relativeBefore(tokens, at);
    const reach = { verb: at, from: 0, to: at, order: 'behind', says: true } as const;
    return clause < 0 ? { claimant, ...reach } : { claimant, ...reach, clause };
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

  // `the number that neighbours gave`
  private givenFigure(tokens: readonly Token[], at: number): Attribution | null {
    if (!/^(?:gave|give|gives)$/.test(lowerAt(tokens, at))) return null;
    const phrase = phraseBefore(tokens, at, 0);
    if (phrase === null) return null;
    const link = lowerAt(tokens, phrase.first - 1);
    const head = lowerAt(tokens, phrase.first - (link === 'that' ? 2 : 1));
    if (!/^(?:one|figure|number|toll|count|tally|estimate)$/.test(head)) return null;
    const claimant = this.resolve(tokens, phrase, []);
    return claimant === null
      ? null
      : { claimant, verb: at, from: at + 1, to: tokens.length, order: 'before', says: true };
  }

  private reportingVerb(tokens: readonly Token[], at: number): Attribution | null {
    const word = lowerAt(tokens, at);
    const says = REPORTING_VERBS.has(word);
    if (!(says || POSITION_VERBS.has(word)) || isPassive(tokens, at)) return null;
    if (/^\p{Lu}\p{Ll}/u.test(tokens[at]?.text ?? '')) return null;
    const found =
      this.subjectBefore(tokens, at) ??
      (says ? this.subjectBehind(tokens, at) : null) ??
      this.subjectOfPair(tokens, at);
    return found === null ? null : { ...found, says };
  }

  private subjectBefore(tokens: readonly Token[], at: number): Attribution | null {
    let end = at;
    while (end > 0 && isBeforeVerb(tokens, end - 1, at)) end--;
    end = beforeBracket(tokens, end);
    const aside = appositive(tokens, end) ?? relative(tokens, end);
    const head = aside?.head ?? end;
    const near = phraseBefore(tokens, head, 0);
    if (near === null) return this.oneOfThem(tokens, end, at) ?? this.thoseWho(tokens, head, at);
    if (isNoun(tokens, near.first, at)) return null;
    return this.namedBefore(tokens, at, { near, aside });
  }

  private namedBefore(
    tokens: readonly Token[],
    at: number,
    { near, aside }: { readonly near: SpeakerPhrase; readonly aside: Aside | null },
  ): Attribution | null {
    const phrase = memberOf(tokens, near) ?? withPartner(tokens, near);
    const body = phrase.next < near.next ? tokens.slice(phrase.next, near.next) : [];
    const claimant = this.resolve(tokens, phrase, [...body, ...(aside?.description ?? [])]);
    if (claimant === null) return null;
    const first = openingOf(tokens, aside) ?? phrase.first;
    return { claimant, verb: at, says: true, ...reachOf(tokens, first, at) };
  }

  // `Those who live nearby say`: a group of people named by what they do.
  private thoseWho(tokens: readonly Token[], head: number, at: number): Attribution | null {
    const [first, last] = [tokens[head - 1], tokens[at - 1]];
    if (first?.lower !== 'those' || last === undefined) return null;
    const claimant: Claimant = { name: this.#text.slice(first.start, last.end), role: 'person' };
    return { claimant, verb: at, says: true, ...reachOf(tokens, head - 1, at) };
  }

  // `..., one of them said` after `Officials told ...`
  private oneOfThem(tokens: readonly Token[], end: number, at: number): Attribution | null {
    const words = [3, 2, 1].map((step) => lowerAt(tokens, end - step)).join(' ');
    if (this.#group === null || !/^(?:one|another) of them$/.test(words)) return null;
    const name = `${lowerAt(tokens, end - 3)} of the ${this.#group.name.replace(/^the /iu, '')}`;
    const claimant = {
      name: name.replace(/\p{Lu}(?=\p{Ll}+$)/u, (first) => first.toLowerCase()),
      role: this.#group.role,
    };
    return { claimant, verb: at, says: true, ...reachOf(tokens, end - 3, at) };
  }

  // `Doe was sceptical and warned ...`: a second verb has the subject that opens the sentence.
  private subjectOfPair(tokens: readonly Token[], at: number): Attribution | null {
    const and = isBeforeVerb(tokens, at - 1, at) ? at - 2 : at - 1;
    if (!/^(?:and|but)$/.test(lowerAt(tokens, and)) || and > LONGEST_FIRST) return null;
    const phrase = openingSubject(tokens);
    if (phrase === null || phrase.next >= and) return null;
    if (tokens.slice(phrase.next, and).some(({ lower }) => /^(?:that|who|which|[”"])$/.test(lower)))
      return null;
    const claimant = this.resolve(tokens, phrase, []);
    return claimant === null
      ? null
      : { claimant, verb: at, says: true, from: at + 1, to: tokens.length, order: 'before' };
  }

  // `Doe, at the same briefing, was more cautious`: a view without a verb of saying.
  private view(tokens: readonly Token[], at: number): Attribution | null {
    if (!isView(tokens, at)) return null;
    const end = appositive(tokens, at)?.head ?? at;
    const phrase = phraseBefore(tokens, end, 0);
    if (phrase === null || isPronoun(tokens, phrase)) return null;
    const claimant = this.resolve(tokens, phrase, []);
    if (claimant === null) return null;
    return { claimant, verb: at, from: at + 1, to: tokens.length, order: 'before', says: false };
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
    if (words.length === 1 && words[0]?.lower === 'another') return this.another();
    const joint = this.withPronoun(words);
    if (joint !== null) return joint;
    const claimant = alias(description) ?? claimantOf(this.#text, words, description);
    const last = personName(words);
    const known = last === null ? this.described(words) : this.#byName.get(last);
    const settled = known !== undefined && words.length <= 3 ? known : claimant;
    this.remember(settled, last);
    this.descriptions.note(settled, description);
    return settled;
  }

  // `he and Secretary Doe`: the pronoun gives way to the name.
  private withPronoun(words: readonly Token[]): Claimant | null {
    const person = this.#people.last;
    if (person === null || words.length < 3 || !/^(?:he|she)$/.test(words[0]?.lower ?? ''))
      return null;
    const others = claimantOf(this.#text, words.slice(2), []);
    this.remember(others, personName(words));
    return { name: `${person.name} and ${others.name}`, role: person.role };
  }

  private pronoun(word: string): Claimant | null {
    if (word === 'it') return this.#bodies.last;
    if (word === 'they' || word === 'we') return this.#group ?? this.#bodies.last;
    return /^(?:he|she|i)$/.test(word) ? this.#people.last : null;
  }

  // `Another warned ...` after `a former officer said ...`
  private another(): Claimant | null {
    const person = this.#people.last;
    if (person === null || !/^an? /iu.test(person.name)) return null;
    return { name: person.name.replace(/^an? /iu, 'another '), role: person.role };
  }

  private described(words: readonly Token[]): Claimant | undefined {
    const noun = words.at(-1)?.lower ?? '';
    if (!isBareDescription(words)) return undefined;
    if (
      /^(?:general|colonel|spokesman|spokeswoman|spokesperson|president|minister|official|secretary|commander|admiral|man|woman|officer|person|source)$/.test(
        noun,
      )
    )
      return this.#people.called(words.map(({ lower }) => lower));
    return /^(?:organisation|organization|group|charity|agency|ministry|command|newspaper|paper|statement)$/.test(
      noun,
    )
      ? (this.#bodies.called(noun) ?? this.#bodies.last ?? undefined)
      : undefined;
  }

  private remember(claimant: Claimant, last: string | null): void {
    if (last !== null && !this.#byName.has(last)) this.#byName.set(last, claimant);
    const oneOfKin =
      claimant.role === 'families' &&
      /^(?:an?|the|one|another|his|her) .*[^s]$/iu.test(claimant.name);
    if (
      last !== null ||
      oneOfKin ||
      (/^(?:unnamed official|person|official)$/.test(claimant.role) && !isPlural(claimant))
    )
      this.#people.note(claimant);
    if (/^(?:body|media|document)$/.test(claimant.role)) this.#bodies.note(claimant);
    if (/s$/.test(claimant.name) || claimant.role === 'families') this.#group = claimant;
  }

  // `The inquiry covers ... . It found ...`: a subject that can speak is what a later `it` means.
  private noteSubject(tokens: readonly Token[]): void {
    const phrase = shortSubject(tokens);
    if (phrase === null) return;
    const claimant = claimantOf(this.#text, tokens.slice(phrase.first, phrase.next), []);
    if (/^(?:body|document)$/.test(claimant.role)) this.#bodies.note(claimant);
  }

  // A name with its rank may come before the person speaks: `Col. Jo Doe led the inquiry. Doe said ...`.
  private noteNames(tokens: readonly Token[]): void {
    for (const token of tokens) {
      const name = rankedNameAt(this.#text, token);
      if (name === null) continue;
      const last = name.split(/\s+/).at(-1)?.toLowerCase() ?? '';
      const known = this.#byName.get(last) ?? { name, role: 'official' };
      this.#byName.set(last, known);
      if (this.#people.last === null) this.#people.note(known);
    }
  }
}

// `officials`, `three senators`: no later `he` means them.
const isPlural = ({ name, role }: Claimant): boolean =>
  role === 'unnamed official' &&
  /(?:officials|officers|sources|generals|commanders|spokesmen)$/iu.test(name);

const LONGEST_FIRST = 16;
// One look-up a word spares most words the rules: an attribution begins with one of these.
const ATTRIBUTING: ReadonlySet<string> = new Set([
  ...SAYING,
  ...REPORTING_VERBS,
  ...POSITION_VERBS,
  ...wordSet(
    'according report reports account accounts claim claims allegation allegations estimate estimates give gives gave ' +
      'is was are were remains remained took',
  ),
]);
