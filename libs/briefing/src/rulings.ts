import { onceFor } from '@wirebrief/kernel';
import { type Claim, type Claimant, type FigureClaim, type IncidentRef } from '@wirebrief/claims';

import { claimIdsOf, articleOfClaim } from './claim-ids';
import { inGroup } from './in-group';
import { comparableName, nameKey } from './names';
import { type Amendment, type Decision, type DecisionType } from './decision';
import { boundsText } from './phrases';
import { publishedFirst, type StoryArticle, type StoryDecision } from './story-state';

/** What editors hold of one claim. */
export interface ClaimRuling {
  /** The last word on whether it counts; null where there is none. */
  readonly verdict: StoryDecision | null;
  /** The last decision on it. */
  readonly latest: StoryDecision;
  readonly set: Amendment;
  readonly incident: IncidentRef | null;
}

/** Decisions in force, in the order in which they are applied. */
export interface Rulings {
  readonly inForce: readonly StoryDecision[];
  /** By article, then by claim. */
  readonly claims: ReadonlyMap<string, ReadonlyMap<string, ClaimRuling>>;
  readonly claimants: readonly Of<'merge-claimants' | 'split-claimants'>[];
  readonly incidents: readonly Of<'merge-incidents' | 'split-incident'>[];
  readonly articles: readonly Of<'merge-articles' | 'split-articles'>[];
}

type Of<Type extends DecisionType> = Extract<Decision, { type: Type }>;

/** A claim as an editor lets it stand. */
export interface RuledClaim<Kind extends Claim = Claim> {
  readonly claim: Kind;
  /** Its place among the claims given, from which its id is told. */
  readonly index: number;
  readonly ruling: ClaimRuling | null;
}

const rulingsIn = onceFor((decisions: readonly StoryDecision[]) => compile(inForceOf(decisions)));

export const rulingsOf = ({
  decisions,
}: {
  readonly decisions: readonly StoryDecision[];
}): Rulings => rulingsIn(decisions);

/** Those that no later one has undone; what undoes holds nothing itself. */
export function inForceOf(decisions: readonly StoryDecision[]): readonly StoryDecision[] {
  const undone = new Set(
    decisions.flatMap(({ decision }) => (decision.type === 'undo' ? [decision.decision] : [])),
  );
  return decisions.filter(
    ({ number, decision }) => decision.type !== 'undo' && !undone.has(number),
  );
}

export const decisionNumbered = (
  { decisions }: { readonly decisions: readonly StoryDecision[] },
  number: number,
): StoryDecision | undefined => decisions.find((made) => made.number === number);

function compile(inForce: readonly StoryDecision[]): Rulings {
  const of = <Type extends DecisionType>(...types: readonly Type[]): readonly Of<Type>[] =>
    inForce
      .map(({ decision }) => decision)
      .filter((decision): decision is Of<Type> => types.some((type) => type === decision.type));
  return {
    inForce,
    claims: claimRulings(inForce),
    claimants: of('merge-claimants', 'split-claimants'),
    incidents: of('merge-incidents', 'split-incident'),
    articles: of('merge-articles', 'split-articles'),
  };
}

function claimRulings(inForce: readonly StoryDecision[]): Rulings['claims'] {
  const byArticle = new Map<string, Map<string, ClaimRuling>>();
  for (const made of inForce) {
    const { decision } = made;
    if (!('claim' in decision) || decision.type === 'pin') continue;
    const articleId = articleOfClaim(decision.claim);
    const ofArticle = byArticle.get(articleId) ?? new Map<string, ClaimRuling>();
    byArticle.set(articleId, ofArticle);
    const before = ofArticle.get(decision.claim) ?? { verdict: null, set: {}, incident: null };
    ofArticle.set(decision.claim, { ...before, ...said(made, before.set), latest: made });
  }
  return byArticle;
}

function said(made: StoryDecision, set: Amendment): Partial<ClaimRuling> {
  const { decision } = made;
  if (decision.type === 'amend') return { set: { ...set, ...decision.set } };
  if (decision.type === 'assign') return { incident: decision.incident };
  return decision.type === 'accept' || decision.type === 'reject' ? { verdict: made } : {};
}

