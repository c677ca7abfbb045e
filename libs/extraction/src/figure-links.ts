import { type FoundEffect } from './found-effect';
import { type Counted } from './noun-phrases';
import { type Quantity } from './quantities';
import { lowerAt, type Token } from './tokens';

/** A counted phrase on its way to a figure. `lent` is the index of the phrase that lends the effect, or -1. */
export interface Item {
  readonly quantity: Quantity;
  readonly counted: Counted;
  found: FoundEffect | null;
  lent: number;
  part: boolean;
}

/** Parts and coordinated phrases take the effect of the phrase beside them. */
export function lend(tokens: readonly Token[], items: readonly Item[]): void {
  lendRight(tokens, items);
  for (const [left, right] of pairsOf(tokens, items).reverse()) {
    if (left.found !== null || right.found?.side !== 'right') continue;
    // A part that has its effect from further right shares it with the whole it belongs to.
    if (right.part ? right.lent >= 0 : isCoordinated(tokens, left, right))
      borrow(left, right, items.indexOf(right));
  }
  lendRight(tokens, items);
}

function lendRight(tokens: readonly Token[], items: readonly Item[]): void {
  for (const [left, right] of pairsOf(tokens, items)) {
    right.part = right.part || isPart(tokens, left, right);
    if (right.found !== null || left.found === null) continue;
    if (right.part || isCoordinated(tokens, left, right)) borrow(right, left, items.indexOf(left));
  }
}

function pairsOf(
  tokens: readonly Token[],
  items: readonly Item[],
): (readonly [left: Item, right: Item])[] {
  return items.flatMap((right, at) => {
    const left = at === 0 ? undefined : items[leftOf(tokens, items, at)];
    return left === undefined ? [] : [[left, right] as const];
  });
}

// The phrase to the left on the same level: `six people (four women and two men) and three dogs` skips the bracket.
function leftOf(tokens: readonly Token[], items: readonly Item[], at: number): number {
  const level = levelOf(tokens, items[at]);
  for (let left = at - 1; left >= 0; left--) if (levelOf(tokens, items[left]) <= level) return left;
  return at - 1;
}

function levelOf(tokens: readonly Token[], item: Item | undefined): number {
  let level = 0;
  for (let at = 0; at < (item?.quantity.first ?? 0); at++) {
    if (tokens[at]?.text === '(') level++;
    if (tokens[at]?.text === ')') level--;
  }
  return level;
}

function borrow(to: Item, from: Item, index: number): void {
  to.found = from.found;
  to.lent = index;
}

/** Words between two phrases, a bracket after the left one left out. */
export function between(tokens: readonly Token[], left: Item, right: Item): readonly string[] {
  const words = tokens.slice(left.counted.next, right.quantity.first).map((token) => token.lower);
  const close = words[0] === '(' ? words.indexOf(')') : -1;
  return close < 0 ? words : words.slice(close + 1);
}

// `six people were killed, four of them children`: a predicate right behind the whole is stepped over.
function betweenPredicate(tokens: readonly Token[], left: Item, right: Item): readonly string[] {
  const { found, counted } = left;
  const stepped =
    found !== null &&
    found.side === 'right' &&
    right.counted.part &&
    found.at >= counted.next &&
    found.at < right.quantity.first;
  if (!stepped) return between(tokens, left, right);
  return tokens.slice(found.at + 1, right.quantity.first).map(({ lower }) => lower);
}

/** Whether the right phrase counts a part of the left one: `..., including three`, `..., two of them`. */
export function isPart(tokens: readonly Token[], left: Item, right: Item): boolean {
  const words = betweenPredicate(tokens, left, right);
  if (words.join('') === '(') return true;
  if (words.length > 10 || words.includes(';')) return false;
  if (words.some((word) => /^(?:including|include|included|among|amongst)$/.test(word)))
    return true;
  const opens =
    words.length > 0 &&
    words.every((word) => /^[,(–—-]$|^(?:and|of|which|whom|with|at|least)$/.test(word));
  return opens && right.counted.part && right.found === null;
}

function isCoordinated(tokens: readonly Token[], left: Item, right: Item): boolean {
  const words = between(tokens, left, right);
  if (words.length === 0 || words.length > 9) return false;
  if (words.every((word) => JOINTS.test(word))) return true;
  if (isGapped(tokens, left, right, words)) return true;
  return (
    /^(?:and|or)$/.test(words.at(-1) ?? '') &&
    words.length <= 6 &&
    /^(?:of|from|in|at|inside|near|aboard|on)$/.test(words[0] ?? '')
  );
}

// `38 people died at the scene and 12 in hospital`: the verb is left out the second time.
function isGapped(
  tokens: readonly Token[],
  left: Item,
  right: Item,
  words: readonly string[],
): boolean {
  if (words.at(-1) !== 'and' || left.found?.side !== 'right' || right.counted.head !== 'none')
    return false;
  const verbBetween = left.found.at >= left.counted.next && left.found.at < right.quantity.first;
  return (
    verbBetween &&
    /^(?:at|in|on|later|near|outside|inside|from)$/.test(lowerAt(tokens, right.quantity.next))
  );
}

const JOINTS =
  /^(?:,|and|&|or|even|as|well|plus|also|another|the|other|with|along|together|their|his|her|its|a|an|one|soldier|civilian|person|child|woman|man|officer|policeman|driver|him|himself)$/;
