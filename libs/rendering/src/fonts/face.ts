import { readFileSync } from 'node:fs';

import { WirebriefError } from '@wirebrief/kernel';
import type * as Fontkit from 'fontkit';

/** A shaped piece of text in one font: what the painter needs, in thousandths of the font size. */
export interface GlyphRun {
  readonly face: Face;
  readonly glyphs: readonly ShapedGlyph[];
  readonly width: number;
}

interface ShapedGlyph {
  readonly id: number;
  /** Width of the glyph itself, as the PDF font states it. */
  readonly advance: number;
  /** Distance to the next glyph, kerning included. */
  readonly step: number;
  readonly dx: number;
  readonly dy: number;
  readonly codePoints: readonly number[];
}

/** One font file, parsed once for the process. */
export interface Face {
  readonly key: string;
  readonly font: Fontkit.Font;
  readonly ascent: number;
  readonly descent: number;
  readonly covers: (codePoint: number) => boolean;
  readonly shape: (text: string, direction: 'ltr' | 'rtl') => GlyphRun;
}

const faces = new Map<string, Face>();

/** The face of a font file: an absolute path, or the path of a file in an installed package. */
export function loadFace(fontkit: typeof Fontkit, file: string): Face {
  const known = faces.get(file);
  if (known !== undefined) return known;
  const face = createFace(openFont(fontkit, file), file);
  faces.set(file, face);
  return face;
}

function openFont(fontkit: typeof Fontkit, file: string): Fontkit.Font {
  try {
    const font = fontkit.create(readFileSync(require.resolve(file)));
    if ('fonts' in font) throw new Error('it is a collection of several fonts');
    return font;
  } catch (cause) {
    throw new WirebriefError(
      'WB_FONT_UNREADABLE',
      'invalid',
      `The font ${file} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}.`,
      'Name a TrueType or OpenType file in fonts.faces of theme.json, by absolute path or as package/file.',
      { cause },
    );
  }
}

function createFace(font: Fontkit.Font, key: string): Face {
  const scale = 1000 / font.unitsPerEm;
  const covered = new Set(font.characterSet);
  passCodePointsThrough(font);
  const face: Face = {
    key,
    font,
    ascent: font.ascent * scale,
    descent: -font.descent * scale,
    covers: (codePoint) => covered.has(codePoint),
    shape: (text, direction) => shapeIn(face, text, direction, scale),
  };
  return face;
}

/**
 * fontkit keeps the code points of the first text that reached a glyph. A glyph shared by two
 * characters would then depend on earlier documents, and so would the bytes of this one.
 */
function passCodePointsThrough(font: Fontkit.Font): void {
  const getGlyph = font.getGlyph.bind(font);
  font.getGlyph = (id, codePoints = []) => {
    const glyph = getGlyph(id, codePoints);
    glyph.codePoints = codePoints;
    return glyph;
  };
}

function shapeIn(face: Face, text: string, direction: 'ltr' | 'rtl', scale: number): GlyphRun {
  // Ligatures of Latin would hide letters from search and from readers of the text layer.
  const features = direction === 'rtl' ? {} : { liga: false, clig: false };
  const script = direction === 'rtl' ? 'arab' : undefined;
  const run = face.font.layout(text, features, script, undefined, direction);
  const glyphs = run.glyphs.map((glyph, index): ShapedGlyph => {
    const position = run.positions[index];
    return {
      id: glyph.id,
      advance: glyph.advanceWidth * scale,
      step: (position?.xAdvance ?? glyph.advanceWidth) * scale,
      dx: (position?.xOffset ?? 0) * scale,
      dy: (position?.yOffset ?? 0) * scale,
      codePoints: glyph.codePoints,
    };
  });
  return { face, glyphs, width: glyphs.reduce((sum, glyph) => sum + glyph.step, 0) };
}
