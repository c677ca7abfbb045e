import { readFileSync } from 'node:fs';

import * as fontkit from 'fontkit';

import { embeddableFont } from './embeddable-font';
import { openSfnt } from './sfnt';
import { subsetsOf } from './subset';

const FILE = '@expo-google-fonts/noto-serif/400Regular_Italic/NotoSerif_400Regular_Italic.ttf';
const bytes = readFileSync(require.resolve(FILE));
const sfnt = openSfnt(bytes);
const font = single(fontkit.create(bytes));

function single(opened: fontkit.Font | fontkit.FontCollection): fontkit.Font {
  if ('fonts' in opened) throw new Error('a collection');
  return opened;
}

const TEXT = 'Ḥṣgé Їü⅓ffi';

describe('a subset', () => {
  const subset = sfnt === undefined ? undefined : subsetsOf(sfnt)?.();
  const ids = font.glyphsForString(TEXT).map((glyph) => glyph.id);
  const numbers = ids.map((id) => subset?.includeGlyph(id) ?? -1);
  const repeated = subset === undefined ? -1 : subset.glyphs.push(ids[0] ?? 0) - 1;
  // fontkit asks for a character map, which a font inside a document does without.
  const embedded = single(fontkit.create(subset?.encode() ?? Buffer.alloc(0)));

  it('begins with the sign for a missing glyph and numbers a glyph once', () => {
    expect(subset?.includeGlyph(0)).toBe(0);
    expect(subset?.includeGlyph(ids[0] ?? 0)).toBe(numbers[0]);
    expect(new Set(numbers).size).toBe(new Set(ids).size);
  });

  it.each([
    ...ids.map((id, index) => [id, () => numbers[index] ?? -1] as const),
    [ids[0] ?? 0, () => repeated] as const,
  ])('holds glyph %i with its outline and its advance, components included', (id, number) => {
    const [from, to] = [font.getGlyph(id), embedded.getGlyph(number())];
    expect(to.path.toSVG()).toBe(from.path.toSVG());
    expect(to.advanceWidth).toBe(from.advanceWidth);
    expect(to.bbox).toEqual(from.bbox);
  });

  it('is a small part of the font', () => {
    expect(subset?.encode().length).toBeLessThan(bytes.length / 40);
  });
});

it('what PDFKit reads of a font is what the font says', () => {
  const embeddable = sfnt === undefined ? undefined : embeddableFont(sfnt);
  expect(embeddable).toMatchObject({
    postscriptName: font.postscriptName,
    unitsPerEm: font.unitsPerEm,
    ascent: font.ascent,
    descent: font.descent,
    lineGap: font.lineGap,
    xHeight: font.xHeight,
    capHeight: font.capHeight,
    italicAngle: font.italicAngle,
    head: { macStyle: { italic: true } },
    post: { isFixedPitch: false },
  });
  expect(embeddable?.bbox).toEqual({ ...font.bbox });
  expect(embeddable?.getGlyph(36).advanceWidth).toBe(font.getGlyph(36).advanceWidth);
});
