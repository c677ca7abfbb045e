import { areCopies, type Claim, type FigureClaim, type TextSignature } from '@wirebrief/claims';
import { type ArticleEvent, type ArticleIdentity, type Revision } from '@wirebrief/newsroom';

import {
  type EditionEvent,
  type EditionIssued,
  type StoryDefinition,
  type StoryEvent,
} from './story.events';

/** An event as the fold sees it: what happened, and where and when the log recorded it. */
export type StoryFact = (StoryEvent | EditionEvent | ArticleEvent) & {
  readonly position: number;
  readonly recordedAt: string;
};

/** A revision without its text: quotes carry what is printed, and killed text must not linger here. */
export type RevisionHead = Omit<Revision, 'text' | 'editorNote' | 'contentHash' | 'comparableHash'>;

export interface Analysis {
  readonly revisionId: string;
  readonly analyser: string;
  readonly language: string;
  readonly skipped: string | null;
  readonly claims: readonly Claim[];
  readonly signature: TextSignature;
}

/** Figures of a revision that is no longer current. */
export interface PastFigures {
  readonly revisionId: string;
  readonly figures: readonly FigureClaim[];
  readonly replacedAt: string;
  readonly why: 'revised' | 'corrected';
}

export type ArticleChange =
  'received' | 'update' | 'correction' | 'cosmetic' | 'restored' | 'withheld' | 'killed';

export interface StoryArticle {
  readonly identity: ArticleIdentity;
  readonly status: 'live' | 'withheld' | 'killed';
  readonly receivedAt: string;
  readonly receivedPosition: number;
  readonly revision: RevisionHead;
  /** Of the current revision; null until the analyser has read it. */
  readonly analysis: Analysis | null;
  readonly past: readonly PastFigures[];
  readonly lastChange: {
    readonly kind: ArticleChange;
    readonly position: number;
    readonly at: string;
    /** The outlet's note or the reason given. */
    readonly note: string | null;
  };
  /** Articles of one syndication group share it: the id of the first of them to arrive. */
  readonly group: string;
}

export interface StoryState {
  readonly story: StoryDefinition | null;
  readonly articles: Readonly<Record<string, StoryArticle>>;
  readonly editions: readonly EditionIssued['data'][];
  /** The last fact folded. */
  readonly position: number;
  readonly recordedAt: string;
  /** When the first update was recorded, or empty. */
  readonly firstAt: string;
}

export const initialStoryState: StoryState = {
  story: null,
  articles: {},
  editions: [],
  position: 0,
  recordedAt: '',
  firstAt: '',
};

/** The story as a fold of the log. Total: an event that does not concern it leaves it as it is. */
export function evolveStory(state: StoryState, fact: StoryFact): StoryState {
  const next = evolveFact(state, fact);
  return { ...next, position: fact.position, recordedAt: fact.recordedAt };
}

function evolveFact(state: StoryState, fact: StoryFact): StoryState {
  switch (fact.type) {
    case 'StoryOpened':
      return { ...state, story: fact.data };
    case 'EditionIssued':
      return { ...state, editions: [...state.editions, fact.data] };
    case 'ArticleReceived':
      return withArticle(
        { ...state, firstAt: state.firstAt === '' ? fact.recordedAt : state.firstAt },
        received(fact),
      );
    case 'ArticleRevised':
      return fact.data.current ? changed(state, fact.data.article.articleId, revised(fact)) : state;
    case 'ArticleWithheld':
      return changed(state, fact.data.articleId, withdrawn('withheld', fact, fact.data.reason));
    case 'ArticleKilled':
      return changed(state, fact.data.articleId, withdrawn('killed', fact, fact.data.reason));
    case 'RevisionAnalysed':
      return changed(state, fact.data.articleId, (article) => analysed(state, article, fact.data));
    case 'RevisionConflicted':
      return state;
  }
}

type Fact<Type extends StoryFact['type']> = Extract<StoryFact, { type: Type }>;
type Change = (article: StoryArticle) => StoryArticle;

function changed(state: StoryState, articleId: string, change: Change): StoryState {
  const article = state.articles[articleId];
  return article === undefined ? state : withArticle(state, change(article));
}

function withArticle(state: StoryState, article: StoryArticle): StoryState {
  return { ...state, articles: { ...state.articles, [article.identity.articleId]: article } };
}

function received(fact: Fact<'ArticleReceived'>): StoryArticle {
  const { article, revision } = fact.data;
  return {
    identity: article,
    status: 'live',
    receivedAt: fact.recordedAt,
    receivedPosition: fact.position,
    revision: headOf(revision),
    analysis: null,
    past: [],
    lastChange: {
      kind: 'received',
      position: fact.position,
      at: fact.recordedAt,
      note: revision.note,
    },
    group: article.articleId,
  };
}

function revised(fact: Fact<'ArticleRevised'>): Change {
  const { revision, change } = fact.data;
  return (article) => ({
    ...article,
    status: 'live',
    revision: {
      ...headOf(revision),
      publishedAt: revision.publishedAt ?? article.revision.publishedAt,
      headline: revision.headline === '' ? article.revision.headline : revision.headline,
    },
    analysis: null,
    past: [...article.past, ...pastFigures(article, fact)],
    lastChange: {
      kind: change === 'late' ? 'update' : change,
      position: fact.position,
      at: fact.recordedAt,
      note: revision.note,
    },
  });
}

function pastFigures(article: StoryArticle, fact: Fact<'ArticleRevised'>): readonly PastFigures[] {
  if (article.analysis === null || article.status === 'killed') return [];
  const figures = article.analysis.claims.filter((claim) => claim.kind === 'figure');
  const why = fact.data.change === 'correction' ? 'corrected' : 'revised';
  return [{ revisionId: article.analysis.revisionId, figures, replacedAt: fact.recordedAt, why }];
}

function withdrawn(
  status: 'withheld' | 'killed',
  fact: { readonly position: number; readonly recordedAt: string },
  reason: string,
): Change {
  return (article) => ({
    ...article,
    status,
    // Killed text leaves the state; a withheld article may come back.
    ...(status === 'killed' ? { analysis: null, past: [] } : {}),
    lastChange: { kind: status, position: fact.position, at: fact.recordedAt, note: reason },
  });
}

function analysed(
  state: StoryState,
  article: StoryArticle,
  data: Fact<'RevisionAnalysed'>['data'],
): StoryArticle {
  if (article.status === 'killed' || data.revisionId !== article.revision.revisionId)
    return article;
  const { revisionId, language, skipped, claims, signature } = data;
  const analyser = `${data.analyser.name} ${data.analyser.version}`;
  return {
    ...article,
    analysis: { revisionId, analyser, language, skipped, claims, signature },
    group: groupOf(state, article, signature),
  };
}

function groupOf(state: StoryState, article: StoryArticle, signature: TextSignature): string {
  for (const other of Object.values(state.articles)) {
    if (other.identity.articleId === article.identity.articleId || other.analysis === null)
      continue;
    if (areCopies(other.analysis.signature, signature)) return other.group;
  }
  return article.identity.articleId;
}

function headOf(revision: Revision): RevisionHead {
  const { text, editorNote, contentHash, comparableHash, ...head } = revision;
  return head;
}
