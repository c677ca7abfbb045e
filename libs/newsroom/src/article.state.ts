import {
  type ArticleEvent,
  type ArticleIdentity,
  type Revision,
  type Withdrawal,
} from './article.events';
import { known, type KnownRevision } from './revision';

export interface ArticleState {
  readonly status: 'unknown' | 'live' | 'withheld' | 'replaced' | 'killed';
  /** Null until the article itself has arrived. */
  readonly article: ArticleIdentity | null;
  readonly stories: readonly string[];
  /** In order of arrival. */
  readonly revisions: readonly KnownRevision[];
  readonly currentRevisionId: string | null;
  /** The kill or suspension that is in force, also one that came before its article. */
  readonly withdrawal: Withdrawal | null;
  /** A suspension that a kill stands over: it counts again when a version lifts the kill alone. */
  readonly suspension: Withdrawal | null;
  /** True once another article stands in its place, which is for good: a kill may come on top. */
  readonly isReplaced: boolean;
  /** Revisions that a kill has named or covered. */
  readonly killedRevisions: readonly string[];
  /** Articles that this one stands in place of. */
  readonly replaces: readonly string[];
  /** Versions under embargo, in order of arrival. */
  readonly held: readonly Extract<ArticleEvent, { type: 'ArticleEmbargoed' }>['data'][];
  /** `<revisionId> <storyId> <analyser> <analyser version>` of every analysis recorded. */
  readonly analyses: readonly string[];
}

export const initialArticleState: ArticleState = {
  status: 'unknown',
  article: null,
  stories: [],
  revisions: [],
  currentRevisionId: null,
  withdrawal: null,
  suspension: null,
  isReplaced: false,
  killedRevisions: [],
  replaces: [],
  held: [],
  analyses: [],
};

export function evolveArticle(state: ArticleState, event: ArticleEvent): ArticleState {
  switch (event.type) {
    case 'ArticleReceived':
      return withRevision(
        { ...state, article: event.data.article, stories: event.data.stories },
        event.data.revision,
        true,
      );
    case 'ArticleRevised':
      return withRevision(state, event.data.revision, event.data.current);
    case 'ArticleWithheld':
    case 'ArticleReplaced':
    case 'ArticleKilled':
      return withdrawn(state, event);
    case 'RevisionsKilled': {
      const killedRevisions = [...state.killedRevisions, ...event.data.revisionIds];
      return { ...state, killedRevisions };
    }
    case 'ArticleEmbargoed':
      return { ...state, held: [...withoutHeld(state, event.data.contentHash), event.data] };
    case 'EmbargoEnded':
      return { ...state, held: withoutHeld(state, event.data.contentHash) };
    case 'RevisionAnalysed':
      return { ...state, analyses: [...state.analyses, analysisKey(event.data)] };
    case 'RevisionConflicted':
      return state;
  }
}

/** A kill stands over what else withdraws the article. */
function withdrawn(
  state: ArticleState,
  {
    type,
    data,
  }: Extract<ArticleEvent, { type: 'ArticleWithheld' | 'ArticleReplaced' | 'ArticleKilled' }>,
): ArticleState {
  const isKilled = state.status === 'killed';
  switch (type) {
    case 'ArticleWithheld':
      return isKilled
        ? { ...state, suspension: data }
        : { ...state, status: 'withheld', withdrawal: data };
    case 'ArticleReplaced':
      return isKilled
        ? { ...state, isReplaced: true }
        : { ...state, status: 'replaced', withdrawal: data, isReplaced: true };
    case 'ArticleKilled': {
      const killedRevisions = state.revisions.map(({ revisionId }) => revisionId);
      const suspension = state.status === 'withheld' ? state.withdrawal : state.suspension;
      return { ...state, status: 'killed', withdrawal: data, suspension, killedRevisions };
    }
  }
}

function withRevision(state: ArticleState, revision: Revision, isCurrent: boolean): ArticleState {
  const revisions = [...state.revisions, known(revision)];
  const replaces = [...state.replaces, ...(revision.replaces ?? [])];
  if (!isCurrent) return { ...state, revisions, replaces };
  const currentRevisionId = revision.revisionId;
  const lifted = { status: 'live', withdrawal: null, suspension: null } as const;
  return { ...state, ...lifted, revisions, replaces, currentRevisionId };
}

const withoutHeld = ({ held }: ArticleState, contentHash: string): ArticleState['held'] =>
  held.filter((one) => one.contentHash !== contentHash);

export const analysisKey = (
  analysis: Extract<ArticleEvent, { type: 'RevisionAnalysed' }>['data'],
): string =>
  [analysis.revisionId, analysis.storyId, analysis.analyser.name, analysis.analyser.version].join(
    ' ',
  );
