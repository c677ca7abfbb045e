import type PDFDocument from 'pdfkit';

import { type Face, type GlyphRun } from '../fonts/face';
import { type ShapedGlyph } from '../fonts/shaped-glyph';

/** A face as embedded in one document: its resource name and the codes of its glyphs. */
export interface DocumentFont {
  readonly name: string;
  readonly reference: PDFDocument.Reference;
  /** The inside of a TJ array between `[(` and `)]`, cached for runs that recur. */
  readonly encode: (run: GlyphRun) => string;
  /** The same for one glyph. */
  readonly code: (glyph: ShapedGlyph) => string;
}

/** Fonts join the document in the order of their first use, so that equal input gives equal bytes. */
export function createDocumentFonts(document: PDFDocument): (face: Face) => DocumentFont {
  const fonts = new Map<string, DocumentFont>();
  return (face) => {
    const known = fonts.get(face.key);
    if (known !== undefined) return known;
    const font = embed(document, face);
    fonts.set(face.key, font);
    return font;
  };
}

function embed(document: PDFDocument, face: Face): DocumentFont {
  document.font(face.font, face.key);
  const embedded = document._font;
  const codes = new Map<string, string>();
  const encoded = new Map<GlyphRun, string>();

  // One code for each pair of glyph and text: fonts share glyphs between look-alikes.
  const code: DocumentFont['code'] = (glyph) => {
    const key = `${glyph.id}:${glyph.codePoints.join(',')}`;
    const known = codes.get(key);
    if (known !== undefined) return known;
    const number = subsetCode(embedded, glyph);
    embedded.widths[number] = glyph.advance;
    embedded.unicode[number] = glyph.codePoints;
    const text = codeText(number);
    codes.set(key, text);
    return text;
  };
  const encode: DocumentFont['encode'] = (run) => {
    const known = encoded.get(run);
    if (known !== undefined) return known;
    let text = '';
    for (const glyph of run.glyphs) text += code(glyph) + kerning(glyph.advance - glyph.step);
    encoded.set(run, text);
    return text;
  };
  return { name: embedded.id, reference: embedded.ref(), encode, code };
}

function subsetCode(embedded: PDFDocument.EmbeddedFont, glyph: ShapedGlyph): number {
  const { glyphs } = embedded.subset;
  const number = embedded.subset.includeGlyph(glyph.id);
  if (embedded.unicode[number] === undefined) return number;
  glyphs.push(glyph.id);
  return glyphs.length - 1;
}

const SPECIAL = /[()\\]/;

/** A code as its two bytes, or in hexadecimal where one of them is a bracket or a backslash. */
function codeText(number: number): string {
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
