import { onceFor } from '@wirebrief/kernel';

import { type Face, type GlyphRun } from '../fonts/face';
import { type ShapedWord } from '../fonts/font-stack';
import { type ShapedGlyph } from '../fonts/shaped-glyph';
import { decimal } from './decimal';

/** What one operator shows: glyphs of one face side by side, or a run with glyphs off the baseline. */
export interface SetWords {
  readonly face: Face;
  readonly runs: readonly GlyphRun[];
  readonly isRaised: boolean;
  /** The operator and the codes in it, where it is the same in every document. */
  readonly fixed: FixedWords | undefined;
}

interface FixedWords {
  readonly operator: string;
  /** As the characters of a string. */
  readonly codes: string;
}

interface FixedRun {
  /** The inside of a string. */
  readonly inner: string;
  readonly codes: string;
  /** False where a glyph gets its code in the order of its first use. */
  readonly isFixed: boolean;
}

export function setWordsOf(words: readonly ShapedWord[]): readonly SetWords[] {
  const parts: { face: Face; runs: GlyphRun[]; isRaised: boolean }[] = [];
  for (const { runs } of words) {
    for (const run of runs) {
      const { face, isRaised } = run;
      const last = parts.at(-1);
      if (last === undefined || last.isRaised || isRaised || last.face !== face)
        parts.push({ face, runs: [run], isRaised });
      else last.runs.push(run);
    }
  }
  // Not spread: each copy would have a shape of its own for as long as it is kept.
  return parts.map(({ face, runs, isRaised }) => {
    const fixed = isRaised ? undefined : fixedWords(runs);
    return { face, runs: runs.slice(), isRaised, fixed };
  });
}

function fixedWords(runs: readonly GlyphRun[]): FixedWords | undefined {
  let inner = '';
  let codes = '';
  for (const run of runs) {
    const fixed = fixedRun(run);
    if (!fixed.isFixed) return undefined;
    inner += fixed.inner;
    codes += fixed.codes;
  }
  return { operator: operatorOf(inner), codes };
}

/** Once for a word, which the same text brings again and again. */
const fixedRun = onceFor((run: GlyphRun): FixedRun => {
  const { font } = run.face;
  const codes: number[] = [];
  const inner = innerOf(run, (glyph) => {
    const code = 'fixed' in font ? font.fixed.codeOf(glyph) : undefined;
    if (code !== undefined) codes.push(code);
    return codeText(code ?? 0);
  });
  const isFixed = codes.length === run.glyphs.length;
  return { inner, codes: String.fromCharCode(...codes), isFixed };
});

/** Shows runs of one font one after the other; `codeOf` gives the inside of a string for a glyph. */
export function showOperator(
  runs: readonly GlyphRun[],
  codeOf: (glyph: ShapedGlyph) => string,
): string {
  let inner = '';
  for (const run of runs) inner += innerOf(run, codeOf);
  return operatorOf(inner);
}

function innerOf({ glyphs }: GlyphRun, codeOf: (glyph: ShapedGlyph) => string): string {
  let inner = '';
  for (const glyph of glyphs) inner += codeOf(glyph) + kerning(glyph.advance - glyph.step);
  return inner;
}

function operatorOf(inner: string): string {
  return inner === '' ? '' : `[(${inner})] TJ`.replaceAll('()', '');
}

const SPECIAL = /[()\\]/;

/** A code as its two bytes, or in hexadecimal where one of them is a bracket or a backslash. */
export function codeText(number: number): string {
  const bytes = String.fromCharCode(number >> 8, number & 0xff);
  if (SPECIAL.test(bytes)) return `)<${number.toString(16).padStart(4, '0')}>(`;
  // A bare carriage return in a string reads as a line feed.
  return bytes.replaceAll('\r', '\\r');
}

/** Moves back by thousandths of the size inside a TJ array. */
function kerning(amount: number): string {
  const rounded = decimal(amount);
  return rounded === 0 ? '' : `)${rounded}(`;
}
