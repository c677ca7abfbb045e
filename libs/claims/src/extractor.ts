import { type Claim } from './claim';
import { type IncidentDescription, type OptionDefinition } from './incident';

/** What the analyser sees of one revision, and of the story for which it reads. */
export interface ExtractionInput {
  readonly headline: string;
  readonly outlet: string;
  /** ISO date or instant of publication, or empty. */
  readonly published: string;
  /** BCP 47, or empty when not declared. */
  readonly language: string;
  /** Quotes are offsets into this text. */
  readonly text: string;
  readonly incident: IncidentDescription;
  /** Added to the built-in taxonomy; an entry with a known key replaces it. */
  readonly options: readonly OptionDefinition[];
}

export interface Extraction {
  /** In order of appearance. */
  readonly claims: readonly Claim[];
  /** BCP 47 primary tag that was found or declared. Claims are empty for a language that is not analysed. */
  readonly language: string;
  /** Says why there are no claims where that is by rule: `language not analysed`, `no text`. Null otherwise. */
  readonly skipped: string | null;
}

/**
 * From text to claims. The same input gives the same claims for ever under one `version`; a model behind an API
 * can stand here too and is held to the same checks.
 */
export abstract class Extractor {
  /** For instance `wirebrief-rules`. */
  abstract readonly name: string;
  /** Changes whenever any output may change. */
  abstract readonly version: string;
  abstract extract(input: ExtractionInput): Extraction;
}
