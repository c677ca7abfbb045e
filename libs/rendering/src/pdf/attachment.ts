import type PDFDocument from 'pdfkit';

/** A file inside the PDF: the source of what the document shows. */
export interface PdfAttachment {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly mediaType: string;
  readonly description: string;
  /** ISO 8601. */
  readonly modifiedAt: string;
}

/**
 * Adds a file that the document was made from. PDFKit's own way hashes the bytes in JavaScript, a thirtieth of the time
 * of a whole edition, for a checksum that no one asks for and that it writes in another form than ISO 32000 has it.
 */
export function attachFile(document: PDFDocument, attachment: PdfAttachment | undefined): void {
  if (attachment === undefined) return;
  const { name, bytes, mediaType, description } = attachment;
  const modified = new Date(attachment.modifiedAt);
  const content = document.ref({
    Type: 'EmbeddedFile',
    Subtype: mediaType.replace('/', '#2F'),
    Params: { Size: bytes.length, CreationDate: modified, ModDate: modified },
  });
  content.end(bytes);
  const file = document.ref({
    Type: 'Filespec',
    AFRelationship: 'Source',
    F: new String(name),
    UF: new String(name),
    EF: { F: content },
    Desc: new String(description),
  });
  file.end();
  document.addNamedEmbeddedFile(name, file);
  document._root.data['AF'] = [file];
}
