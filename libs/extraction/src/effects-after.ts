import { type Effect } from '@wirebrief/claims';

import {
  CASUALTIES,
  DEAD,
  DEATHS,
  DIED,
  INJURED,
  INJURIES,
  KILLED,
  MISSING,
  WEAK_KILLED,
} from './data/casualty-words';
import { ADVERBS, AUXILIARIES, FORMS_OF_BE } from './data/function-words';
import { PERSON_NOUNS } from './data/people';
import { type FoundEffect } from './found-effect';
import { isCapitalised, isWord, lowerAt, type Token } from './tokens';

const REACH = 16;
const STOP = new Set(
  '; : . ? ! but after when as because while before if though although since so said says told say adding killing wounding injuring leaving'.split(
    ' ',
  ),
);
const PREPOSITIONS = new Set(
  'of in at from on aboard inside near with by under during for to outside around who that which whom whose believed suspected accused described linked'.split(
    ' ',
  ),
);
const ASIDES =
  /^(?:including|among|amongst|most|mostly|all|some|many|one|two|three|four|five|half|several|at|who|whose|both|mainly|each|aged|a|an|the|as)$/;

/** Looks to the right of a phrase for what befell its people: `... were killed`, `... dead`, `... lost their lives`. */
export function effectAfter(
  tokens: readonly Token[],
  from: number,
  stopAt: number,
): FoundEffect | null {
  const scan: Scan = { at: from, gap: 0, aux: false, loose: false };
  const limit = Math.min(tokens.length, from + REACH, stopAt);
  while (scan.at < limit) {
    const effect = predicateAt(tokens, scan.at, scan);
    if (effect !== null) return { effect, side: 'right', gap: scan.gap, at: scan.at };
    if (!stepOver(tokens, scan, limit)) return null;
  }
  return null;
}

interface Scan {
  at: number;
  gap: number;
  aux: boolean;
  /** Inside a prepositional phrase or a relative clause, where any word may follow. */
  loose: boolean;
}

function stepOver(tokens: readonly Token[], scan: Scan, limit: number): boolean {
  const word = lowerAt(tokens, scan.at);
  if (AUXILIARIES.has(word) || isFiller(word)) {
    scan.aux = scan.aux || FORMS_OF_BE.has(word);
    scan.at++;
    return true;
  }
  if (/^[,(–—-]$/.test(word)) return stepOverAside(tokens, scan, limit);
  const joins = joinsOne(tokens, scan.at);
  if (STOP.has(word) || (/^(?:and|or)$/.test(word) && !joins)) return false;
  scan.gap++;
  scan.at++;
  if (PREPOSITIONS.has(word) || joins) {
    scan.loose = true;
    scan.aux = false;
    return true;
  }
  return scan.loose && isWordOrNumber(tokens[scan.at - 1]);
}

const isFiller = (word: string): boolean =>
  ADVERBS.has(word) || QUOTES.has(word) || (word.endsWith('ly') && /^\p{Ll}{5,}$/u.test(word));

const QUOTES: ReadonlySet<string> = new Set('"“”’\'');

// `two teenagers and a baby were killed`: one more person without a number shares the predicate.
const joinsOne = (tokens: readonly Token[], at: number): boolean =>
  lowerAt(tokens, at) === 'and' && /^(?:a|an|his|her|their)$/.test(lowerAt(tokens, at + 1));

const isWordOrNumber = (token: Token | undefined): boolean =>
  token !== undefined && /^[\p{L}\d]/u.test(token.text);

// `Ten people, including three children, were killed`: the aside closes with the mark that opened it.
function stepOverAside(tokens: readonly Token[], scan: Scan, limit: number): boolean {
  // A mark that closes an aside around the phrase itself: `..., including seven children, were killed`.
  if (scan.gap === 0 && AUXILIARIES.has(lowerAt(tokens, scan.at + 1))) {
    scan.at++;
    return true;
  }
  if (!ASIDES.test(lowerAt(tokens, scan.at + 1)) && lowerAt(tokens, scan.at) !== '(') return false;
  for (let at = scan.at + 1; at < limit; at++) {
    if (/^[,)–—-]$/.test(lowerAt(tokens, at)) && !/^\d/.test(lowerAt(tokens, at + 1))) {
      scan.at = at + 1;
      scan.gap++;
      return true;
    }
  }
  return false;
}

function predicateAt(tokens: readonly Token[], at: number, scan: Scan): Effect | null {
  const word = lowerAt(tokens, at);
  if (KILLED.has(word) || INJURED.has(word)) return participleAt(tokens, at, scan);
  if (DIED.has(word)) return scan.aux && word === 'dying' ? null : 'killed';
  if (DEAD.has(word)) return isDeadPredicate(tokens, at, scan) ? 'killed' : null;
  if (MISSING.has(word)) return isMissingPredicate(tokens, at, scan) ? 'missing' : null;
  return phraseEffect(tokens, at, scan) ?? nounAt(word, scan);
}

