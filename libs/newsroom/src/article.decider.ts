import { type Decider, WirebriefError } from '@wirebrief/kernel';

import {
  type ArticleEvent,
  type ArticleIdentity,
  type Revision,
  type Withdrawal,
} from './article.events';
import { hasSameKey, identityOf, isOlder, type KnownRevision, revisionOf } from './revision';
import {
  analysisKey,
  type ArticleState,
  evolveArticle,
  initialArticleState,
} from './article.state';
import { articleIdOf, type ArticleUpdate, instantInUtc } from './update';

export interface RecordUpdate {
  readonly type: 'RecordUpdate';
  readonly update: ArticleUpdate;
  /** Stories that the update belongs to, found by the caller. */
  readonly stories: readonly string[];
  /** Instant of arrival, RFC 3339 in UTC: what is embargoed beyond it is held. */
  readonly now: string;
}

/** Embargoes that have ended: what they held arrives. */
export interface EndEmbargoes {
  readonly type: 'EndEmbargoes';
  readonly now: string;
}

/** Another article, which has arrived, stands in place of this one. */
export interface RecordReplacement {
  readonly type: 'RecordReplacement';
  readonly articleId: string;
  readonly by: string;
  /** When the outlet did it, where it tells. */
  readonly at: string | null;
}

export interface RecordAnalysis {
  readonly type: 'RecordAnalysis';
  readonly analysis: Extract<ArticleEvent, { type: 'RevisionAnalysed' }>['data'];
}

export type ArticleCommand = RecordUpdate | EndEmbargoes | RecordReplacement | RecordAnalysis;

/**
 * Rules of one article. The order of revisions is the provider's version number where both have one, then the version
 * time where both have one, then arrival.
 */
export const articleDecider: Decider<ArticleCommand, ArticleState, ArticleEvent> = {
  initialState: initialArticleState,
  decide,
  evolve: evolveArticle,
};

function decide(command: ArticleCommand, state: ArticleState): readonly ArticleEvent[] {
  switch (command.type) {
    case 'RecordUpdate':
      return command.update.kind === 'article'
        ? decideArrival(command, state)
        : decideWithdrawal(command.update, command.update.kind, state);
    case 'EndEmbargoes':
      return endEmbargoes(command.now, state);
    case 'RecordReplacement':
      return decideReplacement(command, state);
    case 'RecordAnalysis':
      return state.analyses.includes(analysisKey(command.analysis))
        ? []
        : [{ type: 'RevisionAnalysed', data: command.analysis }];
  }
}

/** Nothing of a version is used before its embargo ends; sent again without one, it arrives. */
function decideArrival(command: RecordUpdate, state: ArticleState): readonly ArticleEvent[] {
  const { update, stories, now } = command;
  if (update.text.trim() === '') throw emptyTextError();
  const { contentHash } = revisionOf(update, 1);
  const held = state.held.find((one) => one.contentHash === contentHash);
  const articleId = articleIdOf(update);
  if (!isEmbargoed(update, now)) {
    const events = decideArticle(command, state);
    if (held === undefined) return events;
    return [{ type: 'EmbargoEnded', data: { articleId, contentHash } }, ...events];
  }
  const until = instantInUtc(update.embargoedUntil ?? undefined);
  // What is out is out: an embargo that comes after its text holds nothing back.
  const isOut = state.revisions.some((one) => one.contentHash === contentHash);
  if (isOut || held?.until === until) return [];
  return [{ type: 'ArticleEmbargoed', data: { articleId, stories, until, contentHash, update } }];
}

function isEmbargoed({ embargoedUntil }: ArticleUpdate, now: string): boolean {
  if (embargoedUntil === undefined) return false;
  return embargoedUntil === null || Date.parse(embargoedUntil) > Date.parse(now);
}

function endEmbargoes(now: string, state: ArticleState): readonly ArticleEvent[] {
  const due = state.held
    .filter(({ until }) => until !== null && Date.parse(until) <= Date.parse(now))
    .toSorted((a, b) => Date.parse(a.until ?? '') - Date.parse(b.until ?? ''));
  return due.reduce<readonly ArticleEvent[]>(
    (events, { articleId, stories, update, contentHash }) => {
      const before = events.reduce(evolveArticle, state);
      const arrival: RecordUpdate = { type: 'RecordUpdate', update, stories, now };
      const ended: ArticleEvent = { type: 'EmbargoEnded', data: { articleId, contentHash } };
      return [...events, ended, ...decideArticle(arrival, before)];
    },
    [],
  );
}

/** For good, also of an article that is killed now and could come back; but two articles that each stand in place of the other are both kept. */
function decideReplacement(
  { articleId, by, at }: RecordReplacement,
  state: ArticleState,
): readonly ArticleEvent[] {
  if (state.isReplaced || state.replaces.includes(by)) return [];
  const reason = 'replaced by another article';
  const withdrawal = { articleId, stories: state.stories, version: null, reason, withdrawnAt: at };
  return [{ type: 'ArticleReplaced', data: { ...withdrawal, by } }];
}

