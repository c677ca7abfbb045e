import { glyphLookup } from './cmap';
import { type Sfnt } from './sfnt';
import { type ShapedGlyph } from './shaped-glyph';

/** The glyphs of a font that have the same code in every document. */
export interface FixedCodes {
  /** Code points from code 1 on. */
  readonly codePoints: readonly number[];
  /** Their glyphs in the font, in the same order. */
  readonly glyphs: readonly number[];
  /** Undefined for a glyph that gets its code in the order of its first use. */
  readonly codeOf: (glyph: ShapedGlyph) => number | undefined;
}

// ASCII, Latin-1, and the punctuation of English print.
const RANGES = [
  [0x20, 0x7e],
  [0xa0, 0xac],
  [0xae, 0xff],
  [0x2010, 0x2014],
  [0x2018, 0x201d],
  [0x2022, 0x2022],
  [0x2026, 0x2026],
] as const;

/** What stands in nearly every edition has fixed codes, so that its encoding can be kept from one to the next. */
export function fixedCodesOf(sfnt: Sfnt): FixedCodes {
  const glyphOf = glyphLookup(sfnt) ?? (() => 0);
  const codePoints = RANGES.flatMap(([first, last]) =>
    Array.from({ length: last - first + 1 }, (_, index) => first + index),
  ).filter((codePoint) => glyphOf(codePoint) !== 0);
  const glyphs = codePoints.map(glyphOf);
  const codes = new Map(codePoints.map((codePoint, index) => [codePoint, index + 1]));
  return {
    codePoints,
    glyphs,
    codeOf({ id, codePoints: [codePoint = -1, ...others] }) {
      const code = others.length === 0 ? codes.get(codePoint) : undefined;
      return code !== undefined && glyphs[code - 1] === id ? code : undefined;
    },
  };
}
