import {
  type Effect,
  type FigureQualifier,
  type Group,
  type PositionLine,
  type Stance,
} from '@wirebrief/claims';

/**
 * The briefing document: everything that an edition prints, as data. Both media are rendered from it, it is the
 * edition's JSON form, and it is attached to the PDF. All instants are RFC 3339 in UTC; `timeZone` says in which zone a
 * reader wants them. Texts are plain, never markup.
 */
export interface Briefing {
  readonly schema: 1;
  /**
   * A flash has highlights, key figures and changes, and of the sources those that they cite, with the quotes that they
   * cite. What else an edition has is empty.
   */
  readonly kind: 'edition' | 'flash';
  /** BCP 47 language of the generated texts. */
  readonly language: string;
  readonly timeZone: string;
  readonly story: { readonly id: string; readonly title: string };
  readonly edition: EditionHead;
  /** What this document is and is not, in one or two sentences. */
  readonly statement: string;
  readonly highlights: readonly Statement[];
  /** Notes of editors, oldest first. */
  readonly notes: readonly EditorNote[];
  readonly keyFigures: readonly KeyFigure[];
  readonly changes: Changes;
  readonly strike: StrikeSection;
  readonly toll: TollSection;
  readonly options: OptionsSection;
  readonly unknowns: readonly Statement[];
  readonly otherIncidents: readonly OtherIncident[];
  readonly sources: readonly Source[];
  readonly method: Method;
  readonly corrections: readonly Correction[];
}

export interface EditionHead {
  /** From 1; 0 marks a document that was never issued (the one-shot command). */
  readonly number: number;
  readonly issuedAt: string;
  /** The instant up to which updates are in: that of the last commit at `position`. */
  readonly asOf: string;
  /** Position of the log. */
  readonly position: number;
  /** How many articles are read, and the first and last ISO date of publication; null where none is known. */
  readonly articles: {
    readonly count: number;
    readonly from: string | null;
    readonly to: string | null;
  };
  /** From the previous edition's `asOf`, or the first update, to `asOf`. Null when there is no update. */
  readonly period: { readonly from: string; readonly to: string } | null;
  readonly nextDue: string | null;
  readonly supersedes: number | null;
}

/** Points at a quote: source number and quote letter as printed, `3a`. `anchor` is the id of the quote in the document. */
export interface Citation {
  readonly label: string;
  readonly anchor: string;
}

/** A generated sentence. Every one that reports something has at least one citation. */
export interface Statement {
  readonly text: string;
  readonly citations: readonly Citation[];
}

/** An editor's own words; the log holds who wrote them, and why. */
export interface EditorNote {
  /** Number of the decision. */
  readonly decision: number;
  readonly at: string;
  readonly text: string;
}

export interface KeyFigure {
  /** `Civilians killed`. */
  readonly label: string;
  /** `10`, `0–10`, `10 or more`, `Unknown`. */
  readonly value: string;
  /** Against the previous edition: `was 9`, `new`, or empty. */
  readonly change: string;
  /** What the figure does and does not mean, one short sentence. */
  readonly caveat: string;
  readonly citations: readonly Citation[];
}

export interface Changes {
  /** Number of the edition compared with; null for a first edition. */
  readonly since: number | null;
  /** Empty with `since` set means NO CHANGE. */
  readonly entries: readonly Change[];
}

export interface Change {
  readonly kind: 'added' | 'revised' | 'withdrawn';
  /** What it is about: `Civilians killed, according to relatives`. */
  readonly subject: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly cause:
    'new source' | 'revision' | 'correction' | 'kill' | 'withheld' | 'editor decision' | 'analysis';
  /** The subject names several views, and each has its own citation. */
  readonly isList?: true;
  /** One sentence that says why, for instance the outlet's correction note. */
  readonly why: string;
  readonly citations: readonly Citation[];
}

