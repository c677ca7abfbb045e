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
  keepTextsApart(font);
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
 * fontkit has one object for each glyph and keeps one text in it. Letters that share a shape (س and ش
 * without its dots) would all read as one of them, and as what an earlier document had: each pair of
 * glyph and text gets an object of its own.
 */
function keepTextsApart(font: Fontkit.Font): void {
  const getGlyph = font.getGlyph.bind(font);
  const known = new Map<string, Fontkit.Glyph>();
  font.getGlyph = (id, codePoints = []) => {
    const key = `${id}:${codePoints.join(',')}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const glyph = Object.create(getGlyph(id), {
      codePoints: { value: codePoints },
      // By this, marks are placed in a font that does not say where.
      isMark: { value: /^\p{M}+$/u.test(String.fromCodePoint(...codePoints)) },
    }) as Fontkit.Glyph;
    known.set(key, glyph);
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
  const joiners = joinersOf(text, run);
  return run.glyphs.map((glyph, index): ShapedGlyph => {
    const position = run.positions[index];
    return {
      id: glyph.id,
      advance: glyph.advanceWidth * scale,
      step: (position?.xAdvance ?? glyph.advanceWidth) * scale,
      dx: (position?.xOffset ?? 0) * scale,
      dy: (position?.yOffset ?? 0) * scale,
      codePoints: joiners.get(index) ?? glyph.codePoints,
    };
  });
}

const JOINERS = /\u200c|\u200d|\u034f|[\ufe00-\ufe0f]/g;

/** fontkit sets a space without width for a joiner: by their order it is known which one it was. */
function joinersOf(text: string, run: Fontkit.GlyphRun): ReadonlyMap<number, readonly number[]> {
  const joiners = text.match(JOINERS) ?? [];
  const places = run.positions.flatMap(({ xAdvance }, index) =>
    xAdvance === 0 && run.glyphs[index]?.codePoints[0] === SPACE ? [index] : [],
  );
  if (run.direction === 'rtl') places.reverse();
  if (places.length !== joiners.length) return new Map();
  return new Map(joiners.map((joiner, at) => [places[at] ?? -1, [joiner.charCodeAt(0)]]));
}

const SPACE = 0x20;

function runOf(face: Face, glyphs: readonly ShapedGlyph[]): GlyphRun {
  let width = 0;
  for (const glyph of glyphs) width += glyph.step;
  const isRaised = glyphs.some((glyph) => glyph.dx !== 0 || glyph.dy !== 0);
  return { face, glyphs, width, isRaised };
}
