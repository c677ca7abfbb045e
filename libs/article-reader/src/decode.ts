import { isUtf8 } from 'node:buffer';
import { inputError } from './input-errors';
import { type InputSource } from './media-type';

const DECLARATION_BYTES = 4096;

/**
 * Text of the bytes, without a byte order mark. UTF-8, or UTF-16 with a mark, or what a media type or an HTML page
 * declares. Bytes that are valid UTF-8 are read as that whatever is declared: browsers save pages as UTF-8 and leave
 * the old declaration in them. Throws `WB_INPUT_ENCODING`.
 */
export function decode(bytes: Uint8Array, source: InputSource): string {
  const mark = utf16Of(bytes);
  if (mark !== undefined) return decodeAs(mark, bytes, source.name);
  if (isUtf8(bytes)) return new TextDecoder('utf-8').decode(bytes);
  const declared = declaredEncoding(bytes, source.mediaType);
  if (declared === undefined || isUtf8Label(declared)) throw brokenUtf8(bytes, source.name);
  return decodeAs(declared, bytes, source.name);
}

function utf16Of(bytes: Uint8Array): string | undefined {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : undefined;
}

/** `charset` of the media type, else of a meta element or an XML declaration near the start. */
function declaredEncoding(bytes: Uint8Array, mediaType = ''): string | undefined {
  const start = Buffer.from(bytes.subarray(0, DECLARATION_BYTES)).toString('latin1');
  const found =
    /charset=["']?([\w-]+)/i.exec(mediaType) ??
    /<meta\b[^>]*\bcharset\s*=\s*["']?\s*([\w-]+)/i.exec(start) ??
    /^\s*<\?xml\b[^>]*\bencoding\s*=\s*["']([\w-]+)/i.exec(start);
  return found?.[1];
}

const isUtf8Label = (label: string) => /^utf-?8$/i.test(label);

function decodeAs(label: string, bytes: Uint8Array, name: string): string {
  try {
    const decoder = new TextDecoder(label, { fatal: true });
    return decoder.encoding === 'windows-1252' ? windows1252(bytes) : decoder.decode(bytes);
  } catch (error) {
    throw inputError(
      'WB_INPUT_ENCODING',
      'invalid',
      [`${name} cannot be read in the encoding that it declares, ${label}.`, remedyFor(label)],
      { cause: error },
    );
  }
}

/** Characters of Windows-1252 from 0x80 to 0x9F; the five that it leaves open are control characters. */
const WINDOWS_MARKS = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ';

/** By hand: many releases of Node decode it as Latin-1 and lose quotation marks and dashes (nodejs/node 56542). */
function windows1252(bytes: Uint8Array): string {
  const latin1 = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  return latin1.replace(/[\u0080-\u009F]/g, (mark) =>
    WINDOWS_MARKS.charAt(mark.charCodeAt(0) - 0x80),
  );
}

function brokenUtf8(bytes: Uint8Array, name: string) {
  return inputError('WB_INPUT_ENCODING', 'invalid', [
    `${name} is not valid UTF-8: the byte at offset ${brokenOffset(bytes)} is wrong.`,
    remedyFor('WINDOWS-1252'),
  ]);
}

function remedyFor(encoding: string): string {
  return `Save it as UTF-8, for instance: iconv -f ${encoding.toUpperCase()} -t UTF-8 FILE > NEWFILE`;
}

const REPLACEMENT = Buffer.from('\uFFFD');

/** A lenient decoder puts U+FFFD for broken bytes; the first one that the bytes themselves do not hold is the place. */
function brokenOffset(bytes: Uint8Array): number {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text = buffer.toString('utf8');
  let offset = 0;
  let from = 0;
  for (;;) {
    const at = text.indexOf('\uFFFD', from);
    if (at < 0) return buffer.length;
    offset += Buffer.byteLength(text.slice(from, at));
    if (!buffer.subarray(offset, offset + 3).equals(REPLACEMENT)) return offset;
    offset += 3;
    from = at + 1;
  }
}
