/** A font file of the sfnt kind (TrueType, OpenType), read in place. */
export interface Sfnt {
  readonly bytes: Buffer;
  /** Where a table begins, or undefined where the file has none of that name. */
  readonly table: (tag: string) => TableRange | undefined;
}

export interface TableRange {
  readonly start: number;
  readonly length: number;
}

const CUT_SHORT = 'the file is cut short';
const SIGNATURES: ReadonlySet<number> = new Set([0x00010000, 0x74727565, 0x4f54544f]);

/** Undefined for files of another kind. Throws where the file ends before what its directory names. */
export function openSfnt(bytes: Buffer): Sfnt | undefined {
  if (bytes.length < 12 || !SIGNATURES.has(bytes.readUInt32BE(0))) return undefined;
  const count = bytes.readUInt16BE(4);
  if (12 + count * 16 > bytes.length) throw new Error(CUT_SHORT);
  const tables = new Map<string, TableRange>();
  for (let row = 12; row < 12 + count * 16; row += 16) {
    const range = { start: bytes.readUInt32BE(row + 8), length: bytes.readUInt32BE(row + 12) };
    if (range.start + range.length > bytes.length) throw new Error(CUT_SHORT);
    tables.set(bytes.toString('latin1', row, row + 4), range);
  }
  return { bytes, table: (tag) => tables.get(tag) };
}
