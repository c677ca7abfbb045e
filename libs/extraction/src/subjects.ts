import { CALENDAR_WORDS, DOCUMENT_NOUNS } from './data/speakers';
import {
  isPronoun,
  isSpeakingNoun,
  personName,
  phraseAfter,
  phraseBefore,
  type SpeakerPhrase,
} from './speakers';
import { isCapitalised, isPossessive, lowerAt, type Token } from './tokens';

const DETERMINERS = /^(?:a|an|the|his|her|its|their|this|that|these|those)$/;

/** The noun phrase that opens a sentence as its subject, cut at its first noun that can speak: `The inquiry covers`. */
export function shortSubject(tokens: readonly Token[]): SpeakerPhrase | null {
  const phrase = phraseAfter(tokens, 0);
  if (phrase === null || isPronoun(tokens, phrase)) return null;
  for (let at = phrase.first; at < phrase.next; at++) {
    const lower = lowerAt(tokens, at);
    if (at > phrase.first && DETERMINERS.test(lower)) return null;
    if (!isSpeakingNoun(lower) || isSpeakingNoun(lowerAt(tokens, at + 1))) continue;
    return /^\p{Ll}/u.test(tokens[at + 1]?.text ?? '')
      ? { first: phrase.first, next: at + 1 }
      : null;
  }
  return null;
}

/** The subject that a sentence opens with, up to its verb: a person by name or a phrase whose head can speak. */
export function openingSubject(tokens: readonly Token[]): SpeakerPhrase | null {
  const verb = tokens.findIndex(
    ({ text, lower }, at) => at > 0 && /^\p{Ll}/u.test(text) && OPENING_VERB.test(lower),
  );
  if (verb < 1 || verb > 10) return null;
  const phrase = phraseBefore(tokens, verb, 0);
  return phrase !== null && phrase.first === 0 ? phrase : null;
}

const OPENING_VERB =
  /^(?:is|was|are|were|has|had|have|said|told|called|offered|supported|opposed|acknowledged|denied|defended|apologi[sz]ed|warned|added|gave|made|took|spoke|praised|thanked|expressed|condemned|rejected|welcomed|promised)$/;

const MEMBER_LINK = /^(?:of|on|at|from)$/;

/** In `Gen. Doe of the Joint Staff said`, `A Liberal on the panel said` it is the member who speaks, not the body. */
export function memberOf(tokens: readonly Token[], body: SpeakerPhrase): SpeakerPhrase | null {
  const link = body.first - 1;
  const before = tokens[link - 1];
  if (!MEMBER_LINK.test(lowerAt(tokens, link))) return null;
  if (lowerAt(tokens, body.first) !== 'the' && !isCapitalised(tokens[body.first])) return null;
  if (!isCapitalised(before) || CALENDAR_WORDS.has(before?.lower ?? '')) return null;
  const phrase = phraseBefore(tokens, link, 0);
  if (phrase === null) return null;
  const words = tokens.slice(phrase.first, phrase.next);
  return personName(words) !== null ? phrase : null;
}

/** In `residents and a local doctor said` both who speak. */
export function withPartner(tokens: readonly Token[], near: SpeakerPhrase): SpeakerPhrase {
  const and = near.first - 1;
  if (lowerAt(tokens, and) !== 'and' || !/^(?:an?|the)$/.test(lowerAt(tokens, near.first)))
    return near;
  const partner = phraseBefore(tokens, and, 0);
  return partner?.next === and ? { first: partner.first, next: near.next } : near;
}

/** In `according to a count that the ministry gave` the issuer of the document, else null. */
export function issuerBehind(tokens: readonly Token[], named: SpeakerPhrase): SpeakerPhrase | null {
  if (!DOCUMENT_NOUNS.has(lowerAt(tokens, named.next - 1))) return null;
  if (!/^(?:that|which)$/.test(lowerAt(tokens, named.next))) return null;
  for (let at = named.next + 2; at < named.next + 9; at++) {
    if (ISSUES.test(lowerAt(tokens, at))) return phraseBefore(tokens, at, named.next + 1);
  }
  return null;
}

const ISSUES = /^(?:gave|give|issued|released|published|compiled|made|provided|keeps?|kept)$/;

/** The token that opens a relative clause right before a source (`, in which six died, according to ...`), or -1. */
export function relativeBefore(tokens: readonly Token[], source: number): number {
  for (let at = source - 1; at > Math.max(0, source - 24); at--) {
    if (/^(?:[.;:“”"])$/.test(lowerAt(tokens, at))) return -1;
    const opens = /^(?:which|whom|where)$/.test(lowerAt(tokens, at));
    if (opens && /^(?:,|in|of)$/.test(lowerAt(tokens, at - 1))) return at;
  }
  return -1;
}

/** `the general`, `this former minister`; `the group's spokesman` and `the Interior Ministry` are told by more. */
export const isBareDescription = (words: readonly Token[]): boolean =>
  /^(?:the|this)$/.test(words[0]?.lower ?? '') &&
  words.length <= 3 &&
  !words.slice(1).some(isCapitalised) &&
  !words.slice(1, -1).some(isPossessive);
