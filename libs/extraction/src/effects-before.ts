import { type Effect } from '@wirebrief/claims';

import { CASUALTIES, INJURED, INJURING, KILLED, KILLING, WEAK_KILLED } from './data/casualty-words';
import { ADVERBS, AUXILIARIES, FORMS_OF_BE } from './data/function-words';
import { REPORTING_VERBS } from './data/speakers';
import { type FoundEffect } from './found-effect';
import { lowerAt, type Token } from './tokens';

const LEFT_PADDING = new Set(
  ': the his her its their all both another other also only just at once instantly immediately outright an a additional some possibly perhaps reportedly entire whole “ " \' ‘ between from'.split(
    ' ',
  ),
);

/** Looks to the left of a phrase for the verb or noun that takes it as object: `killing ...`, `the deaths of ...`. */
export function effectBefore(tokens: readonly Token[], first: number): FoundEffect | null {
  const at = padded(tokens, first);
  const effect =
    verbEffect(tokens, at) ??
    nominalEffect(tokens, at) ??
    tollEffect(tokens, at) ??
    listEffect(tokens, at);
  return effect === null
    ? addedEffect(tokens, at)
    : { effect, side: 'left', gap: first - 1 - at, at };
}

// Steps over `most of the`, `all`, `the other` to the word that governs the number.
function padded(tokens: readonly Token[], first: number): number {
  let at = first - 1;
  if (
    lowerAt(tokens, at) === 'the' &&
    lowerAt(tokens, at - 1) === 'of' &&
    /^(?:most|all|some|many|none|half)$/.test(lowerAt(tokens, at - 2))
  )
    at -= 3;
  if (lowerAt(tokens, at) === 'of' && /^famil(?:y|ies)$/.test(lowerAt(tokens, at - 1))) at -= 2;
  const floor = at - 3;
  while (at >= Math.max(0, floor) && isPadding(tokens, at)) at--;
  return at;
}

const isPadding = (tokens: readonly Token[], at: number): boolean =>
  LEFT_PADDING.has(lowerAt(tokens, at)) &&
  (lowerAt(tokens, at) !== 'at' || lowerAt(tokens, at + 1) === 'once');

function verbEffect(tokens: readonly Token[], at: number): Effect | null {
  const word = lowerAt(tokens, at);
  if (KILLING.has(word)) return isActive(tokens, at) ? 'killed' : null;
  if (INJURING.has(word)) return 'injured';
  if (KILLED.has(word) && !WEAK_KILLED.has(word))
    return isActive(tokens, at) ? activeKill(tokens, at) : null;
  if (INJURED.has(word)) return isActive(tokens, at) ? activeInjury(tokens, at) : null;
  return word === 'dead' && WEAK_KILLED.has(lowerAt(tokens, at - 1)) ? 'killed' : null;
}

const activeKill = (tokens: readonly Token[], at: number): Effect =>
  /^(?:or|and)$/.test(lowerAt(tokens, at - 1)) && INJURED.has(lowerAt(tokens, at - 2))
    ? 'casualties'
    : 'killed';

const activeInjury = (tokens: readonly Token[], at: number): Effect =>
  /^(?:or|and)$/.test(lowerAt(tokens, at - 1)) &&
  (KILLED.has(lowerAt(tokens, at - 2)) || KILLING.has(lowerAt(tokens, at - 2)))
    ? 'casualties'
    : 'injured';

function isActive(tokens: readonly Token[], at: number): boolean {
  let before = at - 1;
  while (before >= 0 && ADVERBS.has(lowerAt(tokens, before)) && lowerAt(tokens, before) !== 'to')
    before--;
  return !FORMS_OF_BE.has(lowerAt(tokens, before)) || /ing$/.test(lowerAt(tokens, at));
}

const DEED =
  /^(?:deaths?|killings?|killers?|murders?|murderers?|assassins?|assassinations?|massacres?|slayings?|executions?|slaughter|loss|lives|bodies|corpses|remains)$/;
const HARM = /^(?:wounding|injuring|injury|injuries|maiming)$/;

function nominalEffect(tokens: readonly Token[], at: number): Effect | null {
  if (lowerAt(tokens, at) !== 'of')
    return /^(?:of)$/.test(lowerAt(tokens, at - 1)) && DEED.test(lowerAt(tokens, at - 2))
      ? 'killed'
      : null;
  const deed = lowerAt(tokens, at - 1);
  if (DEED.test(deed)) return 'killed';
  return HARM.test(deed) ? 'injured' : null;
}

