import { onceFor } from '@wirebrief/kernel';
import type PDFDocument from 'pdfkit';

import { compressed } from './compressed';
import { type Deflate } from './deflate';
import { serialize } from './serialize';
import { escapeXml } from './xmp';

export interface CompactDocument {
  readonly document: PDFDocument;
  /** Ends the document and gives its bytes. */
  readonly finish: () => Promise<Uint8Array>;
}

type Dictionary = Record<string, unknown>;

/** What the file is made of, in its order. */
type Part = Uint8Array | Stream;

interface Stream {
  readonly id: number;
  readonly dictionary: Dictionary;
  /** Pending while another thread compresses it. */
  readonly content: Uint8Array | Promise<Uint8Array>;
}

interface PackedObject {
  readonly id: number;
  readonly body: string;
}

interface ObjectStream extends Omit<Stream, 'id'> {
  readonly ids: readonly number[];
}

// Larger streams compress better and faster, and make readers unpack more for one object: 1,000 save 3 % over 200.
const OBJECTS_PER_STREAM = 1_000;

/** What a document has written so far. */
interface Written {
  readonly parts: Part[];
  readonly objectStreams: ObjectStream[];
  packed: PackedObject[];
  readonly deflate: Deflate;
}

/**
 * A PDFKit document that packs its small objects into object streams (half the bytes of a tagged
 * file) and escapes what it writes into the XMP packet.
 */
export function createCompactDocument(
  Base: typeof PDFDocument,
  options: PDFDocument.Options,
  deflate: Deflate,
): CompactDocument {
  const written: Written = { parts: [], objectStreams: [], packed: [], deflate };
  const document = new (packingClass(Base))({ ...options, written });
  return {
    document,
    finish() {
      // What is packed by now is compressed while PDFKit ends the document.
      packObjects(written);
      document.end();
      return assemble(document, written);
    },
  };
}

// One class for all documents: to V8, objects of two classes have nothing in common, and it would compile all that
// handles a document anew for the next one.
const packingClass = onceFor((Base: typeof PDFDocument) => {
  class PackingDocument extends Base {
    // PDFKit writes before a constructor of ours could set a field.
    declare readonly options: PDFDocument.Options & { readonly written: Written };

    override ref(data?: object): PDFDocument.Reference {
      const reference = super.ref(data);
      reference.finalize = finalize;
      return reference;
    }

    override _write(data: string | Uint8Array): void {
      this.options.written.parts.push(typeof data === 'string' ? lineOf(data) : data);
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
      packObjects(this.options.written);
    }
  }

  function finalize(this: PDFDocument.Reference): void {
    const document = this.document as PackingDocument;
    writeObject(this, document.options.written);
    document._refEnd(this);
  }

  return PackingDocument;
});

function writeObject(reference: PDFDocument.Reference, written: Written): void {
  const { id, data: dictionary, buffer, compress } = reference;
  if (buffer.length === 0) {
    written.packed.push({ id, body: serialize(dictionary) });
    if (written.packed.length === OBJECTS_PER_STREAM) packObjects(written);
    return;
  }
  const [only, ...others] = buffer;
  // One object stays itself: by it the compressed bytes are found again.
  const bytes = only === undefined || others.length > 0 ? Buffer.concat(buffer) : only;
  if (compress) dictionary['Filter'] = 'FlateDecode';
  const content = compress ? compressed(bytes, written.deflate) : bytes;
  written.parts.push({ id, dictionary, content });
  reference.buffer = [];
}

function packObjects(written: Written): void {
  const { packed, objectStreams, deflate } = written;
  if (packed.length > 0) objectStreams.push(packedStream(packed, deflate));
  written.packed = [];
}

function packedStream(objects: readonly PackedObject[], deflate: Deflate): ObjectStream {
  let position = 0;
  const index = objects.map((object) => {
    const pair = `${object.id} ${position}`;
    position += object.body.length + 1;
    return pair;
  });
  const head = `${index.join(' ')} `;
  const body = Buffer.from(head + objects.map((object) => object.body).join('\n'), 'latin1');
  return {
    ids: objects.map(({ id }) => id),
    dictionary: { Type: 'ObjStm', N: objects.length, First: head.length, Filter: 'FlateDecode' },
    content: compressed(body, deflate),
  };
}

interface Entry {
  readonly type: 1 | 2;
  /** Byte offset, or the number of the object stream. */
  readonly place: number;
  readonly index: number;
}

async function assemble(document: PDFDocument, written: Written): Promise<Uint8Array> {
  const { parts, objectStreams, deflate } = written;
  const chunks: Uint8Array[] = [];
  const entries = new Map<number, Entry>();
  let offset = 0;
  const write = (bytes: Uint8Array): void => {
    chunks.push(bytes);
    offset += bytes.length;
  };
  const writeStream = async ({ id, dictionary, content: pending }: Stream): Promise<void> => {
    const content = await pending;
    dictionary['Length'] = content.length;
    entries.set(id, { type: 1, place: offset, index: 0 });
    write(lineOf(`${id} 0 obj\n${serialize(dictionary)}\nstream`));
    write(content);
    write(lineOf('\nendstream\nendobj'));
  };

  for (const part of parts) {
    if (part instanceof Uint8Array) write(part);
    else await writeStream(part);
  }
  let nextId = document._offsets.length + 1;
  for (const { ids, dictionary, content } of objectStreams) {
    for (const [index, id] of ids.entries()) entries.set(id, { type: 2, place: nextId, index });
    await writeStream({ id: nextId, dictionary, content });
    nextId += 1;
  }
  const start = offset;
  entries.set(nextId, { type: 1, place: start, index: 0 });
  await writeStream({
    id: nextId,
    dictionary: {
      Type: 'XRef',
      Size: nextId + 1,
      W: [1, 4, 2],
      Root: document._root,
      Info: document._info,
      ID: [document._id, document._id],
      Filter: 'FlateDecode',
      DecodeParms: { Predictor: 12, Columns: ROW },
    },
    content: deflate.now(crossReferences(entries, nextId)),
  });
  write(lineOf(`startxref\n${start}\n%%EOF`));
  return new Uint8Array(Buffer.concat(chunks));
}

// Type in 1 byte, place in 4, index in 2.
const ROW = 7;

/** Each row as its difference from the row above (the predictor Up of PNG): most of them only count on. */
function crossReferences(entries: ReadonlyMap<number, Entry>, lastId: number): Uint8Array {
  const rows = Buffer.alloc((lastId + 1) * ROW);
  // Row 0 heads the empty list of free objects.
  rows.writeUInt16BE(0xffff, 5);
  for (const [number, entry] of entries) {
    rows.writeUInt8(entry.type, number * ROW);
    rows.writeUInt32BE(entry.place, number * ROW + 1);
    rows.writeUInt16BE(entry.index, number * ROW + 5);
  }
  const predicted = new Uint8Array((lastId + 1) * (ROW + 1));
  for (let row = 0; row <= lastId; row += 1) {
    const at = row * (ROW + 1);
    predicted[at] = 2;
    for (let column = 0; column < ROW; column += 1) {
      const index = row * ROW + column;
      predicted[at + 1 + column] = (rows[index] ?? 0) - (rows[index - ROW] ?? 0);
    }
  }
  return predicted;
}

function lineOf(text: string): Uint8Array {
  return Buffer.from(`${text}\n`, 'latin1');
}
