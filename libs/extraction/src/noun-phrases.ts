import { type Group } from '@wirebrief/claims';

import { ARMED_GROUPS } from './data/events';
import { COUNTRY_OF, PEOPLES } from './data/nations';
import {
  COLLECTIVE_HEADS,
  MILITANT_MODIFIERS,
  MILITARY_MODIFIERS,
  PERSON_NOUNS,
  THINGS,
} from './data/people';
import { NOT_IN_PHRASE } from './data/function-words';
import { readNumeral } from './numbers';
import { type Quantity } from './quantities';
import { isCapitalised, isWord, lowerAt, type Token } from './tokens';

/** What a quantity counts. */
export interface Counted {
  readonly group: Group;
  /** Token after the head noun, or after the number where no noun follows. */
  readonly next: number;
  /** `noun`: a person noun; `unknown`: a noun that may be people; `none`: the noun is left out; `thing`: no people. */
  readonly head: 'noun' | 'unknown' | 'none' | 'thing';
  /** Country in lower case whose people they are said to be, or empty. */
  readonly country: string;
  /** True where the number is a part of a group named in the phrase: `two of the 12`. */
  readonly part: boolean;
}

const LONGEST_PHRASE = 8;
/** Reads the noun phrase after a quantity: modifiers and head, or a partitive (`of them`, `of the dead`). */
export function readCounted(tokens: readonly Token[], quantity: Quantity): Counted {
  const of = readPartitive(tokens, quantity.next);
  if (of !== null) return of;
  return readPhrase(tokens, quantity.next);
}

