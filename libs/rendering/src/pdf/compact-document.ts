import { zlibSync } from 'fflate';
import type PDFDocument from 'pdfkit';

import { serialize } from './serialize';
import { escapeXml } from './xmp';

/** Of fflate, 0 to 9. Level 6 makes a 32-page edition 3 % smaller and takes a fifth more of the time of all of it. */
const DEFLATE_LEVEL = 2;

export interface CompactDocument {
  readonly document: PDFDocument;
  /** Ends the document and gives its bytes. */
  readonly finish: () => Uint8Array;
}

interface Entry {
  readonly type: 1 | 2;
  /** Byte offset, or the number of the object stream. */
  readonly place: number;
  readonly index: number;
}

// Larger streams compress better and make readers unpack more for one object: 400 save 2 % over 200.
const OBJECTS_PER_STREAM = 400;

/**
 * A PDFKit document that packs its small objects into object streams (half the bytes of a tagged
 * file), compresses with fflate so that the bytes do not depend on the zlib of the Node version,
 * and escapes what it writes into the XMP packet.
 */
export function createCompactDocument(
  Base: typeof PDFDocument,
  options: PDFDocument.Options,
): CompactDocument {
  const chunks: Uint8Array[] = [];
  const packed: { readonly id: number; readonly body: string }[] = [];
  const entries = new Map<number, Entry>();
  let offset = 0;

  const emit = (data: string | Uint8Array): void => {
    const bytes = typeof data === 'string' ? Buffer.from(`${data}\n`, 'latin1') : data;
    chunks.push(bytes);
    offset += bytes.length;
  };

  const finalizeReference = (reference: PDFDocument.Reference): void => {
    const { id, data } = reference;
    if (reference.buffer.length === 0) packed.push({ id, body: serialize(data) });
    else {
      entries.set(id, { type: 1, place: offset, index: 0 });
      const content = Buffer.concat(reference.buffer);
      const bytes = reference.compress ? zlibSync(content, { level: DEFLATE_LEVEL }) : content;
      if (reference.compress) data['Filter'] = 'FlateDecode';
      data['Length'] = bytes.length;
      writeStream(emit, id, serialize(data), bytes);
      reference.buffer = [];
    }
    document._refEnd(reference);
  };

  class Compact extends Base {
    override ref(data?: object): PDFDocument.Reference {
      const reference = super.ref(data);
      reference.finalize = () => {
        finalizeReference(reference);
      };
      return reference;
    }

    override _write(data: string | Uint8Array): void {
      emit(data);
    }

    override endMetadata(): void {
      const { info } = this;
      this.info = Object.fromEntries(
        Object.entries(info).map(([key, value]) => [
          key,
          typeof value === 'string' ? escapeXml(value) : value,
        ]),
      );
      super.endMetadata();
      this.info = info;
    }

    override _finalize(): void {
      let nextId = this._offsets.length + 1;
      for (let start = 0; start < packed.length; start += OBJECTS_PER_STREAM) {
        const part = packed.slice(start, start + OBJECTS_PER_STREAM);
        part.forEach(({ id }, index) => entries.set(id, { type: 2, place: nextId, index }));
        entries.set(nextId, { type: 1, place: offset, index: 0 });
        writeObjectStream(emit, nextId, part);
        nextId += 1;
      }
      entries.set(nextId, { type: 1, place: offset, index: 0 });
      writeCrossReferences(emit, this, { entries, id: nextId, offset });
    }
  }

  const document = new Compact(options);
  return {
    document,
    finish() {
      document.end();
      return new Uint8Array(Buffer.concat(chunks));
    },
  };
}

type Emit = (data: string | Uint8Array) => void;

function writeObjectStream(
  emit: Emit,
  id: number,
  objects: readonly { readonly id: number; readonly body: string }[],
): void {
  let position = 0;
  const index = objects.map((object) => {
    const pair = `${object.id} ${position}`;
    position += object.body.length + 1;
    return pair;
  });
  const head = `${index.join(' ')} `;
  const body = Buffer.from(head + objects.map((object) => object.body).join('\n'), 'latin1');
  const data = zlibSync(body, { level: DEFLATE_LEVEL });
  const dictionary = {
    Type: 'ObjStm',
    N: objects.length,
    First: head.length,
    Filter: 'FlateDecode',
    Length: data.length,
  };
  writeStream(emit, id, serialize(dictionary), data);
}

function writeStream(emit: Emit, id: number, dictionary: string, data: Uint8Array): void {
  emit(`${id} 0 obj\n${dictionary}\nstream`);
  emit(data);
  emit('\nendstream\nendobj');
}

interface CrossReferences {
  readonly entries: ReadonlyMap<number, Entry>;
  readonly id: number;
  readonly offset: number;
}

function writeCrossReferences(emit: Emit, document: PDFDocument, table: CrossReferences): void {
  const { entries, id, offset } = table;
  // One row: type in 1 byte, place in 4, index in 2. Row 0 heads the empty list of free objects.
  const rows = Buffer.alloc((id + 1) * 7);
  rows.writeUInt16BE(0xffff, 5);
  for (const [number, entry] of entries) {
    rows.writeUInt8(entry.type, number * 7);
    rows.writeUInt32BE(entry.place, number * 7 + 1);
    rows.writeUInt16BE(entry.index, number * 7 + 5);
  }
  const data = zlibSync(rows, { level: DEFLATE_LEVEL });
  const dictionary = {
    Type: 'XRef',
    Size: id + 1,
    W: [1, 4, 2],
    Root: document._root,
    Info: document._info,
    ID: [document._id, document._id],
    Filter: 'FlateDecode',
    Length: data.length,
  };
  writeStream(emit, id, serialize(dictionary), data);
  emit(`startxref\n${offset}\n%%EOF`);
}
