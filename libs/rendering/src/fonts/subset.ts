import { type Sfnt, type TableRange } from './sfnt';
import { type NamedTable, writeSfnt } from './sfnt-writer';

/** The glyphs that a document uses: .notdef, those of fixed codes, then others in the order of their first use. */
export interface Subset {
  /** Glyphs of the font by their number in the subset. One glyph may have several numbers. */
  readonly glyphs: number[];
  readonly includeGlyph: (id: number) => number;
  /** Includes the glyph of a fixed code; those left out have an advance and no outline. */
  readonly use: (code: number) => void;
  /** The font file of these glyphs and of what they are composed of. */
  readonly encode: () => Buffer;
}

interface Outlines {
  readonly sfnt: Sfnt;
  readonly glyf: TableRange;
  readonly loca: TableRange;
  readonly hmtx: TableRange;
  readonly hasLongOffsets: boolean;
  readonly metricCount: number;
}

/** Undefined for fonts whose outlines are not those of TrueType. */
export function subsetsOf(sfnt: Sfnt, fixed: readonly number[] = []): (() => Subset) | undefined {
  const { bytes, table } = sfnt;
  const [glyf, loca, hmtx] = [table('glyf'), table('loca'), table('hmtx')];
  const [head, hhea] = [table('head'), table('hhea')];
  if (glyf === undefined || loca === undefined || hmtx === undefined) return undefined;
  if (head === undefined || hhea === undefined || table('maxp') === undefined) return undefined;
  const hasLongOffsets = bytes.readUInt16BE(head.start + 50) === 1;
  const metricCount = bytes.readUInt16BE(hhea.start + 34);
  const outlines: Outlines = { sfnt, glyf, loca, hmtx, hasLongOffsets, metricCount };
  let last: { readonly key: string; readonly bytes: Buffer } | undefined;
  // One edition after the other uses the same glyphs: the same bytes are one object, which is compressed once.
  const encodeOnce: Encode = (glyphs, inclusion) => {
    const key = glyphs.map((id, number) => inclusion.isUsed[number] !== false && id).join();
    if (last?.key !== key) last = { key, bytes: encode(outlines, glyphs, inclusion) };
    return last.bytes;
  };
  return () => createSubset(fixed, encodeOnce);
}

type Encode = (glyphs: readonly number[], inclusion: Inclusion) => Buffer;

function createSubset(fixed: readonly number[], encodeOnce: Encode): Subset {
  const glyphs = [0, ...fixed];
  const isUsed = glyphs.map((_, number) => number === 0);
  const numbers = new Map(glyphs.map((id, number) => [id, number]));
  const includeGlyph: Subset['includeGlyph'] = (id) => {
    const number = numbers.get(id) ?? glyphs.push(id) - 1;
    numbers.set(id, number);
    isUsed[number] = true;
    return number;
  };
  return {
    glyphs,
    includeGlyph,
    use(code) {
      isUsed[code] = true;
    },
    encode: () => encodeOnce(glyphs, { includeGlyph, isUsed }),
  };
}

interface Inclusion extends Pick<Subset, 'includeGlyph'> {
  /** By number; what is pushed to the glyphs is used. */
  readonly isUsed: readonly boolean[];
}

