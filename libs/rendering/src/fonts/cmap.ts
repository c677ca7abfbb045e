import { type Sfnt } from './sfnt';

// Platform and encoding of the Unicode tables, the widest first.
const UNICODE_TABLES = [
  [3, 10],
  [0, 6],
  [0, 4],
  [3, 1],
  [0, 3],
  [0, 2],
  [0, 1],
  [0, 0],
] as const;

/** From code point to glyph, 0 for none. Undefined where the file has no table in format 4 or 12. */
export function glyphLookup({ bytes, table }: Sfnt): ((codePoint: number) => number) | undefined {
  const cmap = table('cmap')?.start;
  if (cmap === undefined) return undefined;
  const count = bytes.readUInt16BE(cmap + 2);
  for (const [platform, encoding] of UNICODE_TABLES) {
    for (let row = cmap + 4; row < cmap + 4 + count * 8; row += 8) {
      if (bytes.readUInt16BE(row) !== platform || bytes.readUInt16BE(row + 2) !== encoding)
        continue;
      const at = cmap + bytes.readUInt32BE(row + 4);
      const format = bytes.readUInt16BE(at);
      if (format === 12) return (codePoint) => inGroups(bytes, at, codePoint);
      return format === 4 ? (codePoint) => inSegments(bytes, at, codePoint) : undefined;
    }
  }
  return undefined;
}

function inGroups(bytes: Buffer, at: number, codePoint: number): number {
  let [low, high] = [0, bytes.readUInt32BE(at + 12) - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const group = at + 16 + middle * 12;
    const start = bytes.readUInt32BE(group);
    if (codePoint < start) high = middle - 1;
    else if (codePoint > bytes.readUInt32BE(group + 4)) low = middle + 1;
    else return bytes.readUInt32BE(group + 8) + codePoint - start;
  }
  return 0;
}

function inSegments(bytes: Buffer, at: number, codePoint: number): number {
  if (codePoint > 0xffff) return 0;
  const size = bytes.readUInt16BE(at + 6);
  let [low, high] = [0, size / 2 - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (bytes.readUInt16BE(at + 14 + middle * 2) < codePoint) low = middle + 1;
    else high = middle;
  }
  // Four arrays follow one another: ends, a pad of 2 bytes, starts, deltas, offsets.
  const start = at + 16 + size + low * 2;
  if (bytes.readUInt16BE(start) > codePoint) return 0;
  const delta = bytes.readUInt16BE(start + size);
  const offset = bytes.readUInt16BE(start + size * 2);
  if (offset === 0) return (codePoint + delta) & 0xffff;
  const place = start + size * 2 + offset + (codePoint - bytes.readUInt16BE(start)) * 2;
  const glyph = bytes.readUInt16BE(place);
  return glyph === 0 ? 0 : (glyph + delta) & 0xffff;
}