export interface StrikeSection {
  /** Date and time, Place, Struck by, Weapon, Target, in this order; printed also when unknown. */
  readonly facts: readonly Fact[];
  /** The stated grounds, each with its source. */
  readonly basis: readonly Evidence[];
  /** Official bodies' positions over time, oldest first. */
  readonly positions: readonly PositionRow[];
  /** Those of official bodies and named officials over time; null where fewer than two moments are known. */
  readonly chart: PositionChart | null;
  readonly disputes: readonly Evidence[];
  readonly secondaryEffects: readonly Evidence[];
}

export interface Fact {
  readonly label: string;
  /** One entry for each value reported; empty prints as Unknown. */
  readonly values: readonly FactValue[];
}

export interface FactValue {
  readonly value: string;
  /** `exact`, `suspected`, `first reported`, `in the outlet's own voice`; may be empty. */
  readonly qualification: string;
  readonly citations: readonly Citation[];
}

/** Something said, in its own words. */
export interface Evidence {
  /** Speaker as named, or the outlet where it speaks itself. */
  readonly speaker: string;
  readonly outlets: readonly string[];
  /** ISO date of publication, or null. */
  readonly date: string | null;
  readonly quote: string;
  readonly citations: readonly Citation[];
}

export interface PositionRow extends Evidence {
  readonly actor: string;
  /** `defends`, `investigates`, … as a reader's phrase. */
  readonly line: string;
}

/** What official bodies held, by the day on which they said so. */
export interface PositionChart {
  /** Those that moved most, by first date. At most eight. */
  readonly rows: readonly PositionChartRow[];
  /** How many others took a line on a known day and have no row. */
  readonly omitted: number;
}

export interface PositionChartRow {
  /** The body, also where a spokesman speaks for it, or a named official. */
  readonly body: string;
  /** Oldest first; the last stands. The newest eight. */
  readonly moments: readonly PositionMoment[];
}

/** A day on which a body took a line that it did not hold before. */
export interface PositionMoment {
  /** ISO date. */
  readonly date: string;
  /** Those that it took on that day; never `states`. */
  readonly lines: readonly PositionLine[];
  /** As a reader's phrase: `defended the strike and spoke of an inquiry`. */
  readonly text: string;
}

export interface TollSection {
  /** The summary rows above the table: one for each effect and group with a current figure about the incident. */
  readonly ranges: readonly TollRange[];
  /** Figures that the striking party accepts, apart from what others report. */
  readonly conceded: readonly TollRange[];
  readonly grade: Grade;
  /** `6 articles, 2 independent`. */
  readonly sourcing: { readonly articles: number; readonly independent: number };
  /** One row for each claimant with at least one current figure. */
  readonly rows: readonly TollRow[];
  /** Figures that are no longer current, newest first. */
  readonly history: readonly TollHistoryEntry[];
  /** Disputes and contradictions, for instance children above killed. */
  readonly notes: readonly Statement[];
  /** The headline figure over time; null where fewer than two dated figures are known. */
  readonly chart: TollChart | null;
}

/** What claimants said of civilians killed, else of people killed, by date of publication. */
export interface TollChart {
  readonly effect: Effect;
  readonly group: Group;
  readonly label: string;
  /** The claimants with a current figure, by first date; those of the striking party last. At most six. */
  readonly rows: readonly TollChartRow[];
  /** How many claimants with a dated figure have no row: those with the fewest articles. */
  readonly omitted: number;
}

export interface TollChartRow {
  readonly claimant: string;
  /** True where the striking party accepts the figure that now stands. */
  readonly isConceded: boolean;
  /** Oldest first, each another figure than the one before; the last stands. The newest six. */
  readonly steps: readonly TollChartStep[];
}

export interface TollChartStep {
  /** ISO date on which the figure was first published, and from which it stood. */
  readonly date: string;
  /** Inclusive bounds; null is open. */
  readonly min: number | null;
  readonly max: number | null;
  readonly qualifier: FigureQualifier;
  /** As printed: `10 or more`. */
  readonly value: string;
}

