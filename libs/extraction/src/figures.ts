import { type Effect, type Group } from '@wirebrief/claims';

import { type FoundEffect, effectAfter, effectBefore } from './effects';
import { PERSON_NOUNS } from './data/people';
import { type Counted, readCounted } from './noun-phrases';
import { type Quantity, readQuantities } from './quantities';
import { type Sentence } from './sentences';
import { isCapitalised, type Token } from './tokens';

/** A casualty figure in a sentence, before it is known who says it and of what. */
export interface Figure {
  readonly sentence: number;
  readonly quantity: Quantity;
  readonly effect: Effect;
  readonly group: Group;
  readonly country: string;
  /** Tokens of number and noun: `first` inclusive, `next` exclusive. */
  readonly first: number;
  readonly next: number;
  /** Token of the word that tells the effect. */
  readonly evidence: number;
  /** True where the word that tells the effect belongs to another figure of the sentence. */
  readonly lent: boolean;
  readonly increment: boolean;
  /** Index in the sentence's figures of the figure that this one is a part of, or -1. */
  readonly partOf: number;
}

interface Item {
  readonly quantity: Quantity;
  readonly counted: Counted;
  found: FoundEffect | null;
  lent: number;
  part: boolean;
}

const lowerAt = (tokens: readonly Token[], at: number): string => tokens[at]?.lower ?? '';

/** The figures of one sentence in order. `carried` is the effect that a preceding sentence lends to `It includes ...`. */
export function readFigures(
  sentence: Sentence,
  index: number,
  carried: Effect | null,
): readonly Figure[] {
  const { tokens } = sentence;
  const items = itemsOf(tokens);
  items.forEach((item, at) => {
    item.found = ownEffect(tokens, item, items[at + 1]) ?? carriedEffect(tokens, item, carried);
  });
  lend(tokens, items);
  return items.flatMap((item, at) => toFigure(tokens, items, { item, at, index }));
}

function itemsOf(tokens: readonly Token[]): readonly Item[] {
  return readQuantities(tokens)
    .map((quantity): Item => ({
      quantity,
      counted: readCounted(tokens, quantity),
      found: null,
      lent: -1,
      part: false,
    }))
    .filter(
      (item, at, all) =>
        item.counted.head !== 'thing' &&
        !isAge(tokens, item) &&
        !isYear(item) &&
        !isOwner(tokens, item, all[at - 1]),
    );
}

// `Sam Doe, 21,` and `(40)` are ages; `aged 4, 3 and 2` as well.
function isAge(tokens: readonly Token[], { quantity, counted }: Item): boolean {
  if (counted.head !== 'none' || counted.part) return false;
  const [before, after] = [lowerAt(tokens, quantity.first - 1), lowerAt(tokens, quantity.next)];
  if (before === '(' && after === ')') return true;
  if (/^(?:aged|age|ages)$/.test(before)) return true;
  return (
    before === ',' &&
    isCapitalised(tokens[quantity.first - 2]) &&
    /^[,.]?$/.test(after) &&
    quantity.qualifier === 'exact'
  );
}

// `ten members of one family`: the second number counts no people of its own.
const isOwner = (tokens: readonly Token[], item: Item, before: Item | undefined): boolean =>
  before !== undefined &&
  lowerAt(tokens, item.quantity.first - 1) === 'of' &&
  before.counted.next === item.quantity.first - 1;

const isYear = ({ quantity, counted }: Item): boolean =>
  counted.head === 'none' &&
  quantity.min === quantity.max &&
  (quantity.min ?? 0) >= 1900 &&
  (quantity.min ?? 0) <= 2100 &&
  quantity.qualifier === 'exact';

function ownEffect(
  tokens: readonly Token[],
  item: Item,
  following: Item | undefined,
): FoundEffect | null {
  const { quantity, counted } = item;
  const after =
    effectAfter(tokens, counted.next, following?.quantity.first ?? tokens.length) ??
    skipItem(tokens, item, following);
  const before = effectBefore(tokens, quantity.first);
  if (counted.head === 'unknown')
    return after?.effect === 'killed' || after?.effect === 'injured'
      ? after.gap === 0
        ? after
        : before
      : lives(tokens, item, before);
  if (counted.head === 'none' && after !== null && after.gap > 2 && before === null) return null;
  if (after !== null && (before === null || after.gap === 0)) return after;
  return before ?? after ?? headEffect(tokens, item);
}

