import {
  classOf,
  coverageIndex,
  type LayoutTable,
  lookupsOf,
  type Subtable,
} from './layout-tables';

/** Distance to add between two neighbours, in units of the font. */
export type Kerning = (left: number, right: number) => number;

// The pairs of plain text that a language has; a document meets a few hundred.
const CACHE_LIMIT = 20_000;
const KERN = new Set(['kern']);
const PAIR = 2;
const ADVANCE_ONLY = 4;

/** Pair kerning read from the bytes of GPOS, without decoding the tables of other scripts. */
export function createKerning(table: LayoutTable, script: string): Kerning {
  const { bytes } = table;
  const lookups = lookupsOf(table, script, KERN)
    .map((lookup) => lookup.filter((subtable) => isPlainPair(bytes, subtable)))
    .filter((lookup) => lookup.length > 0);
  const known = new Map<number, number>();
  return (left, right) => {
    const key = left * 0x10000 + right;
    const before = known.get(key);
    if (before !== undefined) return before;
    if (known.size >= CACHE_LIMIT) known.clear();
    let sum = 0;
    for (const lookup of lookups) sum += firstMatch(bytes, lookup, { left, right });
    known.set(key, sum);
    return sum;
  };
}

/** Whether a subtable moves nothing but the second of two glyphs along the line. */
export function isPlainPair(bytes: Buffer, { type, at }: Subtable): boolean {
  if (type !== PAIR) return false;
  return bytes.readUInt16BE(at + 4) === ADVANCE_ONLY && bytes.readUInt16BE(at + 6) === 0;
}

interface Pair {
  readonly left: number;
  readonly right: number;
}

function firstMatch(bytes: Buffer, lookup: readonly Subtable[], { left, right }: Pair): number {
  for (const { at } of lookup) {
    const index = coverageIndex(bytes, at + bytes.readUInt16BE(at + 2), left);
    if (index < 0) continue;
    if (bytes.readUInt16BE(at) === 2) return ofClasses(bytes, at, { left, right });
    const value = inPairSet(bytes, at + bytes.readUInt16BE(at + 10 + index * 2), right);
    if (value !== undefined) return value;
  }
  return 0;
}

function inPairSet(bytes: Buffer, at: number, right: number): number | undefined {
  let [low, high] = [0, bytes.readUInt16BE(at) - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const row = at + 2 + middle * 4;
    const second = bytes.readUInt16BE(row);
    if (second === right) return bytes.readInt16BE(row + 2);
    if (second < right) low = middle + 1;
    else high = middle - 1;
  }
  return undefined;
}

function ofClasses(bytes: Buffer, at: number, { left, right }: Pair): number {
  const first = classOf(bytes, at + bytes.readUInt16BE(at + 8), left);
  const second = classOf(bytes, at + bytes.readUInt16BE(at + 10), right);
  return bytes.readInt16BE(at + 16 + (first * bytes.readUInt16BE(at + 14) + second) * 2);
}