/** An article's claims as editors let them stand; those that are rejected are among them. */
export function ruled<Kind extends Claim>(
  article: Pick<StoryArticle, 'identity'>,
  claims: readonly Kind[],
  rulings: Rulings,
): readonly RuledClaim<Kind>[] {
  const { articleId, outlet } = article.identity;
  const ofArticle = rulings.claims.get(articleId);
  const ids = ofArticle === undefined ? [] : claimIdsOf(articleId, claims);
  return claims.map((claim, index) => {
    const ruling = ofArticle?.get(ids[index] ?? '') ?? null;
    const amended = ruling === null ? claim : amend(claim, ruling);
    const moved = ruling?.incident == null ? withIncident(amended, articleId, rulings) : amended;
    return { claim: withClaimant(moved, outlet, rulings), index, ruling };
  });
}

export const isRejected = ({ ruling }: RuledClaim): boolean =>
  ruling?.verdict?.decision.type === 'reject';

function amend<Kind extends Claim>(claim: Kind, { set, incident }: ClaimRuling): Kind {
  const changed: Claim = { ...claim, ...set };
  if (changed.kind !== 'figure') return changed as Kind;
  const figure = { ...changed, ...(incident !== null && { incident }) };
  // No amendment makes a claim one of another kind.
  return ('min' in set || 'max' in set ? withBounds(figure) : figure) as Claim as Kind;
}

/** The number as an editor sets it, in figures. */
function withBounds(figure: FigureClaim): FigureClaim {
  const { min, max } = figure;
  const qualifier =
    min === null ? 'up to' : max === null ? 'at least' : min === max ? 'exact' : 'between';
  return { ...figure, qualifier, wording: boundsText(min, max), status: 'asserted' };
}

function withIncident<Kind extends Claim>(
  claim: Kind,
  articleId: string,
  { incidents }: Rulings,
): Kind {
  if (claim.kind !== 'figure' || incidents.length === 0) return claim;
  let { incident }: FigureClaim = claim;
  for (const decision of incidents) {
    const isMeant =
      decision.type === 'merge-incidents'
        ? decision.incidents.includes(incident.key)
        : decision.incident === incident.key && decision.articles.includes(articleId);
    if (isMeant) incident = decision.into;
  }
  return { ...claim, incident };
}

function withClaimant<Kind extends Claim>(
  claim: Kind,
  outlet: string,
  { claimants }: Rulings,
): Kind {
  if (claimants.length === 0) return claim;
  let { claimant }: Claim = claim;
  for (const decision of claimants) {
    const isOne = (one: Claimant): boolean => isSame(one, claimant, outlet, decision.type);
    if (!decision.claimants.some(isOne)) continue;
    if (decision.type === 'merge-claimants') claimant = decision.into;
    else claimant = claimant === null ? null : { ...claimant, apart: true };
  }
  return { ...claim, claimant };
}

function isSame(
  one: Claimant,
  claimant: Claimant | null,
  outlet: string,
  type: DecisionType,
): boolean {
  if (claimant === null) return comparableName(one.name) === comparableName(outlet);
  return comparableName(one.name) === comparableName(claimant.name)
    ? true
    : // "Gen. Roe" and "Roe" are one speaker until an editor says that they are two.
      type === 'merge-claimants' && nameKey(one) === nameKey(claimant);
}

/**
 * Articles with the syndication groups that editors make of them: those that are merged share one, each that is split
 * is one of its own.
 */
export function regrouped(
  articles: readonly StoryArticle[],
  { articles: decisions }: Rulings,
): readonly StoryArticle[] {
  if (decisions.length === 0) return articles;
  const groups = new Map(articles.map(({ identity, group }) => [identity.articleId, group]));
  decisions.forEach(({ type, articles: named }, index) => {
    const merged = new Set(named.map((id) => groups.get(id)));
    for (const [id, group] of groups) {
      if (type === 'merge-articles' && merged.has(group)) groups.set(id, `merged ${index}`);
      if (type === 'split-articles' && named.includes(id)) groups.set(id, `split ${id}`);
    }
  });
  return named(articles, groups);
}

/** A group is called by the first of it to be published. */
function named(
  articles: readonly StoryArticle[],
  groups: ReadonlyMap<string, string>,
): readonly StoryArticle[] {
  const groupOf = ({ identity }: StoryArticle): string => groups.get(identity.articleId) ?? '';
  const latestFirst = articles.toSorted(publishedFirst).reverse();
  const names = new Map(latestFirst.map((one) => [groupOf(one), one.identity.articleId]));
  return articles.map((article) => inGroup(article, names.get(groupOf(article)) ?? article.group));
}
