import { wordSet } from './data/word-set';
import { type Claimant } from '@wirebrief/claims';

import { DOCUMENT_NOUNS, OFFICIAL_NOUNS } from './data/speakers';
import { phraseBefore } from './speakers';
import { isCapitalised, lowerAt, type Token } from './tokens';

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
  /** Of a source behind a relative clause (`..., in which six died, according to X`) the token that opens the clause. */
  readonly clause?: number;
}

/** Who is reported to give what stands at token `at`: the nearest attribution that covers it. */
export function claimantAt(attributions: readonly Attribution[], at: number): Attribution | null {
  const covering = attributions.filter(({ says, from, to }) => says && from <= at && at < to);
  const before = covering.filter(({ order }) => order === 'before');
  const behind = covering.filter(({ order }) => order === 'behind');
  const source = behind.find(
    ({ clause }) => clause !== undefined && clause <= at && at < clause + 30,
  );
  if (source !== undefined) return source;
  return before.at(-1) ?? behind[0] ?? null;
}

// `The charity, known as XYZ, said`: the short name serves every later sentence.
export function alias(description: readonly Token[]): Claimant | null {
  const known = description.findIndex(
    ({ lower }, at) => lower === 'known' && description[at + 1]?.lower === 'as',
  );
  const name = description[known + 2];
  return known >= 0 && isCapitalised(name) && name !== undefined
    ? { name: name.text, role: 'body' }
    : null;
}

const BEFORE_VERB = wordSet(
  'had has have also now later earlier first then reportedly repeatedly previously initially once publicly only still did would privately yesterday today',
);

export function isBeforeVerb(tokens: readonly Token[], at: number, verb: number): boolean {
  const word = lowerAt(tokens, at);
  if (BEFORE_VERB.has(word)) return true;
  return /^(?:is|are|was|were)$/.test(word) && takesBe(tokens, verb);
}

// `was quoted as saying`, `is investigating`: forms of be that leave the subject the one who acts.
const takesBe = (tokens: readonly Token[], verb: number): boolean =>
  /ing$/.test(lowerAt(tokens, verb)) ||
  (lowerAt(tokens, verb) === 'quoted' && lowerAt(tokens, verb + 1) === 'as');

// `is said to`, `was reported`: nobody is named as speaking.
export function isPassive(tokens: readonly Token[], at: number): boolean {
  if (takesBe(tokens, at)) return false;
  if (isBareNoun(tokens, at) || isFindOfBodies(tokens, at) || isPostedText(tokens, at)) return true;
  const before = lowerAt(tokens, at - 1);
  if (BEFORE_NOUN.has(before)) return true;
  const third = /^(?:says|states|reports|adds|believes|insists)$/.test(lowerAt(tokens, at));
  if (!third && /^(?:killed|dead|injured|wounded|missing)$/.test(lowerAt(tokens, at + 1)))
    return true;
  return (
    /^(?:reports?|claims?|counts?|estimates?|posted)$/.test(lowerAt(tokens, at)) &&
    /^(?:of|that the|in)$/.test(lowerAt(tokens, at + 1)) &&
    !/^\p{Lu}/u.test(tokens[at - 1]?.text ?? '')
  );
}

// `Divers found 16 more bodies` tells a deed; whoever tells of it may stand behind.
const isFindOfBodies = (tokens: readonly Token[], at: number): boolean =>
  lowerAt(tokens, at) === 'found' &&
  [2, 3, 4].some((step) => /^(?:bodies|corpses|survivors)$/.test(lowerAt(tokens, at + step)));

// `in a statement posted online`: the text is what is posted, nobody is named as posting it.
const isPostedText = (tokens: readonly Token[], at: number): boolean =>
  lowerAt(tokens, at) === 'posted' &&
  /^(?:statement|message|video|letter|note)s?$/.test(lowerAt(tokens, at - 1));

const BEFORE_NOUN = wordSet(
  'was were is are been being be to the a an its his their of by in as this that these those',
);

// `state television`, `air support`: forms that are verbs only with a clause or a plural subject.
function isBareNoun(tokens: readonly Token[], at: number): boolean {
  const word = lowerAt(tokens, at);
  if (word === 'state') return lowerAt(tokens, at + 1) !== 'that';
  if (!/^(?:support|oppose|favour|favor)$/.test(word)) return false;
  return !/(?:s|people|who|police|they|we|,)$/.test(lowerAt(tokens, at - 1));
}

// `The Human Rights Centre (HRC) said`: the bracket is stepped over.
export function beforeBracket(tokens: readonly Token[], end: number): number {
  if (lowerAt(tokens, end - 1) !== ')') return end;
  for (let at = end - 2; at > Math.max(0, end - 6); at--)
    if (lowerAt(tokens, at) === '(') return at;
  return end;
}

// `a UN report has found`: after a singular article the bare form is a noun.
export const isNoun = (tokens: readonly Token[], first: number, verb: number): boolean =>
  /^(?:report|claim|count|estimate|state|note|list|document|record)$/.test(lowerAt(tokens, verb)) &&
  /^(?:a|an|the|this|that|its|his|their)$/.test(lowerAt(tokens, first));

/** Where the subject of a verb ends when an aside stands between them, and what the aside says of it. */
export interface Aside {
  readonly head: number;
  readonly description: readonly Token[];
  /** Token of the comma behind a description that stands before the name. */
  readonly described?: number;
}

