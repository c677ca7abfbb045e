import { type Claim, type FigureClaim, type TextSignature } from '@wirebrief/claims';
import { type ArticleIdentity, outletTime, type Revision } from '@wirebrief/newsroom';

/** A revision without its text: quotes carry what is printed, and killed text must not linger here. */
export type RevisionHead = Omit<Revision, 'text' | 'editorNote' | 'contentHash' | 'comparableHash'>;

export interface Analysis {
  readonly revisionId: string;
  readonly analyser: string;
  readonly language: string;
  readonly skipped: string | null;
  readonly claims: readonly Claim[];
  readonly signature: TextSignature;
  /** Revisions of other articles that stood when it was read and are copies of it, up to a few dozen. */
  readonly copies: readonly string[];
}

/** Figures of a revision that is no longer current. */
export interface PastFigures {
  readonly revisionId: string;
  readonly figures: readonly FigureClaim[];
  /** Version time of that revision, and of the one that replaced it; when they were recorded where the outlet tells none. */
  readonly saidAt: string;
  readonly replacedAt: string;
  /** Of what is killed only the numbers are left. */
  readonly why: 'revised' | 'corrected' | 'killed';
  /** Ids of figures that are killed: nothing of their words is left to tell them from. */
  readonly ids?: readonly string[];
}

export type ArticleChange =
  | 'received'
  | 'update'
  | 'correction'
  | 'cosmetic'
  | 'restored'
  | 'withheld'
  | 'replaced'
  | 'killed'
  | 'versions killed';

export interface ChangeRecord {
  readonly kind: ArticleChange;
  readonly position: number;
  /** By the outlet's clock where it tells, else when it was recorded. */
  readonly at: string;
  readonly recordedAt: string;
  /** The outlet's note or the reason given. */
  readonly note: string | null;
  /** Revisions of `versions killed`. */
  readonly revisions?: readonly string[];
}

export interface StoryArticle {
  readonly identity: ArticleIdentity;
  readonly status: 'live' | 'withheld' | 'replaced' | 'killed';
  readonly receivedAt: string;
  readonly receivedPosition: number;
  readonly revision: RevisionHead;
  /** Of the current revision; null until the analyser has read it. */
  readonly analysis: Analysis | null;
  readonly past: readonly PastFigures[];
  readonly lastChange: ChangeRecord;
  /** Corrections, suspensions, kills and returns, oldest first: what a reader of an earlier edition must be told. */
  readonly corrections: readonly ChangeRecord[];
  /** Revisions that stand under one version with another text; absent where there are none. */
  readonly conflicting?: readonly string[];
  /** Articles of one syndication group share it, as `grouped` tells: the id of the first of them to be published. */
  readonly group: string;
}

/** When an article says what it says: by the outlet's clock where it tells, else when it arrived. */
export const saidAt = ({
  revision,
  receivedAt,
}: Pick<StoryArticle, 'revision' | 'receivedAt'>): string => outletTime(revision) ?? receivedAt;
