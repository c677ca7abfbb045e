export interface NamedTable {
  readonly tag: string;
  readonly bytes: Buffer;
}

/** A font file of the given tables, each at a multiple of four bytes. */
export function writeSfnt(tables: readonly NamedTable[]): Buffer {
  const sorted = tables.toSorted((a, b) => (a.tag < b.tag ? -1 : 1));
  const directory = Buffer.alloc(12 + sorted.length * 16);
  const power = Math.floor(Math.log2(sorted.length));
  directory.writeUInt32BE(0x00010000, 0);
  directory.writeUInt16BE(sorted.length, 4);
  directory.writeUInt16BE(2 ** power * 16, 6);
  directory.writeUInt16BE(power, 8);
  directory.writeUInt16BE((sorted.length - 2 ** power) * 16, 10);
  const parts: Buffer[] = [directory];
  let offset = directory.length;
  sorted.forEach(({ tag, bytes }, index) => {
    const row = 12 + index * 16;
    const padded = Buffer.alloc((bytes.length + 3) & ~3);
    bytes.copy(padded);
    directory.write(tag, row, 'latin1');
    directory.writeUInt32BE(checksum(padded), row + 4);
    directory.writeUInt32BE(offset, row + 8);
    directory.writeUInt32BE(bytes.length, row + 12);
    parts.push(padded);
    offset += padded.length;
  });
  return Buffer.concat(parts);
}

function checksum(padded: Buffer): number {
  let sum = 0;
  for (let at = 0; at < padded.length; at += 4) sum = (sum + padded.readInt32BE(at)) | 0;
  return sum >>> 0;
}
