import { archiveRules } from './rules-archive';
import { contentRules } from './rules-content';
import { documentRules } from './rules-document';
import { structureRules } from './rules-structure';
import { type PdfFile, readPdfFile } from './pdf-file';
import { readStructure } from './structure-tree';
import { type Rule } from './rule';

/** A broken rule with the places where it is broken. */
export interface RuleFailure {
  readonly rule: string;
  readonly meaning: string;
  readonly places: readonly string[];
}

/** All rules; ids are those of veraPDF's PDF/UA-1 profile (CC BY 4.0) where it has the rule. */
export const uaRules: readonly Rule[] = [
  ...documentRules,
  ...structureRules,
  ...contentRules,
  ...archiveRules,
];

/**
 * Checks a PDF against the rules of PDF/UA-1 that a program can test, and those of PDF/A-3a that a
 * writer is likely to miss. Empty means that none is broken. Needs qpdf.
 */
export function uaCheck(bytes: Uint8Array): readonly RuleFailure[] {
  return uaCheckFile(readPdfFile(bytes));
}

export function uaCheckFile(file: PdfFile): readonly RuleFailure[] {
  const document = { file, structure: readStructure(file) };
  return uaRules.flatMap(({ id, meaning, check }) => {
    const places = check(document);
    return places.length === 0
      ? []
      : [{ rule: id, meaning, places: [...new Set(places)].slice(0, 5) }];
  });
}
