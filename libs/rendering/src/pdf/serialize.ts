/**
 * The text of a value in PDF syntax. PDFKit's convention holds: a string is a name, a String object
 * is text, and its references and trees know their own syntax.
 */
export function serialize(value: unknown): string {
  if (typeof value === 'string') return `/${value}`;
  if (typeof value === 'number') return String(Math.round(value * 1e6) / 1e6);
  if (value instanceof String) return literal(value.valueOf());
  if (typeof value === 'boolean') return String(value);
  if (typeof value !== 'object' || value === null) return 'null';
  if (Array.isArray(value)) return `[${value.map(serialize).join(' ')}]`;
  if (value instanceof Uint8Array) return `<${Buffer.from(value).toString('hex')}>`;
  if (value instanceof Date) return `(D:${value.toISOString().replace(/\D/g, '').slice(0, 14)}Z)`;
  return value.toString === Object.prototype.toString
    ? dictionary(value as Readonly<Record<string, unknown>>)
    : (value as Text).toString();
}

interface Text {
  toString(): string;
}

const DELIMITERS = '/([<';

function dictionary(entries: Readonly<Record<string, unknown>>): string {
  let text = '<<';
  for (const key of Object.keys(entries)) {
    const value = entries[key];
    if (value === undefined) continue;
    const part = serialize(value);
    text += DELIMITERS.includes(part.charAt(0)) ? `/${key}${part}` : `/${key} ${part}`;
  }
  return `${text}>>`;
}

const ESCAPED: Readonly<Record<string, string>> = { '\n': 'n', '\r': 'r' };

function literal(text: string): string {
  const isAscii = /^[\0-\x7f]*$/.test(text);
  const bytes = isAscii
    ? text
    : Buffer.from(`\ufeff${text}`, 'utf16le').swap16().toString('latin1');
  return `(${bytes.replace(/[\n\r()\\]/g, (sign) => `\\${ESCAPED[sign] ?? sign}`)})`;
}
