import { type Claim } from '@wirebrief/claims';
import { outletTime } from '@wirebrief/newsroom';

import { articleOfClaim, claimIdsOf } from './claim-ids';
import { onceFor } from './once-for';
import { isRejected, regrouped, ruled, type RuledClaim, rulingsOf } from './rulings';
import { speakerKeys, speakerOf } from './speakers';
import { saidAt } from './story-article';
import { publishedFirst, type StoryArticle, type StoryState } from './story-state';
import { grouped } from './syndication';

/** A claim of the current revision of a live article as editors let it stand, with what is needed to weigh and to cite it. */
export interface LiveClaim<Kind extends Claim = Claim> extends RuledClaim<Kind> {
  readonly article: StoryArticle;
  /** When it was said to the public: version time, else publication, else arrival. RFC 3339 or an ISO date. */
  readonly at: string;
  /** Outlet whose own voice the article is: for a copy, that of the first of its group to be published. */
  readonly voice: string;
  /** Key of whoever says it; the same for all names of one speaker. */
  readonly speaker: string;
}

/** Live articles by publication, then arrival: the order of the source list. */
export function liveArticles(state: StoryState): readonly StoryArticle[] {
  return byPublication(state).filter((article) => article.status === 'live');
}

export function byPublication(state: StoryState): readonly StoryArticle[] {
  return regrouped(grouped(state), rulingsOf(state)).toSorted(publishedFirst);
}

export function liveClaims(state: StoryState): readonly LiveClaim[] {
  return claimsRead(state).filter((live) => !isRejected(live));
}

/** As `liveClaims`, with those that an editor has rejected. */
export const claimsRead = onceFor(readAll);

function readAll(state: StoryState): readonly LiveClaim[] {
  const rulings = rulingsOf(state);
  const articles = liveArticles(state);
  const voices = voicesOf(articles);
  const claims = articles.flatMap((article) => {
    const at = saidAt(article);
    const voice = voices.get(article.group) ?? article.identity.outlet;
    const ofArticle = ruled(article, article.analysis?.claims ?? [], rulings);
    return ofArticle.map((claim) => ({ ...claim, article, at, voice }));
  });
  const keyOf = speakerKeys(claims.map(({ claim }) => claim));
  return claims.map((live) => ({ ...live, speaker: keyOf(speakerOf(live.claim), live.voice) }));
}

/** Id of a claim that stands in the analysis of its article. */
export function idOfLive({ index, article }: Pick<LiveClaim, 'index' | 'article'>): string {
  const { analysis, identity } = article;
  return claimIdsOf(identity.articleId, analysis?.claims ?? [])[index] ?? '';
}

/** Those of an id: what an article says twice in the same words is one claim. */
export function claimsOfId(claims: readonly LiveClaim[], claimId: string): readonly LiveClaim[] {
  const articleId = articleOfClaim(claimId);
  return claims.filter(
    (live) => live.article.identity.articleId === articleId && idOfLive(live) === claimId,
  );
}

/** `articles` by publication. */
function voicesOf(articles: readonly StoryArticle[]): ReadonlyMap<string, string> {
  return new Map(articles.toReversed().map(({ group, identity }) => [group, identity.outlet]));
}

export function ofKind<Kind extends Claim['kind']>(
  claims: readonly LiveClaim[],
  kind: Kind,
): readonly LiveClaim<Extract<Claim, { kind: Kind }>>[] {
  return claims.filter((live) => isOfKind(live, kind));
}

export function isOfKind<Kind extends Claim['kind']>(
  live: LiveClaim,
  kind: Kind,
): live is LiveClaim<Extract<Claim, { kind: Kind }>> {
  return live.claim.kind === kind;
}

/** One of each syndication group: copies count once. */
export function withoutCopies<Live extends LiveClaim>(
  claims: readonly Live[],
  sameness: (live: Live) => string,
): readonly Live[] {
  const seen = new Set<string>();
  return claims.filter((live) => {
    const key = `${live.article.group}|${sameness(live)}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

export function independentCount(claims: readonly LiveClaim[]): number {
  return new Set(claims.map((live) => live.article.group)).size;
}

export function outletsOf(claims: readonly LiveClaim[]): readonly string[] {
  return [...new Set(claims.map((live) => live.article.identity.outlet))];
}

/** ISO date of publication, or null where only the arrival is known. */
export function dateOf(live: LiveClaim): string | null {
  return outletTime(live.article.revision)?.slice(0, 10) ?? null;
}

export function compareInstants(a: string, b: string): number {
  return Date.parse(a) - Date.parse(b);
}
