import { type Effect, type Group } from '@wirebrief/claims';

import { groupsAmong } from './among';
import { ARMED_GROUPS, EVENT_NOUNS } from './data/events';
import { PERSON_NOUNS } from './data/people';
import { carriedEffect, itemsOf, ownEffect } from './figure-items';
import { between, type Item, lend } from './figure-links';
import { type FoundEffect } from './found-effect';
import { type Counted } from './noun-phrases';
import { type Quantity } from './quantities';
import { type Sentence } from './sentences';
import { lowerAt, type Token, wordsAt } from './tokens';

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
  /** True where it counts some of a group whose total it is not. */
  readonly part: boolean;
  /** Groups said without a number to be among those counted. */
  readonly among: readonly Group[];
  /** Index in the sentence's figures of the figure that this one is a part of, or -1. */
  readonly partOf: number;
}

/** The figures of one sentence in order. `carried` is the effect that a preceding sentence lends to `It includes ...`. */
export function readFigures(
  sentence: Sentence,
  index: number,
  carried: Effect | null,
): readonly Figure[] {
  const { tokens } = sentence;
  if (isContrary(tokens)) return [];
  const items = itemsOf(tokens);
  if (items.length === 0) return [];
  items.forEach((item, at) => {
    item.found = ownEffect(tokens, item, items[at + 1]) ?? carriedEffect(tokens, item, carried);
  });
  lend(tokens, items);
  return items.flatMap((item, at) => toFigure(tokens, items, { item, at, index }));
}

// `Had the house stood elsewhere, we might be told that ...`: contrary to fact, and so no figure of anything.
const isContrary = (tokens: readonly Token[]): boolean =>
  lowerAt(tokens, 0) === 'had' && tokens.some(({ lower }) => /^(?:might|would|could)$/.test(lower));

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
  const group = likeThoseBefore(tokens, items, at) ?? refined(tokens, counted, found);
  const next = Math.max(counted.next, quantity.next);
  return [
    {
      sentence: index,
      quantity: { ...quantity, ...spread, ...(together > 0 ? plus(quantity, together) : {}) },
      effect: found.effect,
      group,
      country: counted.country,
      first: quantity.first,
      next,
      among: groupsAmong(tokens, next, group),
      evidence: found.at,
      lent: item.lent >= 0,
      increment: isIncrement(tokens, items, at),
      part: isSomeOf(tokens, item.part ? wholeOf(items, at) : undefined, { item, group }),
      partOf: item.part ? item.lent : -1,
    },
  ];
}

const plus = ({ min, max }: Quantity, more: number): Pick<Quantity, 'min' | 'max'> => ({
  min: min === null ? null : min + more,
  max: max === null ? null : max + more,
});

// `at least 6 pupils and 4 teachers`: the bound governs both numbers.
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
  if (left.found?.effect !== right.found?.effect) return {};
  const words = between(tokens, left, right).join(' ');
  if (left.quantity.qualifier === 'at least' && /^(?:and|&)$/.test(words))
    return { max: null, qualifier: 'at least' };
  return left.quantity.qualifier === 'up to' && /^or(?: even)?$/.test(words)
    ? { min: null, qualifier: 'up to' }
    : {};
}

// `an aid worker and nine of his family`, `a driver and his two relatives were killed`: counted together.
function ownerBesides(tokens: readonly Token[], { first }: Quantity, { next }: Counted): number {
  const kin = /^(?:members?|relatives?|family|families|kin)$/.test(lowerAt(tokens, next - 1));
  const before = /^(?:his|her)$/.test(lowerAt(tokens, first - 1));
  const after =
    /^(?:his|her)$/.test(lowerAt(tokens, next - 2)) ||
    /^of (?:his|her) (?:own )?(?:family|household)/.test(wordsAt(tokens, next, 4));
  const and = before ? first - 2 : first - 1;
  if (!kin || !(before || after) || lowerAt(tokens, and) !== 'and') return 0;
  return /(?:^| )an? /.test(`${wordsAt(tokens, and - 4, 4)} `) ? 1 : 0;
}

// `20 civilians in the school and four others beside it`: the others are of the same kind.
function likeThoseBefore(
  tokens: readonly Token[],
  items: readonly Item[],
  at: number,
): Group | null {
  const [left, right] = [items[at - 1], items[at]];
  if (left === undefined || right === undefined) return null;
  if (lowerAt(tokens, right.quantity.next) !== 'others') return null;
  if (lowerAt(tokens, right.quantity.first - 1) !== 'and') return null;
  const isAlike = left.counted.group === 'civilians' && left.found?.effect === right.found?.effect;
  return isAlike ? 'civilians' : null;
}

