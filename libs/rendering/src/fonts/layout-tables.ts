/** One subtable of a lookup of GSUB or GPOS, extensions resolved. */
export interface Subtable {
  readonly type: number;
  readonly at: number;
}

type Lookup = readonly Subtable[];

/** The table GSUB or GPOS of a font, by its place in the file. */
export interface LayoutTable {
  readonly bytes: Buffer;
  readonly start: number;
  /** Type of the lookups that only point to others. */
  readonly extensionType: number;
}

/** Lookups of the given features for a script in its default language, in the order they apply. */
export function lookupsOf(
  table: LayoutTable,
  script: string,
  features: ReadonlySet<string>,
): readonly Lookup[] {
  const { bytes, start } = table;
  const language = defaultLanguage(table, script);
  if (language === undefined) return [];
  const featureList = start + bytes.readUInt16BE(start + 6);
  const lookups = new Set<number>();
  for (let index = 0; index < bytes.readUInt16BE(language + 4); index += 1) {
    const record = featureList + 2 + bytes.readUInt16BE(language + 6 + index * 2) * 6;
    if (!features.has(tagAt(bytes, record))) continue;
    const feature = featureList + bytes.readUInt16BE(record + 4);
    for (const lookup of numbersAt(bytes, feature + 2)) lookups.add(lookup);
  }
  return [...lookups].toSorted((a, b) => a - b).map((index) => lookupAt(table, index));
}

function defaultLanguage({ bytes, start }: LayoutTable, script: string): number | undefined {
  const list = start + bytes.readUInt16BE(start + 4);
  const count = bytes.readUInt16BE(list);
  for (const wanted of [script, 'DFLT', 'dflt', 'latn']) {
    for (let record = list + 2; record < list + 2 + count * 6; record += 6) {
      if (tagAt(bytes, record) !== wanted) continue;
      const place = list + bytes.readUInt16BE(record + 4);
      const language = bytes.readUInt16BE(place);
      return language === 0 ? undefined : place + language;
    }
  }
  return undefined;
}

function lookupAt({ bytes, start, extensionType }: LayoutTable, index: number): Lookup {
  const list = start + bytes.readUInt16BE(start + 8);
  const lookup = list + bytes.readUInt16BE(list + 2 + index * 2);
  const type = bytes.readUInt16BE(lookup);
  return numbersAt(bytes, lookup + 4).map((offset) => {
    const at = lookup + offset;
    if (type !== extensionType) return { type, at };
    return { type: bytes.readUInt16BE(at + 2), at: at + bytes.readUInt32BE(at + 4) };
  });
}

function tagAt(bytes: Buffer, at: number): string {
  return bytes.toString('latin1', at, at + 4);
}

/** An array of 16-bit numbers after its length. */
function numbersAt(bytes: Buffer, at: number): readonly number[] {
  const count = bytes.readUInt16BE(at);
  return Array.from({ length: count }, (_, index) => bytes.readUInt16BE(at + 2 + index * 2));
}

/** Index of a glyph in a coverage table, or -1. */
export function coverageIndex(bytes: Buffer, at: number, glyph: number): number {
  const isList = bytes.readUInt16BE(at) === 1;
  const rowSize = isList ? 2 : 6;
  const row = rowOf(bytes, glyph, { at: at + 4, count: bytes.readUInt16BE(at + 2), rowSize });
  if (row === undefined) return -1;
  if (isList) return (row - at - 4) / 2;
  return bytes.readUInt16BE(row + 4) + glyph - bytes.readUInt16BE(row);
}

/** Class of a glyph in a class definition; 0 is the class of all it does not name. */
export function classOf(bytes: Buffer, at: number, glyph: number): number {
  if (bytes.readUInt16BE(at) === 1) {
    const index = glyph - bytes.readUInt16BE(at + 2);
    const isNamed = index >= 0 && index < bytes.readUInt16BE(at + 4);
    return isNamed ? bytes.readUInt16BE(at + 6 + index * 2) : 0;
  }
  const row = rowOf(bytes, glyph, { at: at + 4, count: bytes.readUInt16BE(at + 2), rowSize: 6 });
  return row === undefined ? 0 : bytes.readUInt16BE(row + 4);
}

interface Rows {
  readonly at: number;
  readonly count: number;
  /** Rows of 2 bytes hold one glyph; longer ones begin with the first and the last of a range. */
  readonly rowSize: number;
}

/** Place of the row that holds a glyph, among rows sorted by glyph. */
function rowOf(bytes: Buffer, glyph: number, rows: Rows): number | undefined {
  let [low, high] = [0, rows.count - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const row = rows.at + middle * rows.rowSize;
    if (glyph < bytes.readUInt16BE(row)) high = middle - 1;
    else if (glyph > bytes.readUInt16BE(rows.rowSize === 2 ? row : row + 2)) low = middle + 1;
    else return row;
  }
  return undefined;
}
