import { type Group } from '@wirebrief/claims';

import { PERSON_NOUNS } from './data/people';
import { readNumeral } from './numbers';
import { lowerAt, type Token } from './tokens';

const FAR = 12;
const GROUPS: ReadonlySet<Group> = new Set([
  'civilians',
  'children',
  'women',
  'men',
  'service members',
  'militants',
]);

/**
 * Groups said without a number to be among those counted in the phrase that ends before token `next`:
 * `ten civilians, including women and children`, `ten people were killed, most of them children`.
 */
export function groupsAmong(tokens: readonly Token[], next: number, own: Group): readonly Group[] {
  for (let at = next; at < Math.min(tokens.length, next + FAR); at++) {
    if (/^[;:”"]$/.test(lowerAt(tokens, at)) || readNumeral(tokens, at) !== null) break;
    const list = listAfter(tokens, at);
    if (list >= 0) return groupsFrom(tokens, list).filter((group) => group !== own);
  }
  return [];
}

// The token at which the named groups begin, or -1.
function listAfter(tokens: readonly Token[], at: number): number {
  const [word, second] = [lowerAt(tokens, at), lowerAt(tokens, at + 1)];
  if (word === 'including') return at + 1;
  if (word === 'among' && /^(?:them|whom)$/.test(second)) return at + 2;
  return lowerAt(tokens, at - 1) === ',' ? shareAfter(tokens, at) : -1;
}

// `mostly women`, `most of them children`, `many of whom were children`
function shareAfter(tokens: readonly Token[], at: number): number {
  if (/^(?:mostly|mainly)$/.test(lowerAt(tokens, at))) return at + 1;
  if (!/^(?:some|many|most|half)$/.test(lowerAt(tokens, at))) return -1;
  if (!/^of (?:them|whom)$/.test(`${lowerAt(tokens, at + 1)} ${lowerAt(tokens, at + 2)}`))
    return -1;
  return /^(?:were|are)$/.test(lowerAt(tokens, at + 3)) ? at + 4 : at + 3;
}

function groupsFrom(tokens: readonly Token[], from: number): readonly Group[] {
  const found: Group[] = [];
  for (let at = from; at < from + 8; at++) {
    const word = lowerAt(tokens, at);
    if (readNumeral(tokens, at) !== null || !/^[\p{L},-]/u.test(word)) break;
    const group = PERSON_NOUNS.get(word);
    if (group !== undefined && GROUPS.has(group) && !found.includes(group)) found.push(group);
    const goesOn = /^(?:and|,)$/.test(lowerAt(tokens, at + 1));
    if (group !== undefined && !goesOn) break;
  }
  return found;
}
