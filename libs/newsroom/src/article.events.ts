import { type Claim, type TextSignature } from '@wirebrief/claims';
import { type DomainEvent } from '@wirebrief/kernel';

import { type ArticleUpdate } from './update';

/** One immutable version of an article's text. */
export interface Revision {
  /** `<articleId>.<number>`. */
  readonly revisionId: string;
  /** In order of arrival, from 1. */
  readonly number: number;
  readonly version: number | null;
  readonly versionTime: string | null;
  readonly headline: string;
  readonly byline: string | null;
  readonly publishedAt: string | null;
  readonly language: string;
  readonly genre: 'report' | 'analysis' | 'opinion';
  /** The outlet's public note on this version. */
  readonly note: string | null;
  /** For desks only; never printed. */
  readonly editorNote: string | null;
  /** True of a text that is not all of it; it never replaces a full one. */
  readonly partial?: boolean;
  /** Articles that this one stands in place of. */
  readonly replaces?: readonly string[];
  readonly text: string;
  /** SHA-256 of headline and text: equal means the same version again. */
  readonly contentHash: string;
  /** SHA-256 of the text alone, as printed in the source list. */
  readonly textHash: string;
  /** SHA-256 without regard to white space and typography: equal means a cosmetic change. */
  readonly comparableHash: string;
}

export interface ArticleIdentity {
  readonly articleId: string;
  readonly source: string;
  readonly itemId: string | null;
  readonly url: string | null;
  readonly outlet: string;
}

export type ArticleReceived = DomainEvent<
  'ArticleReceived',
  {
    readonly article: ArticleIdentity;
    readonly stories: readonly string[];
    readonly revision: Revision;
  }
>;

/** A later arrival of the same article. An older version that arrives late is stored and not current. */
export type ArticleRevised = DomainEvent<
  'ArticleRevised',
  {
    readonly article: ArticleIdentity;
    readonly stories: readonly string[];
    readonly revision: Revision;
    readonly current: boolean;
    readonly change: 'update' | 'correction' | 'cosmetic' | 'late' | 'restored';
  }
>;

/** Two texts under one provider version, or one version time without a number. Both are kept; the later arrival is current. */
export type RevisionConflicted = DomainEvent<
  'RevisionConflicted',
  {
    readonly articleId: string;
    readonly version: number | null;
    readonly revisionIds: readonly [string, string];
  }
>;

export interface Withdrawal {
  readonly articleId: string;
  readonly stories: readonly string[];
  readonly version: number | null;
  readonly reason: string;
  /** When the outlet did it (RFC 3339), where it tells. */
  readonly withdrawnAt: string | null;
}

/** The outlet suspends the article: its claims do not count until a new version arrives. */
export type ArticleWithheld = DomainEvent<'ArticleWithheld', Withdrawal>;

/** The outlet withdraws the article for good: its claims and its text leave every output. */
export type ArticleKilled = DomainEvent<'ArticleKilled', Withdrawal>;

/** The outlet withdraws versions that are not current any more: their text leaves every output; the current one stands. */
export type RevisionsKilled = DomainEvent<
  'RevisionsKilled',
  Withdrawal & { readonly revisionIds: readonly string[] }
>;

/** Another article stands in its place: its claims do not count. */
export type ArticleReplaced = DomainEvent<'ArticleReplaced', Withdrawal & { readonly by: string }>;

/** A version that nothing may be used of yet. It arrives as any other when its embargo ends. */
export type ArticleEmbargoed = DomainEvent<
  'ArticleEmbargoed',
  {
    readonly articleId: string;
    readonly stories: readonly string[];
    /** RFC 3339 in UTC; null until it is sent again without an embargo. */
    readonly until: string | null;
    readonly contentHash: string;
    readonly update: ArticleUpdate;
  }
>;

export type EmbargoEnded = DomainEvent<
  'EmbargoEnded',
  { readonly articleId: string; readonly contentHash: string }
>;

/** What the analyser of that day made of a revision, read for one story. */
export type RevisionAnalysed = DomainEvent<
  'RevisionAnalysed',
  {
    readonly articleId: string;
    readonly revisionId: string;
    readonly storyId: string;
    readonly analyser: { readonly name: string; readonly version: string };
    readonly language: string;
    /** Why there are no claims by rule, or null. */
    readonly skipped: string | null;
    readonly claims: readonly Claim[];
    /** For finding copies; compared with `areCopies`. */
    readonly signature: TextSignature;
  }
>;

export type ArticleEvent =
  | ArticleReceived
  | ArticleRevised
  | RevisionConflicted
  | ArticleWithheld
  | ArticleKilled
  | RevisionsKilled
  | ArticleReplaced
  | ArticleEmbargoed
  | EmbargoEnded
  | RevisionAnalysed;
