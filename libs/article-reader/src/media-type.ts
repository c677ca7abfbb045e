import { inputError } from './input-errors';

export type InputForm = 'html' | 'json' | 'text';

export interface InputSource {
  /** File name or whatever a person knows the input by; its extension is a hint. */
  readonly name: string;
  /** As in a Content-Type header, parameters included. */
  readonly mediaType?: string;
}

const EXPORT_TEXT = 'Save or copy its text as a plain text file (UTF-8) and give that.';
const UNPACK = 'Unpack it and give the article files inside.';
const TYPE_OUT = 'Give the article as plain text, an HTML page or JSON.';

/** Bytes at the start (as Latin-1) by which a file that is no text gives itself away. */
const SIGNATURES: readonly (readonly [pattern: RegExp, what: string, remedy: string])[] = [
  [/^%PDF-/, 'a PDF document', `${EXPORT_TEXT} With poppler: pdftotext FILE.pdf FILE.txt`],
  [
    /^PK[\x03\x05][\x04\x06][^]*(word\/|mimetypeapplication\/vnd\.oasis)/,
    'a word processor document',
    EXPORT_TEXT,
  ],
  [/^PK[\x03\x05][\x04\x06]/, 'a zip archive', UNPACK],
  [/^\x1f\x8b|^BZh|^\xfd7zXZ|^7z\xbc\xaf|^Rar!/, 'a compressed archive', UNPACK],
  [/^\{\\rtf/, 'a rich text (RTF) document', EXPORT_TEXT],
  [/^\xd0\xcf\x11\xe0/, 'an old Office document', EXPORT_TEXT],
  [/^\x89PNG|^\xff\xd8\xff|^GIF8[79]a|^RIFF[^]{4}WEBP|^II\*\0|^MM\0\*/, 'an image', TYPE_OUT],
  [
    /^[^]{4}ftyp|^ID3|^OggS|^RIFF[^]{4}(WAVE|AVI )|^\x1aE\xdf\xa3/,
    'a sound or film recording',
    TYPE_OUT,
  ],
  [/^\x7fELF|^MZ[^]{2,62}\0|^\xcf\xfa\xed\xfe/, 'a program', TYPE_OUT],
  [/^SQLite format 3\0/, 'a database', TYPE_OUT],
];

const SIGNATURE_BYTES = 4096;

/** Throws `WB_INPUT_BINARY` that says what the file is, when it is no text in any encoding that is read here. */
export function refuseBinary(bytes: Uint8Array, name: string): void {
  const start = Buffer.from(bytes.subarray(0, SIGNATURE_BYTES)).toString('latin1');
  const found = SIGNATURES.find(([pattern]) => pattern.test(start));
  if (found !== undefined) throw binary(name, found[1], found[2]);
  const isUtf16 = /^(\xff\xfe(?!\0\0)|\xfe\xff)/.test(start);
  if (!isUtf16 && bytes.includes(0))
    throw binary(name, 'a binary file (it holds NUL bytes)', TYPE_OUT);
}

function binary(name: string, what: string, remedy: string) {
  return inputError('BINARY', 'unsupported', [`${name} is ${what}, not an article.`, remedy]);
}

const HTML_START =
  /^<(?:!doctype\s+html|html|head|body|title|meta|link|script|style|main|article|section|header|div|p|h[1-6]|table|span|a|ul|ol|img)\b/i;
const XML_START = /^<(?:\?xml|!doctype|rss|feed|nitf|newsml)/i;
const SNIFFED_CHARACTERS = 8192;

/** By content first, then by media type, then by extension. Throws `WB_INPUT_UNSUPPORTED` for XML that is not HTML. */
export function formOf(text: string, { name, mediaType = '' }: InputSource): InputForm {
  const start = text.trimStart().slice(0, SNIFFED_CHARACTERS);
  if (HTML_START.test(withoutPrologue(start))) return 'html';
  if (/^\{\s*["}]/.test(start)) return 'json';
  const hints = `${mediaType.toLowerCase()} ${name.toLowerCase()}`;
  if (/\bjson\b|\.json$/.test(hints)) return 'json';
  if (XML_START.test(start)) {
    throw inputError('UNSUPPORTED', 'unsupported', [`${name} is an XML document.`, TYPE_OUT]);
  }
  return /\bhtml\b|\.x?html?$/.test(hints) ? 'html' : 'text';
}

/** Without the comments and the XML declaration that may stand before the first element. */
function withoutPrologue(start: string): string {
  let rest = start;
  for (;;) {
    const end = rest.startsWith('<!--') ? '-->' : rest.startsWith('<?xml') ? '?>' : undefined;
    if (end === undefined) return rest;
    const at = rest.indexOf(end);
    if (at < 0) return '';
    rest = rest.slice(at + end.length).trimStart();
  }
}
