import { type PdfFile } from './pdf-file';
import { type Structure } from './structure-tree';

export interface CheckedDocument {
  readonly file: PdfFile;
  readonly structure: Structure;
}

/** One testable rule; `check` names each place that breaks it. */
export interface Rule {
  readonly id: string;
  readonly meaning: string;
  readonly check: (document: CheckedDocument) => readonly string[];
}

/** A single place, named only when the condition does not hold. */
export function unless(isMet: boolean, place: string): readonly string[] {
  return isMet ? [] : [place];
}

// The well-formed shape of BCP 47, without its registry.
const LANGUAGE = /^[a-z]{2,8}(-[a-z0-9]{1,8})*$/i;

export function isLanguage(tag: string | undefined): boolean {
  return tag !== undefined && LANGUAGE.test(tag);
}
