import bidiFactory, { type Bidi } from 'bidi-js';

// Hebrew to Arabic Extended, presentation forms, the right-to-left mark and isolates set by `dir`.
const RIGHT_TO_LEFT =
  /[\u0590-\u08ff\u200f\u2067\u2068\ufb1d-\ufdff\ufe70-\ufefe]|[\ud802-\ud803\ud83a-\ud83b]/;

let bidi: Bidi | undefined;

/** Embedding levels of a paragraph, or undefined when all of it runs left to right. */
export function levelsOf(text: string, base: 'ltr' | 'rtl' | 'auto'): Uint8Array | undefined {
  if (base !== 'rtl' && !isRightToLeft(text)) return undefined;
  bidi ??= bidiFactory();
  return bidi.getEmbeddingLevels(text, base).levels;
}

/** The text with brackets and the like turned round, as they look in a right-to-left run. */
export function mirrored(text: string): string {
  const tables = (bidi ??= bidiFactory());
  return Array.from(text, (character) => tables.getMirroredCharacter(character) ?? character).join(
    '',
  );
}

/** Whether any of the text is of a script that runs from right to left. */
export function isRightToLeft(text: string): boolean {
  return RIGHT_TO_LEFT.test(text);
}

/** Indices in visual order, left to right (rule L2 of UAX 9). */
export function visualOrder(levels: readonly number[]): readonly number[] {
  const order = levels.map((_, index) => index);
  const highest = Math.max(0, ...levels);
  for (let level = highest; level >= 1; level -= 1) {
    for (let start = 0; start < order.length; start += 1) {
      let end = start;
      while (end < order.length && (levels[end] ?? 0) >= level) end += 1;
      if (end - start > 1) {
        order.splice(start, end - start, ...order.slice(start, end).reverse());
      }
      start = Math.max(start, end - 1);
    }
  }
  return order;
}