const TOLL_LINK =
  /^(?:at|to|of|is|was|now|reached|exceeded|stood|stands|by|with|includes|included|including|:|topped|passed|as|than|from)$/;

// `the death toll rose to 12`, `death toll now 23`: the noun stands a few words before the number.
function tollEffect(tokens: readonly Token[], at: number): Effect | null {
  if (!TOLL_LINK.test(lowerAt(tokens, at))) return null;
  for (let before = at; before > Math.max(-1, at - 18); before--) {
    const word = lowerAt(tokens, before);
    if (/^[;.]$/.test(word)) return null;
    if (word === 'toll' || word === 'tolls')
      return lowerAt(tokens, before - 1) === 'injury' ? 'injured' : 'killed';
    if (word === 'casualties') return at - before <= 3 ? 'casualties' : null;
    if (word === 'number') {
      const effect = numberEffect(tokens, before + 1);
      if (effect !== undefined) return effect;
    }
  }
  return null;
}

// `the number of dead`, `the number killed in ...`; any other number says nothing.
function numberEffect(tokens: readonly Token[], at: number): Effect | null | undefined {
  const [word, next, second] = [0, 1, 2].map((step) => lowerAt(tokens, at + step));
  if (/^(?:killed|dead|wounded|injured)$/.test(word ?? '')) return countedBy(word ?? '');
  return word === 'of' ? countedBy(next ?? '', second ?? '') : undefined;
}

function countedBy(...words: readonly string[]): Effect | null {
  if (words.some((word) => /^(?:dead|deaths|killed|fatalities)$/.test(word))) return 'killed';
  if (words.some((word) => /^(?:wounded|injured|injuries)$/.test(word))) return 'injured';
  return words.some((word) => CASUALTIES.has(word)) ? 'casualties' : null;
}

// `The dead included 13 soldiers`, `Among the wounded were four nurses`, `The victims were two boys`.
function listEffect(tokens: readonly Token[], at: number): Effect | null {
  if (
    !/^(?:include|includes|included|including|were|was|are|comprised|comprise)$/.test(
      lowerAt(tokens, at),
    )
  )
    return null;
  for (let before = at - 1; before >= Math.max(0, at - 6); before--) {
    const word = lowerAt(tokens, before);
    if (/^(?:dead|killed|deaths|fatalities|victims|slain)$/.test(word)) return 'killed';
    if (/^(?:wounded|injured)$/.test(word)) return 'injured';
    if (/^[,;]$/.test(word)) return null;
  }
  return null;
}

// `killed the mayor, as well as two farmers`, `the murder of Doe, his wife and two others`, `was shot dead along with
// three guards`: the number closes a list whose verb or noun stands some words before.
function addedEffect(tokens: readonly Token[], at: number): FoundEffect | null {
  const joint = jointAt(tokens, at);
  if (joint === null) return null;
  for (let before = at - 1; before > Math.max(-1, at - 18); before--) {
    const nominal = lowerAt(tokens, before) === 'of' ? nominalEffect(tokens, before) : null;
    const passive = joint === 'besides' ? passiveEffect(tokens, before) : null;
    const effect = verbEffect(tokens, before) ?? nominal ?? passive;
    if (effect !== null) return { effect, side: 'left', gap: at - before, at: before };
    if (!isListWord(tokens, before)) return null;
  }
  return null;
}

// What joins the number to a list; `along with` and `as well as` may also follow a passive.
function jointAt(tokens: readonly Token[], at: number): 'and' | 'besides' | null {
  const [joint, before] = [lowerAt(tokens, at), lowerAt(tokens, at - 1)];
  if (joint === 'and' || joint === 'including') return 'and';
  if (joint === ',') return /^others?$/.test(lowerAt(tokens, at + 2)) ? 'and' : null;
  if (joint === 'with') return /^(?:along|together)$/.test(before) ? 'besides' : null;
  return joint === 'as' && before === 'well' ? 'besides' : null;
}

function passiveEffect(tokens: readonly Token[], at: number): Effect | null {
  const word = lowerAt(tokens, at);
  if (KILLED.has(word) || word === 'died' || word === 'dead') return 'killed';
  return INJURED.has(word) ? 'injured' : null;
}

function isListWord(tokens: readonly Token[], at: number): boolean {
  const word = lowerAt(tokens, at);
  if (/^[;:.?!“”"]$/.test(word)) return false;
  if (/^(?:that|which|when|after|before|while|because|as|but|if|where|by)$/.test(word))
    return lowerAt(tokens, at + 1) === 'well' || lowerAt(tokens, at - 1) === 'well';
  return !AUXILIARIES.has(word) && !REPORTING_VERBS.has(word);
}
