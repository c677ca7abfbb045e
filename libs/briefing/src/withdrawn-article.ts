import { type FigureClaim, isTotal, MAIN_INCIDENT } from '@wirebrief/claims';

import { claimIdsOf } from './claim-ids';
import {
  type ArticleChange,
  type ChangeRecord,
  type PastFigures,
  saidAt,
  type StoryArticle,
} from './story-article';

/** The article after a kill. */
export const killed = (article: StoryArticle, change: ChangeRecord): StoryArticle =>
  withChange(withoutText(article, change), 'killed', change);

export function withChange(
  article: StoryArticle,
  status: StoryArticle['status'],
  change: ChangeRecord,
): StoryArticle {
  return {
    ...article,
    status,
    lastChange: change,
    corrections: [...article.corrections, change],
  };
}

/** Killed text leaves the state, the outlet's notes on it included; a suspended article may come back. */
function withoutText(article: StoryArticle, { at }: ChangeRecord): StoryArticle {
  const revision = { ...article.revision, headline: '', byline: null, note: null };
  const corrections = article.corrections.map((change) =>
    IS_WITHDRAWAL.has(change.kind) ? change : { ...change, note: null },
  );
  const past = [...article.past, ...currentFigures(article)].map((one) =>
    withoutWords(one, article, at),
  );
  return { ...article, revision, corrections, analysis: null, past };
}

/** Their notes give the reason and are not part of the text. */
const IS_WITHDRAWAL: ReadonlySet<ArticleChange> = new Set([
  'withheld',
  'replaced',
  'killed',
  'versions killed',
]);

/** An article whose earlier versions are killed: their words leave the state, the current one stands. */
export function withoutVersions(article: StoryArticle, change: ChangeRecord): StoryArticle {
  const isGone = ({ revisionId }: PastFigures): boolean =>
    change.revisions?.includes(revisionId) === true;
  const past = article.past.map((one) =>
    isGone(one) ? withoutWords(one, article, change.at) : one,
  );
  // A note of the outlet may be on one of them, all but that of the current version.
  const kept = article.corrections.map((one) =>
    IS_WITHDRAWAL.has(one.kind) || one.position === article.lastChange.position
      ? one
      : { ...one, note: null },
  );
  return { ...article, past, corrections: [...kept, change] };
}

/** What is left of figures that are killed: numbers, of whom, and when; no word, speaker or other incident. */
function withoutWords(past: PastFigures, article: StoryArticle, at: string): PastFigures {
  if (past.why === 'killed') return past;
  const ids = claimIdsOf(article.identity.articleId, past.figures);
  const kept = past.figures
    .map((figure, index) => ({ figure, id: ids[index] ?? '' }))
    .filter(({ figure }) => isCounted(figure));
  return {
    ...past,
    figures: kept.map(({ figure }) => bareFigure(figure)),
    ids: kept.map(({ id }) => id),
    replacedAt: at,
    why: 'killed',
  };
}

const isCounted = (claim: FigureClaim): boolean =>
  claim.incident.key === MAIN_INCIDENT.key && isTotal(claim) && claim.status !== 'corrected';

function bareFigure({ effect, group, min, max, qualifier, status }: FigureClaim): FigureClaim {
  return {
    ...{ kind: 'figure', quote: { start: 0, end: 0, text: '' }, claimant: null },
    ...{ incident: MAIN_INCIDENT, effect, group, min, max, status, increment: false },
    // A vague word is a word of the text.
    ...{ qualifier: qualifier === 'vague' ? 'between' : qualifier, wording: '' },
  };
}

/** Figures of the current revision, as they stand once it is not any more. */
export function currentFigures(article: StoryArticle): readonly PastFigures[] {
  const { analysis } = article;
  if (analysis === null) return [];
  const figures = analysis.claims.filter((claim) => claim.kind === 'figure');
  const { revisionId } = analysis;
  const at = saidAt(article);
  return [{ revisionId, figures, saidAt: at, replacedAt: at, why: 'revised' }];
}
