/** A slice of a revision's text. Offsets are UTF-16 code units, `end` exclusive; `text` is exactly that slice. */
export interface Quote {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Who is reported to say it. A claim without a claimant is in the outlet's own voice. */
export interface Claimant {
  /** As named in the article, for instance `Gen. Mark Milley` or `a former intelligence official`. */
  readonly name: string;
  readonly role: ClaimantRole;
  /** An editor has told it apart from others of a like name; analysers never do. */
  readonly apart?: boolean;
}

export type ClaimantRole =
  | 'official' // a named person who holds office, military rank included
  | 'unnamed official'
  | 'body' // an institution speaking: a ministry, a command, an agency
  | 'families' // relatives, survivors, neighbours, witnesses
  | 'media' // another outlet, as in "The Post found"
  | 'document' // a report, a review, a statement without a speaker
  | 'person'; // anyone else who is named or described

/** `main` is the story's principal incident; any other key names another incident. */
export interface IncidentRef {
  readonly key: string;
  /** A reader's name for it, for instance `attack at the airport`. Empty for `main`. */
  readonly label: string;
}

export const MAIN_INCIDENT: IncidentRef = { key: 'main', label: '' };

interface ClaimBase {
  readonly quote: Quote;
  readonly claimant: Claimant | null;
}

export type Effect = 'killed' | 'injured' | 'missing' | 'casualties';

export type Group =
  'civilians' | 'children' | 'women' | 'men' | 'service members' | 'militants' | 'people'; // status not stated

export type FigureQualifier =
  | 'exact'
  | 'at least' // min n, no max
  | 'more than' // min n+1, no max
  | 'up to' // max n, no min
  | 'about'
  | 'between'
  | 'vague' // dozens, scores, hundreds, several: the word has a lower bound
  | 'none known'; // 0 to 0

/** `asserted`; `denied` (no casualties known); `corrected`: the article itself reports it as withdrawn or overtaken. */
export type FigureStatus = 'asserted' | 'denied' | 'corrected';

/** Somebody who is reported to contest a figure, and the words that tell so. */
export interface Dispute {
  readonly claimant: Claimant;
  readonly quote: Quote;
}

export interface FigureClaim extends ClaimBase {
  readonly kind: 'figure';
  readonly incident: IncidentRef;
  readonly effect: Effect;
  readonly group: Group;
  /** Inclusive bounds; null means open. At least one is a number. */
  readonly min: number | null;
  readonly max: number | null;
  readonly qualifier: FigureQualifier;
  /** The number as written: `dozens`, `at least 10`, `seven`. */
  readonly wording: string;
  readonly status: FigureStatus;
  /** Groups said to be among those counted, without a number: "10 civilians, including children". */
  readonly among?: readonly Group[];
  /** Those who contest the figure, in order of appearance. Claims of earlier analysers have none. */
  readonly disputedBy?: readonly Dispute[];
  /** True when the number adds to an earlier one ("one more died") and is no total. */
  readonly increment: boolean;
  /** True when it counts some of those of a group whose total it is not: "the dead included three officers". */
  readonly part?: boolean;
}

/** Whether a figure tells how many there were in all, as far as its claimant knows. */
export const isTotal = ({ increment, part }: FigureClaim): boolean => !increment && part !== true;

export type StrikeAspect =
  | 'date'
  | 'place'
  | 'weapon'
  | 'party' // who struck
  | 'target' // what or whom the striking party says it struck
  | 'basis' // why: the stated grounds
  | 'secondary effect'
  | 'dispute'; // someone contests the stated target or basis

/** Always about the principal incident. */
export interface StrikeFactClaim extends ClaimBase {
  readonly kind: 'strike fact';
  readonly aspect: StrikeAspect;
  /** Short and normalised: an ISO date, a place name, `United States`, `vehicle`; for basis and effects the sentence's own words. */
  readonly value: string;
}

export type PositionLine =
  | 'defends'
  | 'denies'
  | 'investigates'
  | 'concedes'
  | 'apologises'
  | 'compensates'
  | 'disciplines'
  | 'states'; // holds something else about the incident

/** What an official body is reported to hold about the principal incident. `claimant` is that body or its speaker. */
export interface PositionClaim extends ClaimBase {
  readonly kind: 'position';
  readonly actor: string;
  readonly line: PositionLine;
  /** ISO date on which it was said, where the text tells. */
  readonly saidOn: string | null;
}

export type Stance = 'supports' | 'opposes' | 'doubts' | 'open' | 'considering' | 'neutral';

export interface OptionClaim extends ClaimBase {
  readonly kind: 'option';
  /** A key of the option taxonomy. */
  readonly option: string;
  readonly stance: Stance;
  /** True when the quote states a limit of the option rather than a view on it. */
  readonly constraint: boolean;
}

export type Claim = FigureClaim | StrikeFactClaim | PositionClaim | OptionClaim;
