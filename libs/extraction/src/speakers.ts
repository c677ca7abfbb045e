import { wordSet } from './data/word-set';
import { type Claimant, type ClaimantRole } from '@wirebrief/claims';

import {
  BODY_NOUNS,
  CALENDAR_WORDS,
  DOCUMENT_NOUNS,
  FAMILY_NOUNS,
  MEDIA_NOUNS,
  OFFICIAL_NOUNS,
  REPORTING_VERBS,
  TITLES,
} from './data/speakers';
import { COUNTRY_OF } from './data/nations';
import { POSITION_VERBS } from './data/position-lines';
import { isCapitalised, lowerAt, type Token } from './tokens';

/** A noun phrase that may be a speaker: tokens `first` inclusive to `next` exclusive. */
export interface SpeakerPhrase {
  readonly first: number;
  readonly next: number;
}

const PRONOUN = wordSet('he she it they we i who');
const DETERMINER = wordSet(
  'a an the his her its their one two three four some several many other another this that these those both u.s us',
);
const NEVER = wordSet(
  'and but or so as when while after before because if though although where which that who whom whose than then not only what how why is are was were be been has have had would could will may might can did does do to by at in on from into with for of about over under during until since killed wounded injured died',
);
const LEADING = wordSet(
  'also now still once even just reporter on of for in with at from and last week month year years',
);
const TRAILING = wordSet(
  'of for from in with at and on the a also has had now seen obtained released published late early last week',
);
const OFTEN_NOUNS = wordSet(
  'report reports claim claims count counts estimate estimates finds lists documented recorded think calls stands investigating assessing has',
);
const PERSONS = wordSet(
  'man woman person people another supporters opponents advocates pilot operator republican republicans democrat democrats lawyers responders rescuers medics workers volunteers teams others some critics experts expert analyst doctor doctors nurse journalist driver lawyer activist activists shopkeeper teacher farmer student students group',
);
const SPEAKING: ReadonlySet<string> = new Set([
  ...FAMILY_NOUNS,
  ...OFFICIAL_NOUNS,
  ...BODY_NOUNS,
  ...MEDIA_NOUNS,
  ...DOCUMENT_NOUNS,
]);

/** Whether a noun names somebody or something that can speak. */
export const isSpeakingNoun = (word: string): boolean => SPEAKING.has(word);
// `reports` and `counts` may be nouns; the other verbs of saying end a phrase.
const isVerb = (token: Token): boolean =>
  (REPORTING_VERBS.has(token.lower) || POSITION_VERBS.has(token.lower)) &&
  !OFTEN_NOUNS.has(token.lower) &&
  /^\p{Ll}/u.test(token.text);

const isNumberToken = (token: Token | undefined): boolean =>
  token !== undefined && /^\d/.test(token.text);

/** The phrase that ends just before token `end`, read from right to left. Null where no speaker can be. */
export function phraseBefore(
  tokens: readonly Token[],
  end: number,
  floor: number,
): SpeakerPhrase | null {
  let first = end;
  while (first > floor && end - first < 14 && belongs(tokens, first - 1, floor)) {
    first--;
    if (opensPhrase(tokens, first)) break;
  }
  return trimmedPhrase(tokens, first, end);
}