// `lost their lives`, `suffered burns`, `are among the dead`.
function phraseEffect(tokens: readonly Token[], at: number, scan: Scan): Effect | null {
  const word = lowerAt(tokens, at);
  if (word === 'among') return scan.aux ? amongEffect(tokens, at + 1) : null;
  if (word === 'lost') {
    const life =
      /^(?:their|his|her)$/.test(lowerAt(tokens, at + 1)) &&
      /^li(?:fe|ves)$/.test(lowerAt(tokens, at + 2));
    return life ? 'killed' : null;
  }
  const suffered = /^(?:suffered|sustained|suffering|received)$/.test(word);
  return suffered && hasInjuryObject(tokens, at) ? 'injured' : null;
}

const isMissingPredicate = (tokens: readonly Token[], at: number, scan: Scan): boolean =>
  scan.aux || scan.gap === 0 || /^(?:remain|remained|went|still)$/.test(lowerAt(tokens, at - 1));

// `Two officers are among the wounded`.
function amongEffect(tokens: readonly Token[], at: number): Effect | null {
  const noun =
    lowerAt(tokens, at) === 'the' || lowerAt(tokens, at) === 'those'
      ? lowerAt(tokens, at + 1)
      : lowerAt(tokens, at);
  if (/^(?:dead|killed|fatalities|deceased|slain)$/.test(noun)) return 'killed';
  if (/^(?:wounded|injured)$/.test(noun)) return 'injured';
  return /^(?:casualties|victims)$/.test(noun) ? 'casualties' : null;
}

function nounAt(word: string, scan: Scan): Effect | null {
  if (scan.gap > 0 || scan.aux) return null;
  if (DEATHS.has(word)) return 'killed';
  if (INJURIES.has(word)) return 'injured';
  return CASUALTIES.has(word) ? 'casualties' : null;
}

function hasInjuryObject(tokens: readonly Token[], at: number): boolean {
  for (let next = at + 1; next < at + 5; next++)
    if (/^(?:injur(?:y|ies)|wounds?|burns?)$/.test(lowerAt(tokens, next))) return true;
  return false;
}

function isDeadPredicate(tokens: readonly Token[], at: number, scan: Scan): boolean {
  if (PERSON_NOUNS.has(lowerAt(tokens, at + 1)) && scan.gap > 0) return false;
  return scan.aux || scan.gap === 0;
}

// Without an auxiliary `killed` is a participle only when no object follows: `two bombers killed 13 people`.
function participleAt(tokens: readonly Token[], at: number, scan: Scan): Effect | null {
  const word = lowerAt(tokens, at);
  const negated = /^(?:not|never)$/.test(lowerAt(tokens, at - 1));
  if (negated || (!scan.aux && hasObject(tokens, at + 1))) return null;
  if (WEAK_KILLED.has(word)) return weakEffect(tokens, at);
  if (INJURED.has(word)) return 'injured';
  return isKilledOrInjured(tokens, at) ? 'casualties' : 'killed';
}

const weakEffect = (tokens: readonly Token[], at: number): Effect | null =>
  /^(?:dead|to death)$/.test(lowerAt(tokens, at + 1)) ||
  lowerAt(tokens, at + 2) === 'death' ||
  lowerAt(tokens, at + 2) === 'killed'
    ? 'killed'
    : null;

const isKilledOrInjured = (tokens: readonly Token[], at: number): boolean =>
  /^(?:or|and|and\/or)$/.test(lowerAt(tokens, at + 1)) && INJURED.has(lowerAt(tokens, at + 2));

function hasObject(tokens: readonly Token[], at: number): boolean {
  const next = tokens[at];
  if (next === undefined) return false;
  if (
    /^(?:a|an|the|him|her|his|them|himself|themselves|their|its|another|all|some|more|about|nearly|hundreds|dozens|scores|several|many|no)$/.test(
      next.lower,
    )
  )
    return true;
  if (lowerAt(tokens, at) === 'at' && lowerAt(tokens, at + 1) === 'least') return true;
  if (lowerAt(tokens, at) === 'as' && lowerAt(tokens, at + 1) === 'many') return true;
  if (/^\d/.test(next.text) || PERSON_NOUNS.has(next.lower) || NUMBER_WORD.test(next.lower))
    return true;
  return (
    isCapitalised(next) &&
    isWord(next) &&
    !/^(?:Sunday|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|In|On|At|By|After)$/.test(
      next.text,
    )
  );
}

const NUMBER_WORD =
  /^(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty)$/;
