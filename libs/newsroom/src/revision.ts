import { canonicalJson, sha256 } from '@wirebrief/kernel';

import { type ArticleIdentity, type Revision } from './article.events';
import { articleIdOf, type ArticleUpdate, hostOf, instantInUtc, replacedBy } from './update';

/** What the rules of an article need of its revisions. */
export type KnownRevision = Pick<
  Revision,
  'revisionId' | 'number' | 'version' | 'versionTime' | 'partial' | 'contentHash' | 'comparableHash'
>;

export function known(revision: Revision): KnownRevision {
  const { revisionId, number, version, versionTime, contentHash, comparableHash } = revision;
  return {
    ...{ revisionId, number, version, versionTime, contentHash, comparableHash },
    ...(revision.partial === true && { partial: true }),
  };
}

export function identityOf(update: ArticleUpdate): ArticleIdentity {
  const host = update.url === undefined ? undefined : hostOf(update.url);
  const outlet = update.outlet ?? host ?? update.source ?? 'Unnamed outlet';
  return {
    articleId: articleIdOf(update),
    source: update.source ?? host ?? outlet,
    itemId: update.itemId ?? null,
    url: update.url ?? null,
    outlet,
  };
}

export function revisionOf(update: ArticleUpdate, number: number): Revision {
  const headline = update.headline ?? '';
  return {
    revisionId: `${articleIdOf(update)}.${number}`,
    number,
    version: update.version ?? null,
    versionTime: instantInUtc(update.updated),
    headline,
    byline: update.byline ?? null,
    publishedAt: instantInUtc(update.published),
    language: update.language ?? '',
    genre: update.genre,
    note: update.note ?? null,
    editorNote: update.editorNote ?? null,
    ...(update.partial === true && { partial: true }),
    ...(update.replaces !== undefined && { replaces: replacedBy(update) }),
    text: update.text,
    contentHash: sha256(canonicalJson([headline, update.text])),
    textHash: sha256(update.text),
    comparableHash: sha256(comparable(`${headline}\n${update.text}`)),
  };
}

/**
 * A partial text stands behind every full one; then by the provider's version where both have one, then by version time
 * where both have one; else arrival decides.
 */
export function isOlder(
  revision: Pick<Revision, 'version' | 'versionTime' | 'partial'>,
  than: Pick<Revision, 'version' | 'versionTime' | 'partial'>,
): boolean {
  if ((revision.partial ?? false) !== (than.partial ?? false)) return revision.partial === true;
  if (revision.version !== null && than.version !== null && revision.version !== than.version) {
    return revision.version < than.version;
  }
  if (revision.versionTime !== null && than.versionTime !== null) {
    return Date.parse(revision.versionTime) < Date.parse(than.versionTime);
  }
  return false;
}

/** When the outlet says that a version was published: RFC 3339 or an ISO date; null where it does not say. */
export const outletTime = ({
  versionTime,
  publishedAt,
}: Pick<Revision, 'versionTime' | 'publishedAt'>): string | null => versionTime ?? publishedAt;

/** The key under which a provider counts: its version number, or the version time where it has no number. */
export function hasSameKey(a: KnownRevision, b: KnownRevision): boolean {
  if (a.version !== null || b.version !== null) return a.version === b.version;
  return a.versionTime !== null && a.versionTime === b.versionTime;
}

function comparable(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[‘’‚‛]/g, "'")
    .replace(/[“”„‟«»]/g, '"')
    .replace(/[‐-―]/g, '-')
    .replace(/\s+/g, ' ')
    .trim();
}
