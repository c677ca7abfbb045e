import { type Decider, WirebriefError } from '@wirebrief/kernel';

import {
  type ArticleEvent,
  type ArticleIdentity,
  type Revision,
  type Withdrawal,
} from './article.events';
import { hasSameKey, identityOf, isOlder, known, type KnownRevision, revisionOf } from './revision';
import { articleIdOf, type ArticleUpdate, instantInUtc } from './update';

export interface ArticleState {
  readonly status: 'unknown' | 'live' | 'withheld' | 'killed';
  /** Null until the article itself has arrived. */
  readonly article: ArticleIdentity | null;
  readonly stories: readonly string[];
  /** In order of arrival. */
  readonly revisions: readonly KnownRevision[];
  readonly currentRevisionId: string | null;
  /** The kill or suspension that is in force, also one that came before its article. */
  readonly withdrawal: Withdrawal | null;
  /** `<revisionId> <storyId> <analyser> <analyser version>` of every analysis recorded. */
  readonly analyses: readonly string[];
}

export interface RecordUpdate {
  readonly type: 'RecordUpdate';
  readonly update: ArticleUpdate;
  /** Stories that the update belongs to, found by the caller. */
  readonly stories: readonly string[];
}

export interface RecordAnalysis {
  readonly type: 'RecordAnalysis';
  readonly analysis: Extract<ArticleEvent, { type: 'RevisionAnalysed' }>['data'];
}

export type ArticleCommand = RecordUpdate | RecordAnalysis;

/**
 * Rules of one article. The order of revisions is the provider's version number where both have one, then the version
 * time where both have one, then arrival.
 */
export const articleDecider: Decider<ArticleCommand, ArticleState, ArticleEvent> = {
  initialState: {
    status: 'unknown',
    article: null,
    stories: [],
    revisions: [],
    currentRevisionId: null,
    withdrawal: null,
    analyses: [],
  },
  decide,
  evolve,
};

function decide(command: ArticleCommand, state: ArticleState): readonly ArticleEvent[] {
  switch (command.type) {
    case 'RecordUpdate':
      return command.update.kind === 'article'
        ? decideArticle(command, state)
        : decideWithdrawal(command.update, command.update.kind, state);
    case 'RecordAnalysis':
      return state.analyses.includes(analysisKey(command.analysis))
        ? []
        : [{ type: 'RevisionAnalysed', data: command.analysis }];
  }
}

function decideArticle(command: RecordUpdate, state: ArticleState): readonly ArticleEvent[] {
  const { update } = command;
  if (update.text.trim() === '') throw emptyTextError();
  const revision = revisionOf(update, state.revisions.length + 1);
  if (isRepeat(revision, state)) return [];
  return state.article === null
    ? firstArrival(command, revision, state)
    : decideRevision(state.article, revision, state);
}

function firstArrival(
  { update, stories }: RecordUpdate,
  revision: Revision,
  state: ArticleState,
): readonly ArticleEvent[] {
  const received: ArticleEvent = {
    type: 'ArticleReceived',
    data: { article: identityOf(update), stories, revision },
  };
  if (state.withdrawal === null || lifts(revision, state)) return [received];
  // A withdrawal that came first is said again, now that the stories are known.
  const type = state.status === 'killed' ? 'ArticleKilled' : 'ArticleWithheld';
  return [received, { type, data: { ...state.withdrawal, stories } }];
}

function decideRevision(
  article: ArticleIdentity,
  revision: Revision,
  state: ArticleState,
): readonly ArticleEvent[] {
  const conflicting = state.revisions.find(
    (known) => revision.version !== null && known.version === revision.version,
  );
  const events: ArticleEvent[] = [
    {
      type: 'ArticleRevised',
      data: { article, stories: state.stories, revision, ...placeOf(revision, state) },
    },
  ];
  if (conflicting !== undefined && revision.version !== null) {
    events.push({
      type: 'RevisionConflicted',
      data: {
        articleId: article.articleId,
        version: revision.version,
        revisionIds: [conflicting.revisionId, revision.revisionId],
      },
    });
  }
  return events;
}

type Place = Pick<Extract<ArticleEvent, { type: 'ArticleRevised' }>['data'], 'current' | 'change'>;

function placeOf(revision: Revision, state: ArticleState): Place {
  const current = currentOf(state);
  const isLate = current !== undefined && isOlder(revision, current);
  if (state.status === 'killed') {
    return lifts(revision, state)
      ? { current: true, change: 'restored' }
      : { current: false, change: 'late' };
  }
  if (isLate || !lifts(revision, state)) return { current: false, change: 'late' };
  if (state.status === 'withheld') return { current: true, change: 'restored' };
  if (current?.comparableHash === revision.comparableHash)
    return { current: true, change: 'cosmetic' };
  return { current: true, change: isCorrection(revision.note) ? 'correction' : 'update' };
}

