import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { runTool, withPdfFile } from './pdf-file';

/** What pdfinfo says, by its labels: Title, Tagged, Pages, PDF version. */
export function pdfInfo(bytes: Uint8Array): Readonly<Record<string, string>> {
  const lines = withPdfFile(bytes, (path) => runTool('pdfinfo', [path]).toString('utf8')).split(
    '\n',
  );
  return Object.fromEntries(
    lines.flatMap((line) => {
      const [, label, value] = /^([^:]+):\s+(.*)$/.exec(line) ?? [];
      return label === undefined || value === undefined ? [] : [[label, value] as const];
    }),
  );
}

/** The structure tree with its text, as poppler reads it. */
export function pdfStructureText(bytes: Uint8Array): string {
  return withPdfFile(bytes, (path) => runTool('pdfinfo', ['-struct-text', path]).toString('utf8'));
}

/** The text of one page, or of all. */
export function pdfText(bytes: Uint8Array, page?: number): string {
  const range = page === undefined ? [] : ['-f', String(page), '-l', String(page)];
  return withPdfFile(bytes, (path) => runTool('pdftotext', [...range, path, '-']).toString('utf8'));
}

export interface PdfFont {
  readonly name: string;
  readonly isEmbedded: boolean;
  readonly isSubset: boolean;
  readonly hasUnicode: boolean;
}

export function pdfFonts(bytes: Uint8Array): readonly PdfFont[] {
  const table = withPdfFile(bytes, (path) => runTool('pdffonts', [path]).toString('utf8'));
  return table
    .split('\n')
    .slice(2)
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [emb, sub, uni] = /(yes|no) +(yes|no) +(yes|no) +\d+ +\d+$/.exec(line)?.slice(1) ?? [];
      return {
        name: line.split(' ')[0] ?? '',
        isEmbedded: emb === 'yes',
        isSubset: sub === 'yes',
        hasUnicode: uni === 'yes',
      };
    });
}

/** The bytes of the first attachment. */
export function pdfAttachment(bytes: Uint8Array): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'wirebrief-attachment-'));
  try {
    const target = join(folder, 'attachment');
    withPdfFile(bytes, (path) => runTool('pdfdetach', ['-save', '1', '-o', target, path]));
    return readFileSync(target);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Throws with qpdf's own words when it finds an error or something to warn of. */
export function qpdfCheck(bytes: Uint8Array): void {
  withPdfFile(bytes, (path) => runTool('qpdf', ['--check', path]));
}

export interface WordBox {
  /** From 1. */
  readonly page: number;
  readonly word: string;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Where words stand on their pages, in points from the upper left corner. */
export function pdfWordBoxes(bytes: Uint8Array): readonly WordBox[] {
  const html = withPdfFile(bytes, (path) =>
    runTool('pdftotext', ['-bbox', path, '-']).toString('utf8'),
  );
  return html
    .split('<page ')
    .slice(1)
    .flatMap((page, index) =>
      [...page.matchAll(WORD)].map(([, left, top, right, bottom, word = '']) => ({
        page: index + 1,
        word,
        left: Number(left),
        top: Number(top),
        right: Number(right),
        bottom: Number(bottom),
      })),
    );
}

const WORD = /<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</g;
