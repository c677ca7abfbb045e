import { type Recall } from '@wirebrief/briefing';

/** Settings of a page of the service. Instants are RFC 3339 in UTC and are shown in `timeZone`. */
export interface PageSettings {
  /** BCP 47. */
  readonly language: string;
  readonly timeZone: string;
}

/** Paths on the service's own host, each beginning with a slash. */
export interface EditionFiles {
  readonly html: string;
  readonly pdf: string;
  readonly json: string;
  /** All of them in one. */
  readonly zip: string;
}

/** Another edition of the same story. */
export interface EditionReference {
  readonly number: number;
  readonly issuedAt: string;
  /** Path of its HTML; null for a recalled edition, which is no longer given out. */
  readonly path: string | null;
}

export interface EditionEntry {
  readonly number: number;
  readonly issuedAt: string;
  readonly asOf: string;
  readonly position: number;
  readonly status: 'current' | 'superseded' | 'recalled';
  /** The edition after it. */
  readonly supersededBy: EditionReference | null;
  readonly correction: Recall | null;
  readonly recall: Recall | null;
  /** Its first key figure, or empty. */
  readonly highlight: string;
  /** Null for a recalled edition, which is no longer given out. */
  readonly files: EditionFiles | null;
}

export interface StoryEntry {
  readonly id: string;
  readonly title: string;
  /** Path of the story's page. */
  readonly path: string;
  readonly articleCount: number;
  readonly lastUpdateAt: string | null;
  readonly nextDue: string | null;
  /** Schedules whose last run was given up. */
  readonly failedSchedules: readonly { readonly id: string; readonly due: string }[];
  /** Newest first. */
  readonly editions: readonly EditionEntry[];
}

/** `/`: the stories with their editions. */
export interface IndexModel extends PageSettings {
  readonly stories: readonly StoryEntry[];
  /** Position of the log that the page was read at. */
  readonly position: number;
}

export interface ArticleEntry {
  readonly outlet: string;
  readonly headline: string;
  /** Language of the headline, BCP 47. */
  readonly language: string;
  readonly url: string | null;
  readonly publishedAt: string | null;
  readonly receivedAt: string;
  readonly revision: number;
  readonly status: 'current' | 'withheld' | 'replaced' | 'killed';
}

/** A story's page: its editions and the articles behind them. */
export interface StoryModel extends PageSettings {
  readonly story: StoryEntry;
  /** What the story is about beside its title: what, when (an ISO date or words) and where, as far as is set. */
  readonly summary: readonly string[];
  /** Newest first. */
  readonly articles: readonly ArticleEntry[];
}

/** What a reader of an edition has to know that does not stand as it was issued. */
export interface NoticeModel extends PageSettings {
  readonly number: number;
  readonly supersededBy: EditionReference | null;
  /** What an editor has corrected of it. */
  readonly correction: Recall | null;
  /** The newest edition that is given out, where it is a later one. */
  readonly newest: EditionReference | null;
  /** Path of the file as it was issued. */
  readonly issuedPath: string;
}

/** The PDF of such an edition, which cannot say so itself: a page that says it, and gives the choice. */
export interface ChoiceModel extends NoticeModel {
  /** Path is that of the story's page. */
  readonly story: Pick<StoryEntry, 'title' | 'path'>;
  /** Path of the newest edition's PDF. */
  readonly newestPdf: string | null;
}

/** A recalled edition, as a page in its place. */
export interface RecalledModel extends PageSettings {
  readonly number: number;
  /** Path is that of the story's page. */
  readonly story: Pick<StoryEntry, 'title' | 'path'>;
  readonly recall: Recall;
  /** The newest edition that is given out. */
  readonly newest: EditionReference | null;
}

/** A failed request, as a page. */
export interface ErrorModel extends PageSettings {
  /** HTTP status. */
  readonly status: number;
  /** `Not found`. */
  readonly title: string;
  readonly detail: string;
  /** What the reader can do, or empty. */
  readonly remedy: string;
  /** `WB_…`, or empty. */
  readonly code: string;
}

/** The pages of the HTTP service for people. */
export abstract class SitePages {
  abstract index(model: IndexModel): string;
  abstract story(model: StoryModel): string;
  /** The HTML of an issued edition with a notice on top; nothing else of it changes. */
  abstract noticed(edition: string, notice: NoticeModel): string;
  abstract choice(model: ChoiceModel): string;
  abstract recalled(model: RecalledModel): string;
  abstract error(model: ErrorModel): string;
}