export interface TollRange {
  readonly effect: Effect;
  readonly group: Group;
  readonly label: string;
  /** Lowest and highest over current figures; null is open. */
  readonly min: number | null;
  readonly max: number | null;
  /** As printed: `10`, `7–10`, `10 or more`. */
  readonly value: string;
  /** True when claimants contradict each other on it. */
  readonly disputed: boolean;
  readonly citations: readonly Citation[];
}

export interface Grade {
  readonly grade: 'confirmed' | 'fair' | 'weak' | 'contested' | 'none';
  /** The rule that is met, printed with it. */
  readonly rule: string;
}

export interface TollCell {
  /** `10 or more`, `dozens (24 or more)`, `no known`; empty where the claimant says nothing. */
  readonly value: string;
  readonly group: Group;
  readonly citations: readonly Citation[];
}

export interface TollRow {
  readonly claimant: string;
  readonly outlets: readonly string[];
  /** ISO date of the newest figure, or null. */
  readonly date: string | null;
  readonly killed: readonly TollCell[];
  readonly injured: readonly TollCell[];
  readonly children: readonly TollCell[];
  readonly quote: string;
}

export interface TollHistoryEntry {
  readonly claimant: string;
  readonly label: string;
  readonly value: string;
  readonly date: string | null;
  /** `replaced by 10 on 31 Aug 2021`, `corrected by the outlet`, `withdrawn with its article`. */
  readonly reason: string;
  readonly citations: readonly Citation[];
}

export interface OptionsSection {
  /** Options with at least one statement, in the order of the taxonomy. */
  readonly options: readonly OptionBlock[];
}

export interface OptionBlock {
  readonly key: string;
  readonly label: string;
  readonly statements: readonly OptionRow[];
  /** Limits stated of this option. */
  readonly constraints: readonly Evidence[];
}

export interface OptionRow extends Evidence {
  readonly stance: Stance;
}

export interface OtherIncident {
  readonly label: string;
  readonly figures: readonly {
    readonly label: string;
    readonly value: string;
    readonly claimant: string;
    readonly citations: readonly Citation[];
  }[];
}

export interface Source {
  /** As printed, from 1, in order of first publication. */
  readonly number: number;
  /** Id of the entry in the document, `source-3`. */
  readonly anchor: string;
  readonly articleId: string;
  readonly revisionId: string;
  /** Which revision of the article, from 1. */
  readonly revision: number;
  readonly outlet: string;
  readonly headline: string;
  readonly byline: string | null;
  readonly url: string | null;
  readonly publishedAt: string | null;
  /** When the outlet issued this revision; null where that is `publishedAt` or the outlet does not tell. */
  readonly revisedAt: string | null;
  /** When the first revision of the article was received. */
  readonly receivedAt: string;
  readonly language: string;
  readonly genre: string;
  /** SHA-256 of the revision's text. */
  readonly hash: string;
  /** `copy of source 2`, `not analysed: only English is read`, `withdrawn by its outlet`; empty otherwise. */
  readonly note: string;
  /** Empty for a withdrawn source: killed text is not shown. */
  readonly quotes: readonly SourceQuote[];
}

export interface EarlierRevision {
  readonly revisionId: string;
  /** Its version time; when it was recorded where the outlet tells none. */
  readonly at: string;
}

export interface SourceQuote {
  /** `3a`. */
  readonly label: string;
  /** `quote-3a`. */
  readonly anchor: string;
  readonly text: string;
  /** Offsets into the revision's text, UTF-16 code units. */
  readonly start: number;
  readonly end: number;
  /** What editors have decided of what it is read for, `amended by an editor`; empty where nothing. */
  readonly ruling: string;
  /** The revision that has these words, where the source's own has them no longer. */
  readonly earlier: EarlierRevision | null;
}

export interface Method {
  /** Program version, analyser name and version, as printed. */
  readonly version: string;
  readonly analysers: readonly string[];
  /** The rules by which figures were counted, one sentence each. */
  readonly rules: readonly string[];
}

export interface Correction {
  readonly at: string;
  readonly kind: 'correction' | 'update' | 'clarification' | 'withdrawal';
  readonly text: string;
  /** Editions that used what was corrected. */
  readonly editions: readonly number[];
}