// `one of those killed was a courier`, `the two dead were children`: the complement names the group.
function refined(tokens: readonly Token[], counted: Counted, found: FoundEffect): Group {
  if (counted.group !== 'people') return counted.group;
  if (found.side === 'left')
    return counted.head === 'none' ? subjectGroup(tokens, found.at) : 'people';
  const among = /^among (?:the |local )?(\S+)/.exec(wordsAt(tokens, found.at + 1, 3))?.[1] ?? '';
  if (counted.head === 'none' && PERSON_NOUNS.has(among))
    return PERSON_NOUNS.get(among) ?? 'people';
  const verb = behindEvent(tokens, found.at + 1);
  if (!/^(?:was|were|is|are)$/.test(lowerAt(tokens, verb))) return 'people';
  return complementGroup(tokens, verb + 1);
}

// `two of those killed in the strike were ...`: where the event is named in between.
function behindEvent(tokens: readonly Token[], from: number): number {
  if (!/^(?:in|by|during)$/.test(lowerAt(tokens, from))) return from;
  for (let at = from + 1; at < from + 5; at++)
    if (EVENT_NOUNS.has(lowerAt(tokens, at))) return at + 1;
  return from;
}

function complementGroup(tokens: readonly Token[], from: number): Group {
  for (const [step, { lower }] of tokens.slice(from, from + 6).entries()) {
    if (ARMED_GROUPS.has(lower) && /^members?$/.test(lowerAt(tokens, from + step + 1)))
      return 'militants';
    const group = PERSON_NOUNS.get(lower);
    if (group !== undefined && group !== 'people')
      return joinsOther(tokens, from + step, group) ? 'people' : group;
    if (/^(?:[,.;]|for|of|in|by|with|from|who|when)$/.test(lower)) break;
  }
  return 'people';
}

// `12 of the dead were women and children`: one number for two groups is one of people.
function joinsOther(tokens: readonly Token[], at: number, group: Group): boolean {
  const other = PERSON_NOUNS.get(lowerAt(tokens, at + 2));
  return lowerAt(tokens, at + 1) === 'and' && other !== undefined && other !== group;
}

// `Civilians reported killed: 25`: in a table the noun stands before the number.
function subjectGroup(tokens: readonly Token[], at: number): Group {
  return at <= 2 ? (PERSON_NOUNS.get(lowerAt(tokens, 0)) ?? 'people') : 'people';
}

// `two of the wounded died`: they add to those who were dead before.
const isDeathAfterwards = (tokens: readonly Token[], { quantity, found }: Item): boolean =>
  found?.effect === 'killed' &&
  /^of (?:the|those|its|their) (?:\p{L}+ )?(?:wounded|injured|survivors?)\b/u.test(
    wordsAt(tokens, quantity.next, 4),
  );

// `48 people, nine of them pupils`, `the dead included three officers`, `15 of the dead were teachers`: some of those of
// one status, and no total of it.
function isSomeOf(
  tokens: readonly Token[],
  whole: Item | undefined,
  { item, group }: { readonly item: Item; readonly group: Group },
): boolean {
  if (group !== 'people') return false;
  if (whole !== undefined) return whole.counted.group === 'people';
  const { quantity, found } = item;
  if (found === null || item.lent >= 0) return false;
  return (
    OF_THOSE_HARMED.test(wordsAt(tokens, quantity.next, 4)) ||
    (found.side === 'left' && LISTS_SOME.test(wordsAt(tokens, found.at - 6, 7)))
  );
}

const wholeOf = (items: readonly Item[], at: number): Item | undefined => {
  const lent = items[at]?.lent ?? -1;
  return items[lent >= 0 ? lent : at - 1];
};

const HARMED = '(?:dead|killed|slain|victims|fatalities|wounded|injured)';
const OF_THOSE_HARMED = new RegExp(`^of (?:the|those|its|their) ${HARMED}\\b`, 'u');
const LISTS_SOME = new RegExp(
  `\\b${HARMED} (?:also )?include[sd]?$|\\bamong (?:the|those) ${HARMED}\\b.* (?:is|are|was|were)$`,
  'u',
);

// `another three died` adds to a total, unless it sets one effect against another in the same breath.
function isIncrement(tokens: readonly Token[], items: readonly Item[], at: number): boolean {
  const item = items[at];
  if (item !== undefined && isDeathAfterwards(tokens, item)) return true;
  if (item?.quantity.additional !== true) return false;
  const contrast = items.some(
    (other) => other !== item && other.found !== null && other.found.effect !== item.found?.effect,
  );
  return !contrast && !/^(?:killed|besides)$/.test(lowerAt(tokens, item.quantity.first - 2));
}