function encode(
  outlines: Outlines,
  glyphs: readonly number[],
  { includeGlyph, isUsed }: Inclusion,
): Buffer {
  const shapes: Buffer[] = [];
  const shapeAt = (number: number): void => {
    if (shapes[number] !== undefined || isUsed[number] === false) return;
    const shape = shapeOf(outlines, glyphs[number] ?? 0);
    shapes[number] = shape;
    renumberComponents(shape, (id) => {
      const component = includeGlyph(id);
      shapeAt(component);
      return component;
    });
  };
  // Components join the list while it is walked.
  for (let number = 0; number < glyphs.length; number += 1) shapeAt(number);
  const set = Array.from(glyphs, (_, number) => shapes[number] ?? NO_SHAPE);
  const { sfnt } = outlines;
  const metrics = Buffer.concat(glyphs.map((id) => metricOf(outlines, id)));
  const glyf = Buffer.concat(set);
  const isLong = glyf.length > 0x1fffe;
  const tables: NamedTable[] = [
    { tag: 'head', bytes: changed(sfnt, 'head', { at: 50, value: isLong ? 1 : 0 }) },
    { tag: 'hhea', bytes: changed(sfnt, 'hhea', { at: 34, value: glyphs.length }) },
    { tag: 'maxp', bytes: changed(sfnt, 'maxp', { at: 4, value: glyphs.length }) },
    { tag: 'loca', bytes: locations(set, isLong) },
    { tag: 'hmtx', bytes: metrics },
    { tag: 'glyf', bytes: glyf },
  ];
  for (const tag of ['cvt ', 'fpgm', 'prep']) {
    const range = sfnt.table(tag);
    if (range !== undefined) tables.push({ tag, bytes: slice(sfnt, range) });
  }
  return writeSfnt(tables);
}

const NO_SHAPE = Buffer.alloc(0);

function slice({ bytes }: Sfnt, { start, length }: TableRange): Buffer {
  return bytes.subarray(start, start + length);
}

function changed(
  sfnt: Sfnt,
  tag: string,
  { at, value }: { readonly at: number; readonly value: number },
): Buffer {
  const range = sfnt.table(tag) ?? { start: 0, length: 0 };
  const copy = Buffer.from(slice(sfnt, range));
  copy.writeUInt16BE(value, at);
  return copy;
}

/** A copy of the outline, of an even length, which short offsets ask for. */
function shapeOf({ sfnt: { bytes }, glyf, loca, hasLongOffsets }: Outlines, id: number): Buffer {
  const offset = (index: number): number =>
    hasLongOffsets
      ? bytes.readUInt32BE(loca.start + index * 4)
      : bytes.readUInt16BE(loca.start + index * 2) * 2;
  const [start, end] = [offset(id), offset(id + 1)];
  const shape = Buffer.alloc((end - start + 1) & ~1);
  bytes.copy(shape, 0, glyf.start + start, glyf.start + end);
  return shape;
}

// Flags of a component: its arguments are words; one scale, two or four follow; another component follows.
const [WORDS, SCALE, MORE, TWO_SCALES, MATRIX] = [0x1, 0x8, 0x20, 0x40, 0x80];

function renumberComponents(shape: Buffer, includeGlyph: Subset['includeGlyph']): void {
  if (shape.length === 0 || shape.readInt16BE(0) >= 0) return;
  let at = 10;
  for (let flags = MORE; (flags & MORE) !== 0;) {
    flags = shape.readUInt16BE(at);
    shape.writeUInt16BE(includeGlyph(shape.readUInt16BE(at + 2)), at + 2);
    at += 4 + ((flags & WORDS) === 0 ? 2 : 4);
    if ((flags & SCALE) !== 0) at += 2;
    else if ((flags & TWO_SCALES) !== 0) at += 4;
    else if ((flags & MATRIX) !== 0) at += 8;
  }
}

function locations(shapes: readonly Buffer[], isLong: boolean): Buffer {
  const table = Buffer.alloc((shapes.length + 1) * (isLong ? 4 : 2));
  let offset = 0;
  [...shapes, Buffer.alloc(0)].forEach((shape, index) => {
    if (isLong) table.writeUInt32BE(offset, index * 4);
    else table.writeUInt16BE(offset / 2, index * 2);
    offset += shape.length;
  });
  return table;
}

/** Advance and left bearing of a glyph. The last advance stands for all glyphs after it. */
function metricOf({ sfnt: { bytes }, hmtx, metricCount }: Outlines, id: number): Buffer {
  const last = hmtx.start + Math.min(id, metricCount - 1) * 4;
  const bearing = id < metricCount ? last + 2 : last + 4 + (id - metricCount) * 2;
  const metric = Buffer.alloc(4);
  bytes.copy(metric, 0, last, last + 2);
  bytes.copy(metric, 2, bearing, bearing + 2);
  return metric;
}
