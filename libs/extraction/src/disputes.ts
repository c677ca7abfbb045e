import { type Claimant, type Dispute, type FigureClaim, type Group } from '@wirebrief/claims';

import { type Attribution } from './attributions';
import { wordSet } from './data/word-set';
import { type Figure } from './figures';
import { readNumeral } from './numbers';
import { type Sentence } from './sentences';
import { claimantOf, phraseBefore } from './speakers';
import { isPossessive, lowerAt, type Token } from './tokens';

const DISPUTES = wordSet(
  'dispute disputes disputed deny denies denied reject rejects rejected question questions questioned',
);
const COUNTS = wordSet(
  'figure figures number numbers toll count counts tally estimate claim claims report reports',
);
const DEATHS = wordSet('deaths casualties fatalities');

/** Whether an attribution is that of somebody who contests what follows and does not say it. */
export const isDisputing = ({ tokens }: Sentence, { verb }: Attribution): boolean =>
  DISPUTES.has(lowerAt(tokens, verb));

/** What is contested: a figure of the sentence, one of the figures told just before, or any of some groups. */
type Target =
  | { readonly kind: 'figure'; readonly index: number; readonly owner: Claimant | null }
  | { readonly kind: 'before' }
  | { readonly kind: 'value'; readonly value: number }
  | { readonly kind: 'any'; readonly groups: ReadonlySet<Group> };

export interface Contested {
  readonly dispute: Dispute;
  readonly target: Target;
}

/** The figures that somebody contests in a sentence. */
export function disputesIn(
  text: string,
  sentence: Sentence,
  attributions: readonly Attribution[],
  figures: readonly Figure[],
): readonly Contested[] {
  const { start, end } = sentence;
  return attributions
    .filter((attribution) => isDisputing(sentence, attribution))
    .flatMap(({ claimant, verb }) => {
      const target = targetOf(text, sentence, verb, figures);
      const dispute = { claimant, quote: { start, end, text: text.slice(start, end) } };
      return target === null ? [] : [{ dispute, target }];
    });
}

function targetOf(
  text: string,
  sentence: Sentence,
  verb: number,
  figures: readonly Figure[],
): Target | null {
  const { tokens } = sentence;
  const own = figures.findIndex((figure) => governs(tokens, verb, figure));
  if (own >= 0) return { kind: 'figure', index: own, owner: ownerOf(text, sentence, verb) };
  const groups = deniedAltogether(tokens, verb);
  if (groups !== null) return { kind: 'any', groups };
  if (isRelative(tokens, verb)) {
    const before = figures.findLastIndex(({ next }) => next <= verb);
    return before < 0 ? null : { kind: 'figure', index: before, owner: null };
  }
  const value = countNamed(tokens, verb);
  if (value !== null) return { kind: 'value', value };
  return pointsBack(tokens, verb) ? { kind: 'before' } : null;
}

// `rejects the elders' count of 26`: a number told before is named again without what befell anybody.
function countNamed(tokens: readonly Token[], verb: number): number | null {
  for (let at = verb + 1; at < verb + 6; at++)
    if (COUNTS.has(lowerAt(tokens, at)) && lowerAt(tokens, at + 1) === 'of')
      return readNumeral(tokens, at + 2)?.value ?? null;
  return null;
}

// `denied that 40 were killed`, `denied that it had killed 40`, `denied killing 40`, `rejected the group's count of 40`
function governs(tokens: readonly Token[], verb: number, { first, evidence }: Figure): boolean {
  if (first <= verb || first - verb > 10) return false;
  const words = tokens.slice(verb + 1, first).map(({ lower }) => lower);
  if (words.some((word) => COUNTS.has(word))) return words.length <= 6;
  if (words.every((word) => word === 'that')) return true;
  return (
    evidence === first - 1 && !words.some((word) => /^(?:for|over|after|of|in|[,;])$/.test(word))
  );
}

// `denied that any civilians were killed`, `denied civilian casualties`, `disputes that children were among the dead`
function deniedAltogether(tokens: readonly Token[], verb: number): ReadonlySet<Group> | null {
  const words = tokens.slice(verb + 1, verb + 9).map(({ lower }) => lower);
  const end = words.findIndex((word) => /^(?:[,;.]|and|but)$/.test(word));
  const clause = end < 0 ? words : words.slice(0, end);
  const harm = clause.some(
    (word) => DEATHS.has(word) || /^(?:killed|killing|died|dead|harmed|hurt)$/.test(word),
  );
  if (!harm) return null;
  const rest = clause.filter(
    (word) => !/^(?:that|any|there|were|was|had|been|causing)$/.test(word),
  );
  if (/^(?:civilians?|civilian)$/.test(rest[0] ?? '')) return CIVILIANS;
  if (/^children$/.test(rest[0] ?? '')) return new Set<Group>(['children']);
  return null;
}

const CIVILIANS: ReadonlySet<Group> = new Set<Group>(['civilians', 'children', 'women']);

// `12 fighters, a figure that residents dispute`
function isRelative(tokens: readonly Token[], verb: number): boolean {
  for (let at = verb - 1; at > Math.max(0, verb - 9); at--)
    if (/^(?:that|which)$/.test(lowerAt(tokens, at)))
      return COUNTS.has(lowerAt(tokens, at - 1)) || COUNTS.has(lowerAt(tokens, at - 2));
  return false;
}

// `Residents disputed that, saying ...`, `The army rejects the figure.`
function pointsBack(tokens: readonly Token[], verb: number): boolean {
  const [first, second, third] = [1, 2, 3].map((step) => lowerAt(tokens, verb + step));
  if (/^(?:that|this|it)$/.test(first ?? '') && /^[,.;]?$/.test(second ?? '')) return true;
  return (
    /^(?:the|that|this|those|these|both)$/.test(first ?? '') &&
    COUNTS.has(second ?? '') &&
    /^(?:[,.;”"]?|as|and|but|from|given)$/.test(third ?? '')
  );
}

// `rejected the group's count of 40`
function ownerOf(text: string, { tokens }: Sentence, verb: number): Claimant | null {
  for (let at = verb + 1; at < verb + 6; at++) {
    const token = tokens[at];
    if (token === undefined || !isPossessive(token) || !COUNTS.has(lowerAt(tokens, at + 1)))
      continue;
    const phrase = phraseBefore(tokens, at + 1, verb + 1);
    return phrase === null ? null : claimantOf(text, tokens.slice(phrase.first, phrase.next), []);
  }
  return null;
}

/** A figure that others contest, with all who do. */
export function disputed(claim: FigureClaim, disputes: readonly Dispute[]): FigureClaim {
  const rivals = disputes.filter(({ claimant }) => claimant.name !== claim.claimant?.name);
  return rivals.length === 0 ? claim : { ...claim, disputedBy: rivals };
}