// A right-hand predicate may stand behind a counted thing: `ten people in two cars were killed` is found by the scan
// itself; behind a part (`12 people, three of them children, were killed`) it is not.
function skipItem(
  tokens: readonly Token[],
  item: Item,
  following: Item | undefined,
): FoundEffect | null {
  if (following === undefined || !isPart(tokens, item, following)) return null;
  const from = following.counted.next;
  const close = /^[,)–—-]$/.test(lowerAt(tokens, from)) ? from + 1 : from;
  const found = effectAfter(tokens, close, tokens.length);
  return found !== null && found.gap === 0 ? found : null;
}

// `claimed 30 lives`; an unknown noun after `killed` counts when it is the name of a people.
function lives(
  tokens: readonly Token[],
  { quantity, counted }: Item,
  before: FoundEffect | null,
): FoundEffect | null {
  const noun = tokens[counted.next - 1];
  const verb = lowerAt(tokens, quantity.first - 1);
  if (noun?.lower === 'lives') {
    return /^(?:claimed|claiming|claims|cost|costing|took|taking|lost|losing)$/.test(verb)
      ? { effect: 'killed', side: 'left', gap: 0, at: quantity.first - 1 }
      : null;
  }
  return before !== null && isCapitalised(noun) && /s$/.test(noun?.lower ?? '') ? before : null;
}

// The head noun tells the effect by itself: `60 victims`, `ten casualties`, `the bodies of`.
function headEffect(tokens: readonly Token[], { counted }: Item): FoundEffect | null {
  const head = lowerAt(tokens, counted.next - 1);
  const at = counted.next - 1;
  if (/^(?:casualty|casualties|victims?)$/.test(head) && !counted.part)
    return { effect: 'casualties', side: 'right', gap: 0, at };
  if (!/^(?:bodies|corpses)$/.test(head)) return null;
  const rest = [0, 1, 2, 3, 4, 5].map((step) => lowerAt(tokens, counted.next + step));
  if (/^(?:that|which)$/.test(rest[0] ?? '')) return null;
  return rest.some((word) =>
    /^(?:found|recovered|pulled|retrieved|discovered|identified|counted|unearthed)$/.test(word),
  )
    ? { effect: 'killed', side: 'right', gap: 1, at }
    : null;
}

function carriedEffect(
  tokens: readonly Token[],
  { quantity }: Item,
  carried: Effect | null,
): FoundEffect | null {
  if (carried === null || quantity.first > 4) return null;
  const verb = lowerAt(tokens, quantity.first - 1);
  const subject = lowerAt(tokens, quantity.first - 2);
  const says =
    /^(?:include|includes|included)$/.test(verb) &&
    /^(?:it|they|these|those|this|figure|total|toll|number|count)$/.test(subject);
  const among =
    /^(?:were|was|are)$/.test(verb) &&
    subject === 'them' &&
    lowerAt(tokens, quantity.first - 3) === 'among';
  return says || among ? { effect: carried, side: 'left', gap: 0, at: quantity.first - 1 } : null;
}

/** Parts and coordinated phrases take the effect of the phrase beside them. */
function lend(tokens: readonly Token[], items: readonly Item[]): void {
  for (let at = 1; at < items.length; at++) {
    const [left, right] = [items[at - 1], items[at]];
    if (left === undefined || right === undefined) continue;
    right.part = isPart(tokens, left, right);
    const linked = right.part || isCoordinated(tokens, left, right);
    if (right.found === null && left.found !== null && linked) borrow(right, left, at - 1);
  }
  for (let at = items.length - 2; at >= 0; at--) {
    const [left, right] = [items[at], items[at + 1]];
    if (left === undefined || right === undefined || left.found !== null || right.found === null)
      continue;
    if (right.found.side === 'right' && !right.part && isCoordinated(tokens, left, right))
      borrow(left, right, at + 1);
  }
}

function borrow(to: Item, from: Item, index: number): void {
  to.found = from.found;
  to.lent = index;
}

function between(tokens: readonly Token[], left: Item, right: Item): readonly string[] {
  return tokens.slice(left.counted.next, right.quantity.first).map((token) => token.lower);
}

