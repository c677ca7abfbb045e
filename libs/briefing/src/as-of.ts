import { isOlder, outletTime, type Revision } from '@wirebrief/newsroom';

import { compareInstants } from './compare-instants';
import { withoutVersions } from './withdrawn-article';
import {
  articleOf,
  articlesOf,
  changed,
  type ChangeRecord,
  killed,
  type StoryArticle,
  type StoryFact,
  type StoryState,
} from './story-state';

/**
 * The facts of a story as they would stand in a log that had recorded each of them at the moment of its publication, up
 * to an instant (RFC 3339): versions by their version time, withdrawals by the outlet's, anything without a time when it
 * was recorded. A bare date counts from the end of its day. What the analyser made of a revision comes right after it;
 * editions are left out, since nobody had them then. Positions are counted anew, from 1.
 */
export function publishedBy(facts: readonly StoryFact[], instant: string): readonly StoryFact[] {
  const times = timesOf(facts);
  const order = facts
    .filter(({ type }) => type !== 'EditionIssued')
    .map((fact) => ({ fact, at: times.get(fact) ?? fact.recordedAt }))
    .filter(({ fact, at }) => fact.type === 'StoryOpened' || Date.parse(at) <= Date.parse(instant))
    // A story is asked about before it was opened here: its definition comes first.
    .sort((a, b) => rank(a.fact) - rank(b.fact) || compareInstants(a.at, b.at));
  const current = new Map<string, Current>();
  return order.map(({ fact, at }, index) => ({
    ...placed(fact, current),
    position: index + 1,
    recordedAt: at,
  }));
}

const rank = ({ type }: StoryFact): number => (type === 'StoryOpened' ? 0 : 1);

function timesOf(facts: readonly StoryFact[]): ReadonlyMap<StoryFact, string> {
  const ofRevision = new Map<string, string>();
  const times = new Map<StoryFact, string>();
  for (const fact of facts) {
    const at = ownTime(fact) ?? fact.recordedAt;
    if ('revision' in fact.data) ofRevision.set(fact.data.revision.revisionId, at);
    times.set(fact, ofRevision.get(aboutRevision(fact) ?? '') ?? at);
  }
  return times;
}

/** The revision by which a fact about revisions came up. */
function aboutRevision({ type, data }: StoryFact): string | undefined {
  if (type === 'RevisionConflicted') return data.revisionIds[1];
  return type === 'RevisionAnalysed' ? data.revisionId : undefined;
}

function ownTime(fact: StoryFact): string | null {
  const time =
    'revision' in fact.data
      ? outletTime(fact.data.revision)
      : 'withdrawnAt' in fact.data
        ? fact.data.withdrawnAt
        : null;
  return time === null || time.includes('T') ? time : `${time}T23:59:59.999Z`;
}

interface Current {
  readonly revision: Revision | null;
  readonly isWithdrawn: boolean;
}

const WITHDRAWALS: ReadonlySet<string> = new Set<StoryFact['type']>([
  'ArticleKilled',
  'ArticleWithheld',
  'ArticleReplaced',
]);

/** Which version is current was decided with all that had arrived: here it is decided with what was out. */
function placed(fact: StoryFact, articles: Map<string, Current>): StoryFact {
  if (WITHDRAWALS.has(fact.type) && 'articleId' in fact.data) {
    const revision = articles.get(fact.data.articleId)?.revision ?? null;
    articles.set(fact.data.articleId, { revision, isWithdrawn: true });
    return fact;
  }
  if (fact.type !== 'ArticleReceived' && fact.type !== 'ArticleRevised') return fact;
  const { article, stories, revision } = fact.data;
  const before = articles.get(article.articleId) ?? { revision: null, isWithdrawn: false };
  const isLate = isLateAfter(before, fact);
  if (!isLate) articles.set(article.articleId, { revision, isWithdrawn: false });
  const data = { article, stories, revision };
  if (before.revision === null) return { ...fact, type: 'ArticleReceived', data };
  const change = isLate ? 'late' : changeOf(fact);
  return { ...fact, type: 'ArticleRevised', data: { ...data, current: !isLate, change } };
}

type Version = Extract<StoryFact, { type: 'ArticleReceived' | 'ArticleRevised' }>;

function isLateAfter({ revision, isWithdrawn }: Current, fact: Version): boolean {
  // Whether a version lifts a withdrawal was decided with both at hand.
  if (isWithdrawn && fact.type === 'ArticleRevised') return !fact.data.current;
  return revision !== null && isOlder(fact.data.revision, revision);
}

function changeOf(fact: Version) {
  if (fact.type === 'ArticleReceived' || fact.data.change === 'late') return 'update';
  return fact.data.change;
}

/** Articles of a past state that their outlets have killed since. */
export function killedSince(past: StoryState, now: StoryState): readonly StoryArticle[] {
  return articlesOf(now).filter((article) => {
    const before = articleOf(past, article.identity.articleId);
    if (before === undefined) return false;
    if (kills(article).length > kills(before).length) return true;
    return article.corrections.some(({ revisions }) =>
      revisions?.includes(before.revision.revisionId),
    );
  });
}

const kills = ({ corrections }: StoryArticle): readonly ChangeRecord[] =>
  corrections.filter(({ kind }) => kind === 'killed' || kind === 'versions killed');

/** A past state as it may be shown now: what was killed since is withdrawn in it, its text gone. */
export function withKills(past: StoryState, now: StoryState): StoryState {
  return killedSince(past, now).reduce(
    (state, of) =>
      changed(state, of.identity.articleId, (article) =>
        kills(of).slice(kills(article).length).reduce(withKill, article),
      ),
    past,
  );
}

function withKill(article: StoryArticle, kill: ChangeRecord): StoryArticle {
  const isOfOlder =
    kill.kind === 'versions killed' &&
    kill.revisions?.includes(article.revision.revisionId) !== true;
  return isOfOlder ? withoutVersions(article, kill) : killed(article, kill);
}

/** A past state without the outlets' notes on versions that they have killed since. */
export function withoutNotesOfKilled(past: StoryState, now: StoryState): StoryState {
  const silent = (change: ChangeRecord): ChangeRecord => ({ ...change, note: null });
  return killedSince(past, now).reduce(
    (state, { identity }) =>
      changed(state, identity.articleId, (article) => ({
        ...article,
        lastChange: silent(article.lastChange),
        corrections: article.corrections.map(silent),
      })),
    past,
  );
}