function decideArticle(command: RecordUpdate, state: ArticleState): readonly ArticleEvent[] {
  const { update } = command;
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
  if (state.withdrawal === null || lifts(revision, state))
    return [received, ...suspensionLeftBy(revision, state, stories)];
  // A withdrawal that came first is said again, now that the stories are known.
  const isKilled =
    state.status === 'killed' && (revision.version ?? -1) <= killedUpTo(state.withdrawal, state);
  const said = saidAgain({ ...state.withdrawal, stories }, state, isKilled);
  return isKilled && state.suspension !== null
    ? [received, said, { type: 'ArticleWithheld', data: { ...state.suspension, stories } }]
    : [received, said];
}

function saidAgain(data: Withdrawal, state: ArticleState, isKilled: boolean): ArticleEvent {
  if (isKilled) return { type: 'ArticleKilled', data };
  return state.isReplaced
    ? { type: 'ArticleReplaced', data: { by: '', ...data } }
    : { type: 'ArticleWithheld', data };
}

function decideRevision(
  article: ArticleIdentity,
  revision: Revision,
  state: ArticleState,
): readonly ArticleEvent[] {
  const conflicting = state.revisions.find((one) => hasSameKey(one, revision));
  const events: ArticleEvent[] = [
    {
      type: 'ArticleRevised',
      data: { article, stories: state.stories, revision, ...placeOf(revision, state) },
    },
  ];
  events.push(...suspensionLeftBy(revision, state, state.stories));
  if (conflicting !== undefined) {
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
  if (state.status === 'replaced') return { current: false, change: 'late' };
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
  if (state.isReplaced) return false;
  return state.status === 'killed'
    ? (revision.version ?? -1) > killedUpTo(withdrawal, state)
    : liftsSuspension(revision, withdrawal);
}

function liftsSuspension(revision: Revision, { version, withdrawnAt }: Withdrawal): boolean {
  const isSameVersion = version !== null && version === revision.version;
  // Of the two only their times tell; a partial text lifts a suspension as a full one does.
  const suspended = { version, versionTime: withdrawnAt, partial: revision.partial ?? false };
  return !isSameVersion && !isOlder(revision, suspended);
}

/** What a version that lifts a kill, and not the suspension under it, leaves in force: it is said again. */
function suspensionLeftBy(
  revision: Revision,
  state: ArticleState,
  stories: readonly string[],
): readonly ArticleEvent[] {
  const { status, suspension } = state;
  if (status !== 'killed' || suspension === null || !lifts(revision, state)) return [];
  return liftsSuspension(revision, suspension)
    ? []
    : [{ type: 'ArticleWithheld', data: { ...suspension, stories } }];
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
    case 'replaced':
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
  if (isOvertaken(data, kind, state)) return kind === 'kill' ? killOfOlder(data, state) : [];
  if (isCovered(data, kind, state)) return [];
  return [{ type: kind === 'kill' ? 'ArticleKilled' : 'ArticleWithheld', data }];
}

/** Whether what is in force withdraws all that this would: of two kills or two suspensions the farther one counts. */
function isCovered(data: Withdrawal, kind: 'withheld' | 'kill', state: ArticleState): boolean {
  const { status, withdrawal, suspension } = state;
  if (withdrawal === null) return false;
  if (status === 'killed') {
    const upTo = killedUpTo(withdrawal, state);
    if (kind === 'kill') return killedUpTo(data, state) <= upTo;
    return (data.version ?? Infinity) <= upTo || isFarther(suspension, data);
  }
  if (kind === 'kill') return false;
  return status !== 'withheld' || isFarther(withdrawal, data);
}

/** Of two suspensions, whether the one in force holds all that the other would. */
function isFarther(inForce: Withdrawal | null, other: Withdrawal): boolean {
  if (inForce === null) return false;
  const isLater = Date.parse(other.withdrawnAt ?? '') > Date.parse(inForce.withdrawnAt ?? '');
  return !isLater && (other.version ?? -1) <= (inForce.version ?? -1);
}

/** The highest version that a kill withdraws; without a version, what is current when it comes. */
const killedUpTo = ({ version }: Withdrawal, state: ArticleState): number =>
  version ?? currentOf(state)?.version ?? Infinity;

/** A kill below the current version: it covers what is up to its version, and what stands goes on standing. */
function killOfOlder(data: Withdrawal, state: ArticleState): readonly ArticleEvent[] {
  const version = data.version ?? -1;
  const revisionIds = state.revisions
    .filter((one) => one.version !== null && one.version <= version)
    .map(({ revisionId }) => revisionId)
    .filter((id) => !state.killedRevisions.includes(id) && id !== state.currentRevisionId);
  return revisionIds.length === 0
    ? []
    : [{ type: 'RevisionsKilled', data: { ...data, revisionIds } }];
}

/** Sent once more after a newer version has lifted it, a withdrawal is old news; only a version number outdates a kill. */
function isOvertaken(
  { version, withdrawnAt }: Withdrawal,
  kind: 'withheld' | 'kill',
  state: ArticleState,
): boolean {
  const current = currentOf(state);
  const versionTime = kind === 'kill' ? null : withdrawnAt;
  if (current === undefined) return false;
  return isOlder({ version, versionTime, partial: current.partial ?? false }, current);
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
