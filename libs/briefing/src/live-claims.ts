import { onceFor } from '@wirebrief/kernel';
import { type Claim } from '@wirebrief/claims';
import { outletTime } from '@wirebrief/newsroom';

import { articleOfClaim, claimIdsOf } from './claim-ids';
import { isRejected, regrouped, ruled, type RuledClaim, type Rulings, rulingsOf } from './rulings';
import { speakerKeys, type SpeakerKeys, speakerOf } from './speakers';
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
export const liveArticles = onceFor((state: StoryState): readonly StoryArticle[] =>
  byPublication(state).filter((article) => article.status === 'live'),
);

export const byPublication = onceFor((state: StoryState): readonly StoryArticle[] =>
  regrouped(grouped(state), rulingsOf(state)).toSorted(publishedFirst),
);

export const liveClaims = onceFor((state: StoryState): readonly LiveClaim[] => {
  const claims = claimsRead(state);
  return claims.some(isRejected) ? claims.filter((live) => !isRejected(live)) : claims;
});

/** As `liveClaims`, with those that an editor has rejected. */
export const claimsRead = onceFor(readAll);

function readAll(state: StoryState): readonly LiveClaim[] {
  const rulings = rulingsOf(state);
  const articles = liveArticles(state);
  const voices = voicesOf(articles);
  const read = articles.map((article) =>
    readArticle(article, voices.get(article.group) ?? article.identity.outlet, rulings),
  );
  const keyOf = speakerKeys(read.map(({ claims }) => claims));
  return articles.flatMap((article, at) => spokenIn(article, read[at]?.live ?? [], keyOf));
}

interface ReadArticle {
  readonly voice: string;
  readonly rulings: Rulings;
  readonly claims: readonly Claim[];
  /** With the speakers as they were told last. */
  readonly live: readonly LiveClaim[];
}

// From one state of a story to the next nearly all of its articles say the same.
const READ = new WeakMap<StoryArticle, ReadArticle>();

function readArticle(article: StoryArticle, voice: string, rulings: Rulings): ReadArticle {
  const known = READ.get(article);
  if (known?.voice === voice && known.rulings === rulings) return known;
  const at = saidAt(article);
  const ruledClaims = ruled(article, article.analysis?.claims ?? [], rulings);
  const live = ruledClaims.map((one) => ({ ...one, article, at, voice, speaker: '' }));
  const read = { voice, rulings, claims: live.map(({ claim }) => claim), live };
  READ.set(article, read);
  return read;
}

function spokenIn(
  article: StoryArticle,
  live: readonly LiveClaim[],
  keyOf: SpeakerKeys,
): readonly LiveClaim[] {
  const speakers = live.map(({ claim, voice }) => keyOf(speakerOf(claim), voice));
  if (live.every(({ speaker }, at) => speaker === speakers[at])) return live;
  const spoken = live.map((one, at) => ({ ...one, speaker: speakers[at] ?? '' }));
  const read = READ.get(article);
  if (read !== undefined) READ.set(article, { ...read, live: spoken });
  return spoken;
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