function belongs(tokens: readonly Token[], at: number, floor: number): boolean {
  const token = tokens[at];
  if (token === undefined) return false;
  if (/^['’]$/.test(token.text)) return endsPlural(tokens, at);
  if (!/^[\p{L}\d]/u.test(token.text)) return false;
  if (LINKS.has(token.lower)) return mayLink(lowerAt(tokens, at - 1));
  if (token.lower === 'and') return joinsSpeakers(tokens, at, floor);
  return !NEVER.has(token.lower) && !isVerb(token);
}

// `the workers' union`: the mark of a plural that owns, and no closing quotation mark.
function endsPlural(tokens: readonly Token[], at: number): boolean {
  const [owner, mark, owned] = [tokens[at - 1], tokens[at], tokens[at + 1]];
  return (
    owner !== undefined &&
    owner.end === mark?.start &&
    /\p{L}s$/u.test(owner.text) &&
    /^\p{L}/u.test(owned?.text ?? '') &&
    owned !== undefined &&
    !isVerb(owned)
  );
}

// `people familiar with the talks`, `officials briefed on the matter`
const mayLink = (before: string): boolean =>
  isSpeakingNoun(before) || /^(?:familiar|briefed|close)$/.test(before);

const LINKS = wordSet('of for from in with at on');

// An article opens a phrase, unless it stands inside a title: `head of the police`.
const opensPhrase = (tokens: readonly Token[], at: number): boolean =>
  DETERMINER.has(lowerAt(tokens, at)) &&
  !/^(?:u\.s|us|other)$/.test(lowerAt(tokens, at)) &&
  !mayLink(lowerAt(tokens, at - 2));

function joinsSpeakers(tokens: readonly Token[], and: number, floor: number): boolean {
  if (and - 1 < floor) return false;
  const [before, after] = [tokens[and - 1], tokens[and + 1]];
  if (before === undefined || after === undefined) return false;
  const noun = (token: Token): boolean =>
    isSpeakingNoun(token.lower) || (isCapitalised(token) && !CALENDAR_WORDS.has(token.lower));
  if (/^(?:current|former|national|military|local|civilian)$/.test(before.lower))
    return !NEVER.has(after.lower);
  return (
    (noun(before) || PRONOUN.has(before.lower)) &&
    (noun(after) || isSpeakingNoun(lowerAt(tokens, and + 2)))
  );
}

/** The phrase that begins at token `from`, read from left to right: `said a spokesman for the ministry`. */
export function phraseAfter(tokens: readonly Token[], from: number): SpeakerPhrase | null {
  let next = from;
  while (next < tokens.length && next - from < 14) {
    const token = tokens[next];
    if (token === undefined || !/^[\p{L}\d]/u.test(token.text)) break;
    const linking = /^(?:of|for|from|in|with|at)$/.test(token.lower);
    if (linking && !isSpeakingNoun(lowerAt(tokens, next - 1))) break;
    if (
      token.lower === 'and'
        ? !joinsSpeakers(tokens, next, from)
        : !linking && NEVER.has(token.lower)
    )
      break;
    if (CALENDAR_WORDS.has(token.lower) && next > from) break;
    next++;
  }
  return trimmedPhrase(tokens, from, next);
}

function trimmedPhrase(tokens: readonly Token[], from: number, to: number): SpeakerPhrase | null {
  let [first, next] = [from, to];
  while (
    first < next &&
    (CALENDAR_WORDS.has(lowerAt(tokens, first)) ||
      isNumberToken(tokens[first]) ||
      LEADING.has(lowerAt(tokens, first)))
  )
    first++;
  while (
    next > first &&
    (CALENDAR_WORDS.has(lowerAt(tokens, next - 1)) || TRAILING.has(lowerAt(tokens, next - 1)))
  )
    next--;
  if (first >= next) return null;
  return isSpeaker(tokens.slice(first, next)) ? { first, next } : null;
}

function isSpeaker(words: readonly Token[]): boolean {
  if (words.length === 1 && PRONOUN.has(words[0]?.lower ?? '')) return true;
  if (words.some((word) => isSpeakingNoun(word.lower))) return true;
  if (words.some((word) => PERSONS.has(word.lower))) return true;
  return words.some(
    (word, index) =>
      isCapitalised(word) &&
      (index > 0 || word.lower !== 'the') &&
      !NEVER.has(word.lower) &&
      !DETERMINER.has(word.lower),
  );
}

export const isPronoun = (tokens: readonly Token[], phrase: SpeakerPhrase): boolean =>
  phrase.next - phrase.first === 1 && PRONOUN.has(lowerAt(tokens, phrase.first));

/** The claimant that a phrase names, with the words after it that describe (`Doe, a spokesman,`). */
export function claimantOf(
  text: string,
  words: readonly Token[],
  description: readonly Token[],
): Claimant {
  const [first, last] = [words[0], words.at(-1)];
  const name =
    first === undefined || last === undefined
      ? ''
      : text
          .slice(first.start, last.end)
          .replace(/['’]s?$/u, '')
          .replace(/\b\p{Lu}\.(?:\p{Lu}\.)+/gu, (initials) => initials.replaceAll('.', ''))
          .replace(/\s+/g, ' ');
  return { name, role: roleOf(words, description) };
}

function roleOf(words: readonly Token[], description: readonly Token[]): ClaimantRole {
  if (isCountry(words)) return 'body';
  const named = personName(words) !== null;
  const holdsOffice =
    has(OFFICIAL_NOUNS, words) || has(TITLES, words) || has(OFFICIAL_NOUNS, description);
  if (named && holdsOffice) return 'official';
  if (speaksAsFamily(words) || (named && has(FAMILY_NOUNS, description))) return 'families';
  return (
    unnamedOfficial(words) ??
    institution(words) ??
    (has(OFFICIAL_NOUNS, words) ? 'unnamed official' : 'person')
  );
}

const isCountry = (words: readonly Token[]): boolean => {
  const name = words.map(({ lower }) => lower).filter((word) => word !== 'the');
  return (
    COUNTRY_OF.has(name.join(' ')) &&
    words.every((word) => isCapitalised(word) || word.lower === 'the')
  );
};

const has = (nouns: ReadonlySet<string>, tokens: readonly Token[]): boolean =>
  tokens.some((token) => nouns.has(token.lower));

// `Residents`, `a witness`; in `Human rights group Witness Line` the noun is a part of a name.
const speaksAsFamily = (words: readonly Token[]): boolean =>
  words.some((word, at) => FAMILY_NOUNS.has(word.lower) && (at === 0 || !isCapitalised(word)));

function unnamedOfficial(words: readonly Token[]): ClaimantRole | null {
  const last = words.at(-1)?.lower ?? '';
  if (last === 'authorities') return 'body';
  if (DOCUMENT_NOUNS.has(last)) return 'document';
  const spoken = words.some(({ lower }) =>
    /^(?:officials?|sources?|spokes(?:man|woman|person))$/.test(lower),
  );
  return spoken || OFFICIAL_NOUNS.has(last) ? 'unnamed official' : null;
}

function institution(words: readonly Token[]): ClaimantRole | null {
  if (isPersonOf(words)) return null;
  if (has(DOCUMENT_NOUNS, words)) return 'document';
  if (has(MEDIA_NOUNS, words)) return 'media';
  const acronym = words.some(({ text }) => /^\p{Lu}{2,5}$/u.test(text) && text !== 'US');
  return acronym || has(BODY_NOUNS, words) ? 'body' : null;
}

// `a former Pentagon lawyer`: the head is a person, whatever body stands before it.
function isPersonOf(words: readonly Token[]): boolean {
  const last = words.at(-1);
  return (
    /^(?:an?|one|another)$/.test(words[0]?.lower ?? '') &&
    last !== undefined &&
    /^(?:lawyer|doctor|nurse|engineer|analyst|expert|pilot|operator|worker|employee|activist|researcher|historian|scholar)$/.test(
      last.lower,
    )
  );
}

/** The last name by which an article may call this speaker again, in lower case; null where no person is named. */
export function personName(words: readonly Token[]): string | null {
  const run: Token[] = [];
  for (const word of words) {
    const plain =
      isCapitalised(word) &&
      !isSpeakingNoun(word.lower) &&
      !TITLES.has(word.lower) &&
      !DETERMINER.has(word.lower);
    if (plain) run.push(word);
  }
  const last = run.at(-1);
  if (last === undefined || last.text === last.text.toUpperCase()) return null;
  if (
    words.some((word) => BODY_NOUNS.has(word.lower) || MEDIA_NOUNS.has(word.lower)) &&
    !words.some((word) => TITLES.has(word.lower))
  )
    return null;
  return last === words.at(-1) ? last.lower : null;
}
