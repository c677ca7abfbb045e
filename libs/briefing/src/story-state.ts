import { onceFor } from '@wirebrief/kernel';
import { CopyIndex } from '@wirebrief/claims';
import { type ArticleEvent, type Revision } from '@wirebrief/newsroom';

import {
  type DecisionMade,
  type EditionEvent,
  type EditionIssued,
  type StoryDefinition,
  type StoryEvent,
} from './story.events';
import {
  type Analysis,
  type ArticleChange,
  type ChangeRecord,
  type PastFigures,
  type RevisionHead,
  type StoryArticle,
} from './story-article';
import { compareInstants } from './compare-instants';
import { currentFigures, killed, withChange, withoutVersions } from './withdrawn-article';
import { itemAt, itemsOf, NO_SHELVES, type Shelves, withItem } from './shelves';

export { type ArticleChange, type ChangeRecord, killed, type PastFigures, type StoryArticle };

/** An event as the fold sees it: what happened, and where and when the log recorded it. */
export type StoryFact = (StoryEvent | EditionEvent | DecisionMade | ArticleEvent) & {
  readonly position: number;
  readonly recordedAt: string;
};

/** Types of the events that the state of a story is made of. */
export const STORY_FACT_TYPES: readonly StoryFact['type'][] = [
  'StoryOpened',
  'EditionIssued',
  'DecisionMade',
  'ArticleReceived',
  'ArticleRevised',
  'RevisionConflicted',
  'ArticleWithheld',
  'ArticleKilled',
  'RevisionsKilled',
  'ArticleReplaced',
  'RevisionAnalysed',
];
const STORY_FACTS: ReadonlySet<string> = new Set(STORY_FACT_TYPES);

/** Whether an event of the log is one that the state of a story is made of. */
export function isStoryFact<Fact extends { readonly type: string }>(
  fact: Fact,
): fact is Extract<Fact, StoryFact> {
  return STORY_FACTS.has(fact.type);
}

/** An editor's decision, and where and when the log recorded it. */
export interface StoryDecision extends Omit<DecisionMade['data'], 'storyId'> {
  readonly position: number;
  readonly at: string;
}

export interface StoryState {
  readonly story: StoryDefinition | null;
  /** Read with `articlesOf` and `articleOf`. */
  readonly articles: Shelves<StoryArticle>;
  readonly editions: readonly EditionIssued['data'][];
  /** In order of their numbers; `rulingsOf` tells which hold, and of what. */
  readonly decisions: readonly StoryDecision[];
  /** The last fact folded. */
  readonly position: number;
  readonly recordedAt: string;
  /** When the first update was recorded, or empty. */
  readonly firstAt: string;
}

export const initialStoryState: StoryState = {
  story: null,
  articles: NO_SHELVES,
  editions: [],
  decisions: [],
  position: 0,
  recordedAt: '',
  firstAt: '',
};

const inOrder = onceFor((articles: StoryState['articles']): readonly StoryArticle[] =>
  itemsOf(articles).sort((a, b) => a.receivedPosition - b.receivedPosition),
);

/** The articles of a story in the order of their arrival. */
export const articlesOf = ({ articles }: Pick<StoryState, 'articles'>): readonly StoryArticle[] =>
  inOrder(articles);

/** Without putting them in order. */
export const articleCount = ({ articles }: Pick<StoryState, 'articles'>): number =>
  itemsOf(articles).length;

/** By publication, then arrival. */
export const publishedFirst = (a: StoryArticle, b: StoryArticle): number =>
  compareInstants(a.revision.publishedAt ?? a.receivedAt, b.revision.publishedAt ?? b.receivedAt) ||
  a.receivedPosition - b.receivedPosition ||
  (a.identity.articleId < b.identity.articleId ? -1 : 1);

export const articleOf = (state: StoryState, articleId: string): StoryArticle | undefined =>
  itemAt(state.articles, articleId);

/** The story as a fold of the log. Total: an event that does not concern it leaves it as it is. */
export function evolveStory(state: StoryState, fact: StoryFact): StoryState {
  const next = evolveFact(state, fact);
  return { ...next, position: fact.position, recordedAt: fact.recordedAt };
}

function evolveFact(state: StoryState, fact: StoryFact): StoryState {
  if (isWithdrawal(fact)) return changed(state, fact.data.articleId, withdrawn(fact));
  switch (fact.type) {
    case 'StoryOpened':
      return { ...state, story: fact.data };
    case 'EditionIssued':
      return { ...state, editions: [...state.editions, fact.data] };
    case 'DecisionMade':
      return { ...state, decisions: [...state.decisions, decided(fact)] };
    case 'ArticleReceived':
      return withArticle(begun(state, fact), received(fact));
    case 'ArticleRevised':
      return fact.data.current ? changed(state, fact.data.article.articleId, revised(fact)) : state;
    case 'RevisionAnalysed':
      return changed(state, fact.data.articleId, (article) => analysed(state, article, fact.data));
    case 'RevisionConflicted':
      return changed(state, fact.data.articleId, conflicted(fact.data.revisionIds));
    case 'ArticleEmbargoed':
    case 'EmbargoEnded':
      return state;
  }
}

function decided({ data, position, recordedAt }: Fact<'DecisionMade'>): StoryDecision {
  const { number, author, reason, decision } = data;
  return { number, author, reason, decision, position, at: recordedAt };
}

