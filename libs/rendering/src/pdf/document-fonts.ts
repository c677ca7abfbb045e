import { onceFor } from '@wirebrief/kernel';
import type PDFDocument from 'pdfkit';

import { type EmbeddableFont } from '../fonts/embeddable-font';
import { type Face } from '../fonts/face';
import { type ShapedGlyph } from '../fonts/shaped-glyph';
import { codeText, type SetWords, showOperator } from './set-words';

/** A face as embedded in one document: its resource name and the codes of its glyphs. */
export interface DocumentFont {
  readonly name: string;
  readonly reference: PDFDocument.Reference;
  /** The operator that shows words of this face. */
  readonly show: (words: SetWords) => string;
  /** The inside of a string for one glyph. */
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
  const { subset } = embedded;
  const codes = new Map<string, string>();
  const fixed = 'fixed' in face.font ? face.font.fixed : undefined;
  if ('fixed' in face.font) {
    const { widths, unicode } = fixedEntries(face.font);
    embedded.widths.push(...widths);
    embedded.unicode.push(...unicode);
  }

  // One code for each pair of glyph and text: fonts share glyphs between look-alikes.
  const code: DocumentFont['code'] = (glyph) => {
    const known = fixed?.codeOf(glyph);
    if (known !== undefined) {
      subset.use?.(known);
      return codeText(known);
    }
    const key = `${glyph.id}:${glyph.codePoints.join(',')}`;
    const coded = codes.get(key);
    if (coded !== undefined) return coded;
    const number = subsetCode(embedded, glyph);
    embedded.widths[number] = glyph.advance;
    embedded.unicode[number] = glyph.codePoints;
    const text = codeText(number);
    codes.set(key, text);
    return text;
  };
  return {
    name: embedded.id,
    reference: embedded.ref(),
    code,
    show(words) {
      if (words.fixed === undefined) return showOperator(words.runs, code);
      const { operator, codes: used } = words.fixed;
      for (let index = 0; index < used.length; index += 1) subset.use?.(used.charCodeAt(index));
      return operator;
    },
  };
}

/** What a document says of the glyphs of a font that have the same code in each, from code 1 on. */
const fixedEntries = onceFor(({ fixed, getGlyph, unitsPerEm }: EmbeddableFont) => ({
  widths: fixed.glyphs.map((id) => getGlyph(id).advanceWidth * (1000 / unitsPerEm)),
  unicode: fixed.codePoints.map((codePoint) => [codePoint]),
}));

function subsetCode(embedded: PDFDocument.EmbeddedFont, glyph: ShapedGlyph): number {
  const { glyphs } = embedded.subset;
  const number = embedded.subset.includeGlyph(glyph.id);
  if (embedded.unicode[number] === undefined) return number;
  glyphs.push(glyph.id);
  return glyphs.length - 1;
}
