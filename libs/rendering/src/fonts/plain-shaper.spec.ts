import { readFileSync } from 'node:fs';

import * as fontkit from 'fontkit';

import { shapedGlyphs } from './face';
import { createPlainShaper, type PlainShaper } from './plain-shaper';
import { openSfnt } from './sfnt';
import { type ShapedGlyph } from './shaped-glyph';

const FONTS = [
  'noto-sans/400Regular/NotoSans_400Regular.ttf',
  'noto-sans/700Bold_Italic/NotoSans_700Bold_Italic.ttf',
  'noto-serif/600SemiBold/NotoSerif_600SemiBold.ttf',
  'noto-naskh-arabic/400Regular/NotoNaskhArabic_400Regular.ttf',
];

const LETTERS = 'ABCDEFGIKLMOPQRSTUVWYabcdefgijklmopqrstuvwxyz0147.,:;!?-()[]/"\'“”’‘–«»&%* ';
const OTHERS = 'ГДРТУФХЧЬабгдежорстухчьąčłńřşžÅÉÖØŁŠŽĀḤḥāŻʿʾΑΛΤάλοςü≥→€№';

/** Every two neighbours of the sample once, in words of seven letters. */
function words(): readonly string[] {
  const found: string[] = [];
  for (const first of LETTERS + OTHERS) {
    const pairs = Array.from(LETTERS + OTHERS, (second) => first + second).join('');
    found.push(...(pairs.match(/.{1,7}/gu) ?? []));
  }
  return found;
}

function open(file: string): { readonly plain: PlainShaper; readonly font: fontkit.Font } {
  const bytes = readFileSync(require.resolve(`@expo-google-fonts/${file}`));
  const sfnt = openSfnt(bytes);
  const plain = sfnt === undefined ? undefined : createPlainShaper(sfnt);
  const font = fontkit.create(bytes);
  if (plain === undefined || 'fonts' in font) throw new Error(`${file} is no plain font`);
  return { plain, font };
}

const placed = (glyphs: readonly ShapedGlyph[]): unknown =>
  glyphs.map(({ id, advance, step, dx, dy }) => [id, advance, Math.round(step * 100), dx, dy]);

describe.each(FONTS)('the plain shaper on %s', (file) => {
  const { plain, font } = open(file);
  const covered = (text: string): string =>
    Array.from(text, (one) => (plain.covers(one.codePointAt(0) ?? 0) ? one : '')).join('');

  it('sets words as full shaping does, kerning included', () => {
    const different = words()
      .map(covered)
      .filter((word) => word !== '')
      .filter((word) => {
        const glyphs = plain.shape(word);
        const shaped = shapedGlyphs(font, word, 'ltr');
        return (
          glyphs !== undefined && JSON.stringify(placed(glyphs)) !== JSON.stringify(placed(shaped))
        );
      });
    expect(different).toEqual([]);
  });

  it('covers what the font covers', () => {
    const known = new Set(font.characterSet);
    const wrong: number[] = [];
    for (let codePoint = 0; codePoint < 0x1f000; codePoint += 1) {
      if (plain.covers(codePoint) !== known.has(codePoint)) wrong.push(codePoint);
    }
    expect(wrong).toEqual([]);
  });

  it('has the measures of the font', () => {
    const scale = 1000 / font.unitsPerEm;
    expect(plain).toMatchObject({ ascent: font.ascent * scale, descent: -font.descent * scale });
  });
});

describe('the plain shaper', () => {
  const { plain } = open(FONTS[0] ?? '');

  it('kerns', () => {
    const [first] = plain.shape('AV') ?? [];
    expect(first?.step).toBeLessThan(first?.advance ?? 0);
  });

  it.each(['cafe\u0301', 'زمري', '1⁄2', 'क', '😀'])('leaves %s to full shaping', (text) => {
    expect(plain.shape(text)).toBeUndefined();
  });

  it('takes no file of another kind for a font', () => {
    expect(openSfnt(Buffer.from('wOF2 and then some more bytes'))).toBeUndefined();
  });

  it('takes no file that ends before its tables', () => {
    const short = Buffer.from([0, 1, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0]);
    expect(() => openSfnt(short)).toThrow('cut short');
  });
});
