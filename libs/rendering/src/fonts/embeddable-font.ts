import { type FixedCodes, fixedCodesOf } from './fixed-codes';
import { type Sfnt } from './sfnt';
import { type Subset, subsetsOf } from './subset';

/** What PDFKit reads of a font that it embeds. Lengths in units of the font. */
export interface EmbeddableFont {
  readonly postscriptName: string;
  readonly unitsPerEm: number;
  readonly ascent: number;
  readonly descent: number;
  readonly lineGap: number;
  readonly xHeight: number;
  readonly capHeight: number;
  readonly italicAngle: number;
  readonly bbox: Readonly<Record<'minX' | 'minY' | 'maxX' | 'maxY', number>>;
  readonly head: { readonly macStyle: { readonly italic: boolean } };
  readonly post: { readonly isFixedPitch: boolean };
  readonly 'OS/2': { readonly sFamilyClass: number };
  /** PDFKit takes two fonts of one name and one checksum for the same. */
  readonly _tables: { readonly head: { readonly checkSumAdjustment: number } };
  readonly getGlyph: (id: number) => { readonly advanceWidth: number };
  readonly createSubset: () => Subset;
  readonly fixed: FixedCodes;
  /** By this function PDFKit knows a font; the text comes to it shaped. */
  readonly layout: () => never;
}

/** A font with TrueType outlines, embedded without decoding what is not embedded; else undefined. */
export function embeddableFont(sfnt: Sfnt): EmbeddableFont | undefined {
  const { bytes, table } = sfnt;
  const fixed = fixedCodesOf(sfnt);
  const createSubset = subsetsOf(sfnt, fixed.glyphs);
  const [head, hhea, hmtx] = [table('head'), table('hhea'), table('hmtx')];
  const [os2, post] = [table('OS/2'), table('post')];
  const postscriptName = postscriptNameOf(sfnt);
  if (createSubset === undefined || head === undefined || hhea === undefined) return undefined;
  if (hmtx === undefined || os2 === undefined || os2.length < 90 || post === undefined)
    return undefined;
  if (postscriptName === undefined || table('fvar') !== undefined) return undefined;
  const metricCount = bytes.readUInt16BE(hhea.start + 34);
  return {
    postscriptName,
    unitsPerEm: bytes.readUInt16BE(head.start + 18),
    ascent: bytes.readInt16BE(hhea.start + 4),
    descent: bytes.readInt16BE(hhea.start + 6),
    lineGap: bytes.readInt16BE(hhea.start + 8),
    xHeight: bytes.readInt16BE(os2.start + 86),
    capHeight: bytes.readInt16BE(os2.start + 88),
    italicAngle: bytes.readInt32BE(post.start + 4) / 0x10000,
    bbox: {
      minX: bytes.readInt16BE(head.start + 36),
      minY: bytes.readInt16BE(head.start + 38),
      maxX: bytes.readInt16BE(head.start + 40),
      maxY: bytes.readInt16BE(head.start + 42),
    },
    head: { macStyle: { italic: (bytes.readUInt16BE(head.start + 44) & 2) !== 0 } },
    post: { isFixedPitch: bytes.readUInt32BE(post.start + 12) !== 0 },
    'OS/2': { sFamilyClass: bytes.readInt16BE(os2.start + 30) },
    _tables: { head: { checkSumAdjustment: bytes.readUInt32BE(head.start + 8) } },
    getGlyph: (id) => ({
      advanceWidth: bytes.readUInt16BE(hmtx.start + Math.min(id, metricCount - 1) * 4),
    }),
    createSubset,
    fixed,
    layout() {
      throw new Error('text comes to the document shaped');
    },
  };
}

const POSTSCRIPT_NAME = 6;

function postscriptNameOf({ bytes, table }: Sfnt): string | undefined {
  const name = table('name');
  if (name === undefined) return undefined;
  const count = bytes.readUInt16BE(name.start + 2);
  const strings = name.start + bytes.readUInt16BE(name.start + 4);
  for (let row = name.start + 6; row < name.start + 6 + count * 12; row += 12) {
    if (bytes.readUInt16BE(row + 6) !== POSTSCRIPT_NAME) continue;
    const isMacintosh = bytes.readUInt16BE(row) === 1;
    const start = strings + bytes.readUInt16BE(row + 10);
    const text = Buffer.from(bytes.subarray(start, start + bytes.readUInt16BE(row + 8)));
    return isMacintosh ? text.toString('latin1') : text.swap16().toString('utf16le');
  }
  return undefined;
}
