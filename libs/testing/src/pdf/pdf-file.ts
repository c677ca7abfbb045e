import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A value of qpdf's JSON: names as `/Name`, references as `5 0 R`, strings as `u:text` or `b:hex`. */
export type PdfValue =
  string | number | boolean | null | readonly PdfValue[] | { readonly [key: string]: PdfValue };

export type PdfDictionary = Readonly<Record<string, PdfValue>>;

/** The object model of a PDF, as qpdf reads it. */
export interface PdfFile {
  readonly catalog: PdfDictionary;
  readonly trailer: PdfDictionary;
  readonly pages: readonly { readonly reference: string; readonly dictionary: PdfDictionary }[];
  /** The object behind a reference, and any other value as it is. */
  readonly resolve: (value: PdfValue | undefined) => PdfValue;
  /** The dictionary behind a value, empty when there is none. */
  readonly dictionary: (value: PdfValue | undefined) => PdfDictionary;
  readonly list: (value: PdfValue | undefined) => readonly PdfValue[];
  /** Decoded bytes of a stream. */
  readonly stream: (value: PdfValue | undefined) => Buffer;
  readonly objects: ReadonlyMap<string, PdfValue>;
}

/** Runs a command-line tool; fails with the name of the Debian package that brings it. */
export function runTool(command: 'qpdf' | PopplerTool, args: readonly string[]): Buffer {
  try {
    return execFileSync(command, args, { maxBuffer: 1 << 29, stdio: ['ignore', 'pipe', 'pipe'] });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      const name = command === 'qpdf' ? 'qpdf' : 'poppler-utils';
      throw new Error(`${command} is not installed: apt-get install ${name}`, { cause: error });
    }
    throw error;
  }
}

export type PopplerTool = 'pdfinfo' | 'pdffonts' | 'pdftotext' | 'pdfdetach' | 'pdftoppm';

/** Puts bytes into a file of their own for as long as `use` runs. */
export function withPdfFile<Result>(bytes: Uint8Array, use: (path: string) => Result): Result {
  const folder = mkdtempSync(join(tmpdir(), 'wirebrief-pdf-'));
  try {
    const path = join(folder, 'document.pdf');
    writeFileSync(path, bytes);
    return use(path);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Reads the object model. Throws when qpdf finds the file damaged. */
export function readPdfFile(bytes: Uint8Array): PdfFile {
  const args = ['--json=2', '--json-stream-data=inline', '--decode-level=generalized'];
  const json = withPdfFile(bytes, (path) => runTool('qpdf', [...args, path]).toString('utf8'));
  const { qpdf } = JSON.parse(json) as { readonly qpdf: readonly [PdfValue, PdfDictionary] };
  const objects = new Map<string, PdfValue>();
  for (const [key, entry] of Object.entries(qpdf[1])) {
    const value = entry as { readonly value?: PdfValue; readonly stream?: PdfValue };
    objects.set(key.replace(/^obj:/, ''), value.value ?? value.stream ?? null);
  }
  return pdfFileOf(objects);
}

/** The file that a map of objects makes up, its trailer under `trailer`. */
export function pdfFileOf(objects: ReadonlyMap<string, PdfValue>): PdfFile {
  const resolve = (value: PdfValue | undefined): PdfValue => {
    if (typeof value !== 'string' || !/^\d+ \d+ R$/.test(value)) return value ?? null;
    return resolve(objects.get(value));
  };
  const dictionary = (value: PdfValue | undefined): PdfDictionary => {
    const found = resolve(value);
    if (found === null || typeof found !== 'object' || Array.isArray(found)) return {};
    const { dict } = found as PdfDictionary;
    return (dict ?? found) as PdfDictionary;
  };
  const list = (value: PdfValue | undefined): readonly PdfValue[] => {
    const found = resolve(value);
    if (Array.isArray(found)) return found as readonly PdfValue[];
    return found === null ? [] : [value ?? null];
  };
  const stream = (value: PdfValue | undefined): Buffer => {
    const found = resolve(value) as { readonly data?: string } | null;
    return Buffer.from(found?.data ?? '', 'base64');
  };
  const trailer = dictionary(objects.get('trailer'));
  const catalog = dictionary(trailer['/Root']);
  const tools = { resolve, dictionary, list, stream };
  return { catalog, trailer, objects, ...tools, pages: pagesOf(catalog['/Pages'], tools) };
}

function pagesOf(
  node: PdfValue | undefined,
  tools: Pick<PdfFile, 'dictionary' | 'list'>,
): PdfFile['pages'] {
  const dictionary = tools.dictionary(node);
  if (dictionary['/Type'] === '/Page') return [{ reference: nameOf(node), dictionary }];
  return tools.list(dictionary['/Kids']).flatMap((kid) => pagesOf(kid, tools));
}

/** The text of a PDF string; undefined for anything else. */
export function stringOf(value: PdfValue | undefined): string | undefined {
  if (typeof value !== 'string') return undefined;
  if (value.startsWith('u:')) return value.slice(2);
  return value.startsWith('b:') ? Buffer.from(value.slice(2), 'hex').toString('latin1') : undefined;
}

/** A name or a reference; empty for other values. */
export function nameOf(value: PdfValue | undefined): string {
  return typeof value === 'string' ? value : '';
}
