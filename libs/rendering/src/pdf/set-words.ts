import { type Face, type GlyphRun } from '../fonts/face';
import { type ShapedWord } from '../fonts/font-stack';
import { type ShapedGlyph } from '../fonts/shaped-glyph';

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
  /** Each once, as the characters of a string. */
  readonly codes: string;
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
    const fixed = isRaised ? undefined : fixedWords({ face, runs });
    return { face, runs: runs.slice(), isRaised, fixed };
  });
}

function fixedWords({ face, runs }: Pick<SetWords, 'face' | 'runs'>): FixedWords | undefined {
  const font = face.font;
  if (!('fixed' in font)) return undefined;
  const codes = new Set<number | undefined>();
  const operator = showOperator(runs, (glyph) => {
    const code = font.fixed.codeOf(glyph);
    codes.add(code);
    return codeText(code ?? 0);
  });
  const fixed = [...codes].filter((code) => code !== undefined);
  return fixed.length === codes.size
    ? { operator, codes: String.fromCharCode(...fixed) }
    : undefined;
}

/** Shows runs of one font one after the other; `codeOf` gives the inside of a string for a glyph. */
export function showOperator(
  runs: readonly GlyphRun[],
  codeOf: (glyph: ShapedGlyph) => string,
): string {
  let inner = '';
  for (const { glyphs } of runs)
    for (const glyph of glyphs) inner += codeOf(glyph) + kerning(glyph.advance - glyph.step);
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
  const rounded = Math.round(amount * 100) / 100;
  return rounded === 0 ? '' : `)${rounded}(`;
}
