import { messageOf, WirebriefError } from '@wirebrief/kernel';
import type * as Fontkit from 'fontkit';

import { type EmbeddableFont, embeddableFont } from './embeddable-font';
import { readFontFile } from './font-file';
import { createPlainShaper, type PlainShaper } from './plain-shaper';
import { type ShapedGlyph } from './shaped-glyph';

/** A shaped piece of text in one font: what the painter needs, in thousandths of the font size. */
export interface GlyphRun {
  readonly face: Face;
  readonly glyphs: readonly ShapedGlyph[];
  readonly width: number;
  /** Whether a glyph stands off its place on the baseline. */
  readonly isRaised: boolean;
}

/** One font file, opened once for the process. */
export interface Face {
  readonly key: string;
  /** What a document embeds. */
  readonly font: EmbeddableFont | Fontkit.Font;
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
  const face = readable(file, () => openFace(fontkit, file));
  faces.set(file, face);
  return face;
}

function readable<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw new WirebriefError(
      'WB_FONT_UNREADABLE',
      'invalid',
      `The font ${file} cannot be read: ${messageOf(cause)}.`,
      'Name a TrueType or OpenType file in fonts.faces of theme.json: by absolute path, as ./file from the folder of theme.json, or as package/file.',
      { cause },
    );
  }
}

/** fontkit decodes much of a font before the first word: it is left to text that needs shaping. */
function openFace(fontkit: typeof Fontkit, file: string): Face {
  const { bytes, sfnt } = readFontFile(file);
  const plain = sfnt === undefined ? undefined : createPlainShaper(sfnt);
  const embeddable = sfnt === undefined ? undefined : embeddableFont(sfnt);
  let font: Fontkit.Font | undefined;
  const parsed = (): Fontkit.Font => (font ??= readable(file, () => parse(fontkit, bytes)));
  const { ascent, descent, covers } = plain ?? measuresOf(parsed());
  const face: Face = {
    key: file,
    get font() {
      return embeddable ?? parsed();
    },
    ascent,
    descent,
    covers,
    shape(text, direction) {
      const glyphs = direction === 'ltr' ? plain?.shape(text) : undefined;
      return runOf(face, glyphs ?? shapedGlyphs(parsed(), text, direction));
    },
  };
  return face;
}

function parse(fontkit: typeof Fontkit, bytes: Buffer): Fontkit.Font {
  const font = fontkit.create(bytes) as Fontkit.Font;
  passCodePointsThrough(font);
  return font;
}

function measuresOf(font: Fontkit.Font): Pick<PlainShaper, 'ascent' | 'descent' | 'covers'> {
  const scale = 1000 / font.unitsPerEm;
  const covered = new Set(font.characterSet);
  return {
    ascent: font.ascent * scale,
    descent: -font.descent * scale,
    covers: (codePoint) => covered.has(codePoint),
  };
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

/** Full shaping: joined scripts, marks, substitutions. */
export function shapedGlyphs(
  font: Fontkit.Font,
  text: string,
  direction: 'ltr' | 'rtl',
): readonly ShapedGlyph[] {
  const scale = 1000 / font.unitsPerEm;
  // Ligatures of Latin would hide letters from search and from readers of the text layer.
  const features = direction === 'rtl' ? {} : { liga: false, clig: false };
  const script = direction === 'rtl' ? 'arab' : undefined;
  const run = font.layout(text, features, script, undefined, direction);
  return run.glyphs.map((glyph, index): ShapedGlyph => {
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
}

function runOf(face: Face, glyphs: readonly ShapedGlyph[]): GlyphRun {
  let width = 0;
  for (const glyph of glyphs) width += glyph.step;
  const isRaised = glyphs.some((glyph) => glyph.dx !== 0 || glyph.dy !== 0);
  return { face, glyphs, width, isRaised };
}
