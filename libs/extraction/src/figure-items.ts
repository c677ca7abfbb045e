import { type Effect } from '@wirebrief/claims';

import { REPORTING_VERBS } from './data/speakers';
import { effectAfter } from './effects-after';
import { effectBefore } from './effects-before';
import { isPart, type Item } from './figure-links';
import { type FoundEffect } from './found-effect';
import { readCounted } from './noun-phrases';
import { readQuantities } from './quantities';
import { isCapitalised, lowerAt, type Token } from './tokens';

/** The counted phrases of a sentence that may be people, ages and years left out. */
export function itemsOf(tokens: readonly Token[]): readonly Item[] {
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
        !isSpeaking(tokens, item) &&
        !isYear(item) &&
        !isOwner(tokens, item, all[at - 1]) &&
        !isDisputed(tokens, item),
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
  (item.quantity.first < before.counted.next ||
    (before.counted.next === item.quantity.first - 1 && isOwning(tokens, item)));

// `of one family`, `from one family`; but `ten people from two villages` counts villages, no owner.
const isOwning = (tokens: readonly Token[], { quantity, counted }: Item): boolean => {
  const link = lowerAt(tokens, quantity.first - 1);
  if (link === 'of') return true;
  return (
    /^(?:from|in)$/.test(link) &&
    /^(?:family|families|household|households|clan)$/.test(lowerAt(tokens, counted.next - 1))
  );
};

// `deny that one of the dead was a fighter`: what is said of a part of the dead is no number of dead.
const isDisputed = (tokens: readonly Token[], { quantity, counted }: Item): boolean =>
  counted.part &&
  [1, 2, 3].some((step) =>
    /^(?:disput(?:e|ed|es|ing)|den(?:y|ied|ies|ying)|reject(?:s|ed)?)$/.test(
      lowerAt(tokens, quantity.first - step),
    ),
  );

// `..., one of them said`
const isSpeaking = (tokens: readonly Token[], { counted }: Item): boolean =>
  counted.part && counted.head === 'none' && REPORTING_VERBS.has(lowerAt(tokens, counted.next));

const isYear = ({ quantity, counted }: Item): boolean =>
  counted.head === 'none' &&
  quantity.min === quantity.max &&
  (quantity.min ?? 0) >= 1900 &&
  (quantity.min ?? 0) <= 2100 &&
  quantity.qualifier === 'exact';

/** The effect that the words beside a phrase give it, or null. */
export function ownEffect(
  tokens: readonly Token[],
  item: Item,
  following: Item | undefined,
): FoundEffect | null {
  const { quantity, counted } = item;
  const stopAt = following?.quantity.first ?? tokens.length;
  const after = effectAfter(tokens, counted.next, stopAt) ?? skipItem(tokens, item, following);
  const before = effectBefore(tokens, quantity.first);
  if (counted.head === 'unknown') return unknownEffect(tokens, item, after, before);
  // A bare number takes no effect from afar: `at 11 the shelling killed ...`.
  if (counted.head === 'none' && after !== null && after.gap > 2) return before;
  return nearer(after, before) ?? headEffect(tokens, item);
}

function nearer(after: FoundEffect | null, before: FoundEffect | null): FoundEffect | null {
  return after !== null && after.gap === 0 ? after : (before ?? after);
}

// A noun that may be no person must stand right before what befell it, or be the name of a people.
function unknownEffect(
  tokens: readonly Token[],
  item: Item,
  after: FoundEffect | null,
  before: FoundEffect | null,
): FoundEffect | null {
  if (after?.effect !== 'killed' && after?.effect !== 'injured') return lives(tokens, item, before);
  return after.gap === 0 ? after : before;
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
function headEffect(tokens: readonly Token[], { quantity, counted }: Item): FoundEffect | null {
  const at = counted.next - 1;
  const head = lowerAt(tokens, at);
  const next = lowerAt(tokens, counted.next);
  if (/^(?:casualty|casualties)$/.test(head) && !counted.part)
    return { effect: 'casualties', side: 'right', gap: 0, at };
  if (/^victims?$/.test(head) && !counted.part && !/^(?:was|were|had|have|who)$/.test(next)) {
    return { effect: 'casualties', side: 'right', gap: 0, at };
  }
  return /^(?:bodies|corpses)$/.test(head)
    ? bodiesEffect(tokens, quantity.first, counted.next)
    : null;
}

const RECOVERED =
  /^(?:found|recovered|pulled|retrieved|discovered|extracted|removed|identified|counted|unearthed|exhumed|buried|dug|received|collected)$/;

// Bodies that were recovered are dead; in a relative clause (`seven bodies that were found`) they are no new number.
function bodiesEffect(tokens: readonly Token[], first: number, next: number): FoundEffect | null {
  const before = [1, 2, 3].map((step) => lowerAt(tokens, first - step));
  const left = before.findIndex((word) => RECOVERED.test(word));
  if (left >= 0 && !before.slice(0, left).some((word) => /^[,;.]$/.test(word)))
    return { effect: 'killed', side: 'left', gap: left, at: first - 1 - left };
  if (/^(?:that|which)$/.test(lowerAt(tokens, next))) return null;
  for (let at = next; at < next + 6; at++) {
    if (RECOVERED.test(lowerAt(tokens, at))) return { effect: 'killed', side: 'right', gap: 1, at };
  }
  return null;
}

/** `It includes ten nurses` takes the effect of the figure in a sentence before. */
export function carriedEffect(
  tokens: readonly Token[],
  { quantity }: Item,
  carried: Effect | null,
): FoundEffect | null {
  if (carried === null || quantity.first > 10) return null;
  const verb = lowerAt(tokens, quantity.first - 1);
  const subject = lowerAt(tokens, quantity.first - 2);
  const says =
    /^(?:include|includes|included)$/.test(verb) &&
    /^(?:it|they|these|those|this|figure|total|toll|number|count)$/.test(subject);
  const among =
    /^(?:were|was|are)$/.test(verb) &&
    subject === 'them' &&
    lowerAt(tokens, quantity.first - 3) === 'among';
  const revised =
    /^(?:to|at|from)$/.test(verb) &&
    [2, 3, 4].some((step) =>
      /^(?:figure|estimate|count|tally)$/.test(lowerAt(tokens, quantity.first - step)),
    );
  return says || among || revised
    ? { effect: carried, side: 'left', gap: 0, at: quantity.first - 1 }
    : null;
}
