import { mirrored } from './bidi';
import { type Face, type GlyphRun } from './face';

/** A word in a stack of fonts, its runs in visual order. */
export interface ShapedWord {
  /** Logical text without the signs that are not painted. */
  readonly text: string;
  readonly runs: readonly GlyphRun[];
  /** Thousandths of the font size. */
  readonly width: number;
  /** False when the glyphs alone do not give back the text, so that it needs an ActualText. */
  readonly isReadable: boolean;
}

/** A font with its fall-backs in order. Shapes are cached for the life of the process. */
export interface FontStack {
  readonly primary: Face;
  readonly shape: (word: string, direction: 'ltr' | 'rtl') => ShapedWord;
}

// About 10 MB for each font at most; one edition has a few thousand distinct words.
const CACHE_LIMIT = 8_000;
const REPLACEMENT = 0xfffd;
// Zero-width space, soft hyphen, word joiner, marks and isolates: they steer and are not painted.
const INVISIBLE = /[\u200b\u00ad\u2060\u200e\u200f\u2066-\u2069]/g;
const JOINERS = /[\u200c\u200d]/g;
// Joiners steer the shaping of the font before them and have no look of their own.
const JOINER = /\u200c|\u200d|\u034f|[\ufe00-\ufe0f]/;

export function createFontStack(faces: readonly [Face, ...Face[]]): FontStack {
  const caches = { ltr: new Map<string, ShapedWord>(), rtl: new Map<string, ShapedWord>() };
  return {
    primary: faces[0],
    shape(word, direction) {
      const cache = caches[direction];
      const known = cache.get(word);
      if (known !== undefined) return known;
      if (cache.size >= CACHE_LIMIT) cache.clear();
      const shaped = shapeWord(faces, word, direction);
      cache.set(word, shaped);
      return shaped;
    },
  };
}

function shapeWord(
  faces: readonly [Face, ...Face[]],
  word: string,
  direction: 'ltr' | 'rtl',
): ShapedWord {
  const text = word.replace(INVISIBLE, '');
  const shaped = direction === 'rtl' ? mirrored(text) : text.replace(JOINERS, '');
  const parts = itemise(faces, shaped);
  const runs = parts.map((part) => part.face.shape(part.text, direction));
  const shown = runs.map(textOfRun).join('');
  const glyphs = runs.flatMap((run) => run.glyphs);
  // A character set from several glyphs leaves all but the first without text.
  const isWhole = glyphs.every((glyph) => glyph.codePoints.length > 0);
  if (direction === 'rtl') runs.reverse();
  return {
    text,
    runs,
    width: runs.reduce((sum, run) => sum + run.width, 0),
    isReadable: direction === 'ltr' && isWhole && shown.normalize('NFC') === text.normalize('NFC'),
  };
}

function textOfRun(run: GlyphRun): string {
  return run.glyphs.map((glyph) => String.fromCodePoint(...glyph.codePoints)).join('');
}

interface Part {
  face: Face;
  text: string;
}

/** Stretches of one face each. What no face covers becomes U+FFFD, never a missing glyph. */
function itemise(faces: readonly [Face, ...Face[]], word: string): readonly Part[] {
  const parts: Part[] = [];
  for (const character of word) {
    const last = parts.at(-1);
    const codePoint = character.codePointAt(0) ?? 0;
    if (JOINER.test(character)) {
      if (last?.face.covers(codePoint) === true) last.text += character;
      continue;
    }
    const face = faceFor(faces, codePoint, last?.face);
    const text = face === undefined ? String.fromCodePoint(REPLACEMENT) : character;
    const used = face ?? faces.find((candidate) => candidate.covers(REPLACEMENT)) ?? faces[0];
    if (last?.face === used) last.text += text;
    else parts.push({ face: used, text });
  }
  return parts;
}

/** Marks and neutral signs stay with the face of the character before them where it has them. */
function faceFor(
  faces: readonly Face[],
  codePoint: number,
  previous: Face | undefined,
): Face | undefined {
  const isNeutral = codePoint < 0x41 || /\p{M}/u.test(String.fromCodePoint(codePoint));
  if (isNeutral && previous?.covers(codePoint) === true) return previous;
  return faces.find((face) => face.covers(codePoint));
}