// `John Doe, the chief spokesman, said`: the name stands before the aside. `The chief spokesman, John Doe, said`: the
// aside is the name, and what stands before it describes.
export function appositive(tokens: readonly Token[], end: number): Aside | null {
  if (lowerAt(tokens, end - 1) !== ',') return null;
  for (let at = end - 2; at > Math.max(0, end - 22); at--) {
    if (CLAUSE_ENDS.has(lowerAt(tokens, at))) return null;
    if (lowerAt(tokens, at) !== ',') continue;
    const aside = tokens.slice(at + 1, end - 1);
    // `Doe, the city's chief of police,` and `Doe, Mosul's police chief,` end in a common noun; a name does not.
    if (!isCapitalised(aside[0]) || OFFICIAL_NOUNS.has(aside.at(-1)?.text ?? ''))
      return { head: at, description: aside };
    if (aside.length <= 5 && aside.length > 1 && aside.every(isNamePart))
      return {
        head: end - 1,
        description: tokens.slice(Math.max(0, at - 8), at),
        described: at,
      };
  }
  return null;
}

/** Where a subject begins whose description stands before the name: `A spokesman, John Doe, said`. Else null. */
export const openingOf = (tokens: readonly Token[], aside: Aside | null): number | null =>
  aside?.described === undefined ? null : (phraseBefore(tokens, aside.described, 0)?.first ?? null);

const isNamePart = (token: Token): boolean =>
  isCapitalised(token) || /^(?:al|el|de|bin|ben|van|von|abu)(?:-|$)/.test(token.lower);

// `The blast, it said, killed ...`: set between commas it covers what stands on both sides.
const isParenthesis = (tokens: readonly Token[], first: number, verb: number): boolean =>
  lowerAt(tokens, first - 1) === ',' && lowerAt(tokens, verb + 1) === ',' && first > 1;

// `officials who spoke to reporters questioned`, `a report released on Monday put`: the subject stands before the clause.
export function relative(tokens: readonly Token[], end: number): Aside | null {
  for (let at = end - 1; at > Math.max(0, end - 14); at--) {
    const word = lowerAt(tokens, at);
    if (word === ',' || CLAUSE_ENDS.has(word)) return null;
    if (word === 'who')
      return at < end - 1 ? { head: at, description: tokens.slice(at, end) } : null;
    if (ISSUED.has(word) && DOCUMENT_NOUNS.has(lowerAt(tokens, at - 1)))
      return { head: at, description: [] };
  }
  return null;
}

const CLAUSE_ENDS = wordSet('. ; : “ ” "');
const ISSUED = wordSet('released published issued obtained seen compiled prepared');

// Words that open a sentence with a phrase of time or place before its subject: `On Monday, police said`.
const OPENERS = wordSet(
  'on in at by for to with from as after before during since last earlier later however meanwhile yesterday today still now but and then also so instead separately asked while when although though despite',
);

// The speaker stands behind what is said when a comma or a closing quotation mark comes before the speaker.
function isBehind(tokens: readonly Token[], first: number, verb: number): boolean {
  const before = lowerAt(tokens, first - 1);
  if (/^["”]$/.test(before)) return true;
  if (before !== ',' && before !== '—' && before !== '–') return false;
  const next = lowerAt(tokens, afterDay(tokens, verb + 1));
  if (next === 'that' || (next === ',' && lowerAt(tokens, verb + 2) === '“')) return false;
  return first > 5 || !OPENERS.has(lowerAt(tokens, 0));
}

// `said on Friday that`: the day of the statement stands beside its verb.
function afterDay(tokens: readonly Token[], at: number): number {
  const day = lowerAt(tokens, at) === 'on' ? at + 1 : at;
  return /^(?:sun|mon|tues|wednes|thurs|fri|satur)day$/.test(lowerAt(tokens, day)) ? day + 1 : at;
}

/** Participles that go on with the speaker of the sentence. */
export const SAYING = wordSet('saying adding noting claiming insisting estimating stating');

// `X disputed that, saying 61 had died`: the participle goes on with the speaker of the sentence.
export function saying(
  tokens: readonly Token[],
  at: number,
  found: readonly Attribution[],
): Attribution | null {
  const speaker = found.at(-1);
  if (speaker === undefined || !SAYING.has(lowerAt(tokens, at))) return null;
  return {
    claimant: speaker.claimant,
    verb: at,
    from: at + 1,
    to: tokens.length,
    order: 'before',
    says: true,
  };
}

/** What the subject at token `first` with its verb at `verb` is reported to say, and on which side of it that stands. */
export function reachOf(
  tokens: readonly Token[],
  first: number,
  verb: number,
): Pick<Attribution, 'from' | 'to' | 'order'> {
  if (
    /^(?:which|whom|that)$/.test(lowerAt(tokens, first - 1)) &&
    lowerAt(tokens, first - 2) === ','
  )
    return { from: verb + 1, to: clauseEnd(tokens, verb), order: 'before' };
  if (isParenthesis(tokens, first, verb)) return { from: 0, to: tokens.length, order: 'behind' };
  if (isBehind(tokens, first, verb)) return { from: 0, to: first, order: 'behind' };
  return { from: verb + 1, to: tokens.length, order: 'before' };
}

// `the strike, which the ministry says hit a depot, also killed ten`: what is said ends with the clause.
function clauseEnd(tokens: readonly Token[], verb: number): number {
  for (let at = verb + 1; at < tokens.length; at++) if (lowerAt(tokens, at) === ',') return at;
  return tokens.length;
}
