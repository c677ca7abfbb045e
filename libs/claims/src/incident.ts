/** The incident that a story is about, as its editor describes it. Every field but `title` may be empty. */
export interface IncidentDescription {
  /** For instance `Kabul drone strike`. */
  readonly title: string;
  /** ISO date, or empty when not known. */
  readonly date: string;
  /** Free text, from narrow to wide: `residential street, Khwaja Burgha, Kabul, Afghanistan`. */
  readonly place: string;
  /** Who acted: `United States (Central Command)`. */
  readonly actor: string;
  readonly weapon: string;
  readonly target: string;
}

/** An option on the table. A story can extend the list. */
export interface OptionDefinition {
  /** Stable key, snake case. */
  readonly key: string;
  readonly label: string;
  /**
   * Phrases that speak of the option, matched without regard to case. `*` stands for the rest of a word, or alone for
   * any word; `…` for up to nine words.
   */
  readonly phrases: readonly string[];
}
