/** A glyph as it is set, in thousandths of the font size. */
export interface ShapedGlyph {
  readonly id: number;
  /** Width of the glyph itself, as the PDF font states it. */
  readonly advance: number;
  /** Distance to the next glyph, kerning included. */
  readonly step: number;
  readonly dx: number;
  readonly dy: number;
  readonly codePoints: readonly number[];
}
