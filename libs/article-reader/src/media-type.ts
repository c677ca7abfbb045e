import { inputError } from './input-errors';

export type InputForm = 'html' | 'json' | 'text';

export interface InputSource {
  /** File name or whatever a person knows the input by; its extension is a hint. */
  readonly name: string;
  /** As in a Content-Type header, parameters included. */
  readonly mediaType?: string;
}

const EXPORT_TEXT = 'Save or copy its text as a plain text file (UTF-8) and give that.';
const TYPE_OUT = 'Give the article as plain text, an HTML page or JSON.';

interface Signature {
  /** Bytes (as Latin-1) at the start of the file; `?` stands for any byte. */
  readonly starts: readonly string[];
  readonly what: string;
  readonly remedy: string;
}

const SIGNATURES: readonly Signature[] = [
  {
    starts: ['%PDF-'],
    what: 'a PDF document',
    remedy: `${EXPORT_TEXT} With poppler: pdftotext FILE.pdf FILE.txt`,
  },
  { starts: ['{\\rtf'], what: 'a rich text (RTF) document', remedy: EXPORT_TEXT },
  { starts: ['\xd0\xcf\x11\xe0'], what: 'an old Office document', remedy: EXPORT_TEXT },
  {
    starts: ['PK\x03\x04', 'PK\x05\x06', '\x1f\x8b', 'BZh', '\xfd7zXZ', '7z\xbc\xaf', 'Rar!'],
    what: 'a compressed archive',
    remedy: 'Unpack it and give the article files inside.',
  },
  {
    starts: ['\x89PNG', '\xff\xd8\xff', 'GIF87a', 'GIF89a', 'RIFF????WEBP', 'II*\0', 'MM\0*'],
    what: 'an image',
    remedy: TYPE_OUT,
  },
  {
    starts: ['????ftyp', 'ID3', 'OggS', 'RIFF????WAVE', 'RIFF????AVI ', '\x1aE\xdf\xa3'],
    what: 'a sound or film recording',
    remedy: TYPE_OUT,
  },
  { starts: ['\x7fELF', '\xcf\xfa\xed\xfe'], what: 'a program', remedy: TYPE_OUT },
  { starts: ['SQLite format 3\0'], what: 'a database', remedy: TYPE_OUT },
];

const SIGNATURE_BYTES = 4096;

/** Throws `WB_INPUT_BINARY` that says what the file is, when it is no text in any encoding that is read here. */
export function refuseBinary(bytes: Uint8Array, name: string): void {
  const start = Buffer.from(bytes.subarray(0, SIGNATURE_BYTES)).toString('latin1');
  if (start.startsWith('PK\x03\x04') && /word\/|mimetypeapplication\/vnd\.oasis/.test(start)) {
    throw binary(name, 'a word processor document', EXPORT_TEXT);
  }
  const found = SIGNATURES.find(({ starts }) => starts.some((bytesOf) => fits(start, bytesOf)));
  if (found !== undefined) throw binary(name, found.what, found.remedy);
  const hasUtf16Mark = /^(?:\xff\xfe|\xfe\xff)/.test(start) && !start.startsWith('\xff\xfe\0\0');
  if (!hasUtf16Mark && bytes.includes(0)) {
    throw binary(name, 'a binary file (it holds NUL bytes)', TYPE_OUT);
  }
}

function fits(start: string, signature: string): boolean {
  return Array.from(signature).every((byte, index) => byte === '?' || byte === start[index]);
}

function binary(name: string, what: string, remedy: string) {
  return inputError('WB_INPUT_BINARY', 'unsupported', [
    `${name} is ${what}, not an article.`,
    remedy,
  ]);
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
    throw inputError('WB_INPUT_UNSUPPORTED', 'unsupported', [
      `${name} is an XML document.`,
      TYPE_OUT,
    ]);
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