function isPart(tokens: readonly Token[], left: Item, right: Item): boolean {
  const words = between(tokens, left, right);
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
  if (words.length === 0 || words.length > 6) return false;
  if (
    words.every((word) =>
      /^(?:,|and|&|or|as|well|plus|also|another|the|another|other|with|along)$/.test(word),
    )
  )
    return true;
  return words.at(-1) === 'and' && words.length <= 4 && /^(?:of|from|in|at)$/.test(words[0] ?? '');
}

interface Place {
  readonly item: Item;
  readonly at: number;
  readonly index: number;
}

function toFigure(
  tokens: readonly Token[],
  items: readonly Item[],
  { item, at, index }: Place,
): readonly Figure[] {
  const { quantity, counted, found } = item;
  if (found === null || (quantity.min ?? quantity.max ?? 0) > 5_000_000) return [];
  const spread = distributed(tokens, items, at);
  const together = counted.head === 'noun' ? ownerBesides(tokens, quantity, counted) : 0;
  return [
    {
      sentence: index,
      quantity: { ...quantity, ...spread, ...(together > 0 ? plus(quantity, together) : {}) },
      effect: found.effect,
      group: refined(tokens, counted, found),
      country: counted.country,
      first: quantity.first,
      next: Math.max(counted.next, quantity.next),
      evidence: found.at,
      lent: item.lent >= 0,
      increment: isIncrement(tokens, items, at),
      partOf: item.part ? item.lent : -1,
    },
  ];
}

const plus = ({ min, max }: Quantity, more: number): Pick<Quantity, 'min' | 'max'> => ({
  min: min === null ? null : min + more,
  max: max === null ? null : max + more,
});

// `at least 9 staff and 8 patients`: the bound governs both numbers.
function distributed(
  tokens: readonly Token[],
  items: readonly Item[],
  at: number,
): Partial<Quantity> {
  const [left, right] = [items[at - 1], items[at]];
  if (
    left === undefined ||
    right === undefined ||
    right.part ||
    right.quantity.qualifier !== 'exact'
  )
    return {};
  if (left.quantity.qualifier !== 'at least' || left.found?.effect !== right.found?.effect)
    return {};
  if (!/^(?:and|&)$/.test(between(tokens, left, right).join(' '))) return {};
  return { max: null, qualifier: 'at least' };
}

// `an aid worker and nine of his family`, `a driver and his two sons were killed`: counted together.
function ownerBesides(tokens: readonly Token[], { first }: Quantity, counted: Counted): number {
  if (!/^(?:members?|relatives?|family|families)$/.test(lowerAt(tokens, counted.next - 1)))
    return 0;
  const possessive = /^(?:his|her)$/.test(lowerAt(tokens, first - 1));
  const of = /^(?:his|her)$/.test(lowerAt(tokens, counted.next - 2));
  const and = possessive ? first - 2 : first - 1;
  if (!(possessive || of) || lowerAt(tokens, and) !== 'and') return 0;
  for (let at = and - 1; at >= Math.max(0, and - 4); at--)
    if (/^(?:a|an)$/.test(lowerAt(tokens, at))) return 1;
  return 0;
}

// `one of those killed was a courier`, `the two dead were children`: the complement names the group.
function refined(tokens: readonly Token[], counted: Counted, found: FoundEffect): Group {
  if (counted.group !== 'people') return counted.group;
  if (found.side !== 'right' || !/^(?:was|were|is|are)$/.test(lowerAt(tokens, found.at + 1)))
    return counted.group;
  for (let at = found.at + 2; at < found.at + 8; at++) {
    const group = PERSON_NOUNS.get(lowerAt(tokens, at));
    if (group !== undefined && group !== 'people') return group;
    if (/^[,.;]$/.test(lowerAt(tokens, at))) break;
  }
  return counted.group;
}

// `another three died` adds to a total, unless it sets one effect against another in the same breath.
function isIncrement(tokens: readonly Token[], items: readonly Item[], at: number): boolean {
  const item = items[at];
  if (item?.quantity.additional !== true) return false;
  const contrast = items.some(
    (other) => other !== item && other.found !== null && other.found.effect !== item.found?.effect,
  );
  return !contrast && !/^(?:killed|besides)$/.test(lowerAt(tokens, item.quantity.first - 2));
}
