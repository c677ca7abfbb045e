import { canonicalJson, type Decider, sha256, WirebriefError } from '@wirebrief/kernel';

import {
  type ArticleEvent,
  type ArticleIdentity,
  type Revision,
  type Withdrawal,
} from './article.events';
import { articleIdOf, type ArticleUpdate } from './update';

export interface KnownRevision {
  readonly revisionId: string;
  readonly number: number;
  readonly version: number | null;
  readonly versionTime: string | null;
  readonly contentHash: string;
  readonly comparableHash: string;
}

export interface ArticleState {
  readonly status: 'unknown' | 'live' | 'withheld' | 'killed';
  /** Null until the article itself has arrived. */
  readonly article: ArticleIdentity | null;
  readonly stories: readonly string[];
  /** In order of arrival. */
  readonly revisions: readonly KnownRevision[];
  readonly currentRevisionId: string | null;
  /** The kill that is in force, also one that came before its article. */
  readonly kill: Withdrawal | null;
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
    kill: null,
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
  command: RecordUpdate,
  revision: Revision,
  state: ArticleState,
): readonly ArticleEvent[] {
  const { stories } = command;
  const received: ArticleEvent = {
    type: 'ArticleReceived',
    data: { article: identityOf(command.update), stories, revision },
  };
  // A kill that came first is said again, now that the stories are known.
  return state.kill === null
    ? [received]
    : [received, { type: 'ArticleKilled', data: { ...state.kill, stories } }];
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
  const current = state.revisions.find((known) => known.revisionId === state.currentRevisionId);
  if (state.status === 'killed') return placeAfterKill(revision, state, current);
  if (current !== undefined && isOlder(revision, current))
    return { current: false, change: 'late' };
  if (current?.comparableHash === revision.comparableHash)
    return { current: true, change: 'cosmetic' };
  return { current: true, change: revision.note === null ? 'update' : 'correction' };
}

/** A killed article comes back only with a version above the one that was killed. */
function placeAfterKill(
  revision: Revision,
  state: ArticleState,
  current: KnownRevision | undefined,
): Place {
  const killedVersion = state.kill?.version ?? current?.version ?? Infinity;
  return (revision.version ?? -1) > killedVersion
    ? { current: true, change: 'restored' }
    : { current: false, change: 'late' };
}

function isOlder(revision: Revision, current: KnownRevision): boolean {
  if (
    revision.version !== null &&
    current.version !== null &&
    revision.version !== current.version
  ) {
    return revision.version < current.version;
  }
  if (revision.versionTime !== null && current.versionTime !== null) {
    return Date.parse(revision.versionTime) < Date.parse(current.versionTime);
  }
  return false;
}

/** The same version again: equal content under an equal key, or equal to the current text where there is no key. */
function isRepeat(revision: Revision, state: ArticleState): boolean {
  // Sent again after a withdrawal, the same text is news: it counts again.
  if (state.status === 'withheld') return false;
  return state.revisions.some(
    (known) =>
      known.contentHash === revision.contentHash &&
      (known.revisionId === state.currentRevisionId ||
        (hasKey(known) &&
          known.version === revision.version &&
          known.versionTime === revision.versionTime)),
  );
}

const hasKey = (revision: KnownRevision): boolean =>
  revision.version !== null || revision.versionTime !== null;

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
  };
  if (kind === 'kill') return state.status === 'killed' ? [] : [{ type: 'ArticleKilled', data }];
  return state.status === 'withheld' || state.status === 'killed'
    ? []
    : [{ type: 'ArticleWithheld', data }];
}

function evolve(state: ArticleState, event: ArticleEvent): ArticleState {
  switch (event.type) {
    case 'ArticleReceived': {
      const { article, revision, stories } = event.data;
      return {
        ...state,
        status: 'live',
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
        kill: event.data.current ? null : state.kill,
        revisions: [...state.revisions, known(event.data.revision)],
        currentRevisionId: event.data.current
          ? event.data.revision.revisionId
          : state.currentRevisionId,
      };
    case 'ArticleWithheld':
      return { ...state, status: 'withheld' };
    case 'ArticleKilled':
      return { ...state, status: 'killed', kill: event.data };
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

function known(revision: Revision): KnownRevision {
  const { revisionId, number, version, versionTime, contentHash, comparableHash } = revision;
  return { revisionId, number, version, versionTime, contentHash, comparableHash };
}

function identityOf(update: ArticleUpdate): ArticleIdentity {
  const host =
    update.url === undefined ? undefined : new URL(update.url).host.replace(/^www\./, '');
  const outlet = update.outlet ?? host ?? update.source ?? 'Unnamed outlet';
  return {
    articleId: articleIdOf(update),
    source: update.source ?? host ?? outlet,
    itemId: update.itemId ?? null,
    url: update.url ?? null,
    outlet,
  };
}

function revisionOf(update: ArticleUpdate, number: number): Revision {
  const headline = update.headline ?? '';
  return {
    revisionId: `${articleIdOf(update)}.${number}`,
    number,
    version: update.version ?? null,
    versionTime: update.updated ?? null,
    headline,
    byline: update.byline ?? null,
    publishedAt: update.published ?? null,
    language: update.language ?? '',
    genre: update.genre,
    note: update.note ?? null,
    editorNote: update.editorNote ?? null,
    text: update.text,
    contentHash: sha256(canonicalJson([headline, update.text])),
    textHash: sha256(update.text),
    comparableHash: sha256(comparable(`${headline}\n${update.text}`)),
  };
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