/** A public note tells a correction, unless it says itself that it is an update. */
function isCorrection(note: string | null): boolean {
  return note !== null && !/^updated?\b/i.test(note);
}

/**
 * Whether a version counts in spite of the withdrawal in force. A killed article comes back only with a version above
 * the killed one; a suspended one with anything that is not known to be older than the suspension.
 */
function lifts(revision: Revision, state: ArticleState): boolean {
  const { withdrawal } = state;
  if (withdrawal === null) return true;
  if (state.status === 'killed') {
    const killedVersion = withdrawal.version ?? currentOf(state)?.version ?? Infinity;
    return (revision.version ?? -1) > killedVersion;
  }
  const { version, withdrawnAt } = withdrawal;
  const isSameVersion = version !== null && version === revision.version;
  return !isSameVersion && !isOlder(revision, { version, versionTime: withdrawnAt });
}

const currentOf = (state: ArticleState): KnownRevision | undefined =>
  state.revisions.find(({ revisionId }) => revisionId === state.currentRevisionId);

/** Equal content under the key of a version that is known, or of the current text where no higher version says it. */
function isRepeat(revision: Revision, state: ArticleState): boolean {
  const same = state.revisions.filter((one) => one.contentHash === revision.contentHash);
  if (same.some((one) => hasSameKey(one, revision))) return true;
  switch (state.status) {
    case 'live':
      return same.some(
        (one) =>
          one.revisionId === state.currentRevisionId &&
          (revision.version === null || one.version === null),
      );
    case 'killed':
      return same.length > 0 && !lifts(revision, state);
    // Sent again after a suspension, the same text is news: it counts again.
    case 'withheld':
    case 'unknown':
      return false;
  }
}

function decideWithdrawal(
  update: ArticleUpdate,
  kind: 'withheld' | 'kill',
  state: ArticleState,
): readonly ArticleEvent[] {
  if (update.itemId === undefined && update.url === undefined) throw unidentifiedError(kind);
  const data: Withdrawal = {
    articleId: articleIdOf(update),
    stories: state.stories,
    version: update.version ?? null,
    reason: update.reason ?? update.note ?? 'no reason given',
    withdrawnAt: instantInUtc(update.updated),
  };
  if (state.status === 'killed' || isOvertaken(data, kind, state)) return [];
  if (kind === 'kill') return [{ type: 'ArticleKilled', data }];
  return state.status === 'withheld' ? [] : [{ type: 'ArticleWithheld', data }];
}

/** Sent once more after a newer version has lifted it, a withdrawal is old news; only a version number outdates a kill. */
function isOvertaken(
  { version, withdrawnAt }: Withdrawal,
  kind: 'withheld' | 'kill',
  state: ArticleState,
): boolean {
  const current = currentOf(state);
  const versionTime = kind === 'kill' ? null : withdrawnAt;
  return current !== undefined && isOlder({ version, versionTime }, current);
}

function evolve(state: ArticleState, event: ArticleEvent): ArticleState {
  switch (event.type) {
    case 'ArticleReceived': {
      const { article, revision, stories } = event.data;
      return {
        ...state,
        status: 'live',
        withdrawal: null,
        article,
        stories,
        revisions: [...state.revisions, known(revision)],
        currentRevisionId: revision.revisionId,
      };
    }
    case 'ArticleRevised':
      return {
        ...state,
        status: event.data.current ? 'live' : state.status,
        withdrawal: event.data.current ? null : state.withdrawal,
        revisions: [...state.revisions, known(event.data.revision)],
        currentRevisionId: event.data.current
          ? event.data.revision.revisionId
          : state.currentRevisionId,
      };
    case 'ArticleWithheld':
      return { ...state, status: 'withheld', withdrawal: event.data };
    case 'ArticleKilled':
      return { ...state, status: 'killed', withdrawal: event.data };
    case 'RevisionAnalysed':
      return { ...state, analyses: [...state.analyses, analysisKey(event.data)] };
    case 'RevisionConflicted':
      return state;
  }
}

const analysisKey = (analysis: RecordAnalysis['analysis']): string =>
  [analysis.revisionId, analysis.storyId, analysis.analyser.name, analysis.analyser.version].join(
    ' ',
  );

function emptyTextError(): WirebriefError {
  return new WirebriefError(
    'WB_ARTICLE_EMPTY',
    'invalid',
    'The article has no text.',
    'Send the body of the article in "text"; to withdraw an article, send kind "kill" or "withheld".',
  );
}

function unidentifiedError(kind: string): WirebriefError {
  return new WirebriefError(
    'WB_ARTICLE_UNIDENTIFIED',
    'invalid',
    `The ${kind} does not say which article it means.`,
    'Send the "source" and "itemId" of the article, or its "url".',
  );
}