function readPartitive(tokens: readonly Token[], at: number): Counted | null {
  const from = /^["”’]$/.test(lowerAt(tokens, at)) ? at + 1 : at;
  if (lowerAt(tokens, from) !== 'of') return null;
  const word = lowerAt(tokens, from + 1);
  if (/^(?:them|us|whom|these|those|which)$/.test(word)) return partOf('people', from + 2, tokens);
  if (!/^(?:the|his|her|its|their|my|our)$/.test(word)) return readPhrase(tokens, from + 1);
  const first = skipNumber(tokens, from + 2);
  if (/^(?:wounded|injured)$/.test(lowerAt(tokens, first)) && lowerAt(tokens, first + 1) === 'died')
    return partOf('people', first + 1, tokens);
  if (/^(?:killed|dead|wounded|injured|missing)$/.test(lowerAt(tokens, first)))
    return partOf('people', first, tokens);
  const whole = readPhrase(tokens, first);
  return whole.head === 'noun' ? { ...whole, part: true } : null;
}

function skipNumber(tokens: readonly Token[], at: number): number {
  return /^\d+$|^(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)$/.test(
    lowerAt(tokens, at),
  )
    ? at + 1
    : at;
}

// `seven of them children`, `two of those killed were couriers`: the noun after names the group.
function partOf(group: Group, next: number, tokens: readonly Token[]): Counted {
  const word = lowerAt(tokens, next);
  const named = PERSON_NOUNS.get(word);
  if (named !== undefined && !/^(?:dead|wounded|injured)$/.test(word))
    return { group: named, next: next + 1, head: 'noun', country: '', part: true };
  return { group, next, head: 'none', country: '', part: true };
}

interface Run {
  readonly words: readonly Token[];
  readonly next: number;
}

function readPhrase(tokens: readonly Token[], at: number): Counted {
  const run = readRun(tokens, at);
  const heads = run.words.map((word, index) => ({ index, group: personGroup(word) }));
  const head = heads.findLast((candidate) => candidate.group !== undefined);
  const last = run.words.at(-1);
  const country =
    run.words
      .map((word) => COUNTRY_OF.get(word.lower)?.toLowerCase() ?? '')
      .find((name) => name !== '') ?? '';
  if (head?.group !== undefined) {
    const trailing = run.words.slice(head.index + 1);
    if (trailing.some((word) => THINGS.has(word.lower)))
      return counted('people', run.next, 'thing');
    const words = run.words.slice(0, head.index + 1);
    return {
      ...joined(tokens, counted(groupOf(words, head.group), run.next - trailing.length, 'noun')),
      country,
    };
  }
  if (last === undefined) return counted('people', run.next, 'none');
  if (run.words.some((word) => THINGS.has(word.lower))) return counted('people', run.next, 'thing');
  return { ...counted('people', run.next, 'unknown'), country };
}

const DETERMINERS =
  /^(?:the|a|an|his|her|its|their|our|my|one|two|three|four|five|six|seven|eight|nine|ten|several|many)$/;

// `37 doctors and patients`: one number counts both.
function joined(tokens: readonly Token[], phrase: Counted): Counted {
  if (!/^(?:and|or)$/.test(lowerAt(tokens, phrase.next))) return phrase;
  if (readNumeral(tokens, phrase.next + 1) !== null) return phrase;
  const second = readRun(tokens, phrase.next + 1);
  if (second.words.some(({ lower }) => DETERMINERS.test(lower))) return phrase;
  const group =
    second.words.length <= 3 ? PERSON_NOUNS.get(second.words.at(-1)?.lower ?? '') : undefined;
  if (group === undefined || /^(?:injured|wounded|dead)$/.test(second.words.at(-1)?.lower ?? ''))
    return phrase;
  return { ...phrase, next: second.next, group: group === phrase.group ? group : 'people' };
}

const counted = (group: Group, next: number, head: Counted['head']): Counted => ({
  group,
  next,
  head,
  country: '',
  part: false,
});

function readRun(tokens: readonly Token[], at: number): Run {
  const words: Token[] = [];
  let next = at;
  while (/^(?:more|other|additional|further|new)$/.test(lowerAt(tokens, next))) next++;
  while (next - at < LONGEST_PHRASE) {
    const skipped = skipMark(tokens, next, words.length);
    if (skipped > next) {
      next = skipped;
      continue;
    }
    const token = tokens[next];
    if (token === undefined || !isWord(token) || isBoundary(token, words.length)) break;
    words.push(token);
    next++;
    if (PERSON_NOUNS.has(token.lower) && !goesOn(tokens, next)) break;
  }
  return { words, next };
}

// A quotation mark before the phrase and a short bracket within it belong to it.
function skipMark(tokens: readonly Token[], at: number, read: number): number {
  if (read === 0 && /^["“”‘]$/.test(lowerAt(tokens, at))) return at + 1;
  return lowerAt(tokens, at) === '(' ? (skipBracket(tokens, at) ?? at) : at;
}

// A bracket with a number in it counts people of its own and ends the phrase.
function skipBracket(tokens: readonly Token[], at: number): number | null {
  for (let next = at + 1; next < Math.min(tokens.length, at + 6); next++) {
    if (tokens[next]?.text === ')') return next + 1;
    if (readNumeral(tokens, next) !== null) return null;
  }
  return null;
}

// After a person noun the phrase goes on only with another noun (`staff members`, `police officers`).
function goesOn(tokens: readonly Token[], next: number): boolean {
  const word = tokens[next];
  return (
    word !== undefined &&
    isWord(word) &&
    PERSON_NOUNS.has(word.lower) &&
    !/^(?:dead|wounded|injured)$/.test(word.lower)
  );
}

function isBoundary(token: Token, read: number): boolean {
  if (token.text === 'US') return false;
  if (NOT_IN_PHRASE.has(token.lower))
    return !(isCapitalised(token) && read > 0 && token.lower === 'without');
  return /^(?:dead|wounded|injured|killed|hurt|deaths?|fatality|fatalities|injuries)$/.test(
    token.lower,
  );
}

function personGroup(word: Token): Group | undefined {
  const group = PERSON_NOUNS.get(word.lower);
  if (group !== undefined) return group;
  if (isCapitalised(word) && PEOPLES.has(word.lower)) return 'people';
  return undefined;
}

function groupOf(words: readonly Token[], head: Group): Group {
  const lowers = words.map((word) => word.lower);
  const last = lowers.at(-1) ?? '';
  const groups = lowers.map((word) => PERSON_NOUNS.get(word));
  if (COLLECTIVE_HEADS.has(last)) return memberGroup(lowers, groups);
  if (head !== 'people') return head;
  if (groups.includes('civilians')) return 'civilians';
  if (lowers.some((word) => MILITANT_MODIFIERS.has(word))) return 'militants';
  return groups.includes('service members') || lowers.includes('military')
    ? 'service members'
    : 'people';
}

// `service members`, `militia members` and `crew members` differ; `members of one family` say nothing.
function memberGroup(lowers: readonly string[], groups: readonly (Group | undefined)[]): Group {
  if (lowers.some((word) => MILITARY_MODIFIERS.has(word))) return 'service members';
  if (
    lowers.some((word) => MILITANT_MODIFIERS.has(word) || ARMED_GROUPS.has(word)) ||
    groups.includes('militants')
  )
    return 'militants';
  return 'people';
}