type Fact<Type extends StoryFact['type']> = Extract<StoryFact, { type: Type }>;
const begun = (state: StoryState, { recordedAt }: StoryFact): StoryState =>
  state.firstAt === '' ? { ...state, firstAt: recordedAt } : state;

type Change = (article: StoryArticle) => StoryArticle;

/** The state with one article changed; as it is where it has no such article. */
export function changed(state: StoryState, articleId: string, change: Change): StoryState {
  const article = articleOf(state, articleId);
  return article === undefined ? state : withArticle(state, change(article));
}

function withArticle(state: StoryState, article: StoryArticle): StoryState {
  const articles = withItem(state.articles, article.identity.articleId, article);
  const copies = COPIES.get(state.articles);
  if (copies !== undefined) COPIES.set(articles, copies);
  return { ...state, articles };
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
      recordedAt: fact.recordedAt,
      note: revision.note,
    },
    corrections: [],
    group: article.articleId,
  };
}

function revised(fact: Fact<'ArticleRevised'>): Change {
  const { revision } = fact.data;
  const change: ChangeRecord = {
    kind: fact.data.change === 'late' ? 'update' : fact.data.change,
    position: fact.position,
    at: revision.versionTime ?? fact.recordedAt,
    recordedAt: fact.recordedAt,
    note: revision.note,
  };
  const isCorrection = change.kind === 'correction' || change.kind === 'restored';
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
    lastChange: change,
    corrections: isCorrection ? [...article.corrections, change] : article.corrections,
  });
}

function conflicted(revisionIds: readonly string[]): Change {
  return (article) => ({
    ...article,
    conflicting: [...new Set([...(article.conflicting ?? []), ...revisionIds])],
  });
}

function pastFigures(article: StoryArticle, fact: Fact<'ArticleRevised'>): readonly PastFigures[] {
  const why = fact.data.change === 'correction' ? 'corrected' : 'revised';
  const replacedAt = fact.data.revision.versionTime ?? fact.recordedAt;
  return currentFigures(article).map((past) => ({ ...past, replacedAt, why }));
}

type WithdrawalFact = Fact<
  'ArticleWithheld' | 'ArticleReplaced' | 'ArticleKilled' | 'RevisionsKilled'
>;

const isWithdrawal = (fact: StoryFact): fact is WithdrawalFact => 'withdrawnAt' in fact.data;

function withdrawn({ type, data, position, recordedAt }: WithdrawalFact): Change {
  const at = data.withdrawnAt ?? recordedAt;
  const told = { position, at, recordedAt, note: data.reason };
  switch (type) {
    case 'ArticleWithheld':
      return unlessKilled('withheld', { kind: 'withheld', ...told });
    case 'ArticleReplaced':
      return unlessKilled('replaced', { kind: 'replaced', ...told });
    case 'ArticleKilled':
      return (article) => killed(article, { kind: 'killed', ...told });
    case 'RevisionsKilled': {
      const { revisionIds: revisions } = data;
      const change = { kind: 'versions killed', ...told, revisions } as const;
      return (article) => withoutVersions(article, change);
    }
  }
}

/** A kill is the stronger withdrawal. */
const unlessKilled =
  (status: 'withheld' | 'replaced', change: ChangeRecord): Change =>
  (article) =>
    article.status === 'killed' ? article : withChange(article, status, change);

function analysed(
  state: StoryState,
  article: StoryArticle,
  data: Fact<'RevisionAnalysed'>['data'],
): StoryArticle {
  if (article.status === 'killed' || data.revisionId !== article.revision.revisionId)
    return article;
  const { revisionId, language, skipped, claims, signature } = data;
  const analyser = `${data.analyser.name} ${data.analyser.version}`;
  const copies = copiesOf(state, article, data);
  return {
    ...article,
    analysis: { revisionId, analyser, language, skipped, claims, signature, copies },
  };
}

// Of hundreds of copies these are enough to hold the group together when some of them change.
const COPIES_KEPT = 32;

function copiesOf(
  state: StoryState,
  { identity: { articleId } }: StoryArticle,
  { revisionId, signature }: Pick<Analysis, 'revisionId' | 'signature'>,
): readonly string[] {
  const copies = copiesIn(state);
  const standing: string[] = [];
  // In an order that does not depend on when the index was made.
  for (const id of copies.copiesOf(signature).toSorted()) {
    if (standing.length === COPIES_KEPT) break;
    const other = articleOf(state, id.slice(0, id.lastIndexOf('.')));
    if (other?.analysis?.revisionId === id && other.identity.articleId !== articleId)
      standing.push(id);
  }
  copies.add(revisionId, signature);
  return standing;
}

/**
 * Every analysed revision of a state and of those that it was folded from, filed for finding copies. Kept beside the
 * states, which are data: what it finds counts only while the state holds it, so that an entry too many changes nothing.
 */
const COPIES = new WeakMap<Shelves<StoryArticle>, CopyIndex>();

function copiesIn(state: StoryState): CopyIndex {
  const known = COPIES.get(state.articles);
  if (known !== undefined) return known;
  const copies = new CopyIndex();
  for (const { analysis } of articlesOf(state))
    if (analysis !== null) copies.add(analysis.revisionId, analysis.signature);
  COPIES.set(state.articles, copies);
  return copies;
}

function headOf(revision: Revision): RevisionHead {
  const { text, editorNote, contentHash, comparableHash, ...head } = revision;
  return head;
}
