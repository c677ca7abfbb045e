import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { removeFolder, temporaryFolder } from './program';

export interface OpenedPdf {
  /** As pdfinfo names them, for instance `Title` and `Pages`. */
  readonly info: Readonly<Record<string, string>>;
  /** Text of all pages, each run of white space as one blank. */
  readonly text: string;
  readonly attachments: Readonly<Record<string, Buffer>>;
  /** What its pages are filled with, as operands: `0.1 0.2 0.3`. */
  readonly colours: () => readonly string[];
}

/** Opens a PDF with poppler's tools. Throws when they refuse it. */
export function openPdf(bytes: Uint8Array): OpenedPdf {
  const folder = temporaryFolder();
  const file = join(folder, 'edition.pdf');
  try {
    writeFileSync(file, bytes);
    return {
      info: pairs(run('pdfinfo', [file])),
      text: run('pdftotext', [file, '-']).replace(/\s+/g, ' '),
      attachments: attachmentsOf(file, folder),
      colours: () => coloursOf(bytes),
    };
  } finally {
    removeFolder(folder);
  }
}

function attachmentsOf(file: string, folder: string): Record<string, Buffer> {
  const list = [...run('pdfdetach', ['-list', file]).matchAll(/^\d+: (.+)$/gm)];
  const names = list.map(([, name = '']) => name);
  run('pdfdetach', ['-saveall', '-o', folder, file]);
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name))]));
}

function coloursOf(bytes: Uint8Array): readonly string[] {
  const folder = temporaryFolder();
  try {
    const [file, plain] = [join(folder, 'edition.pdf'), join(folder, 'plain.pdf')];
    writeFileSync(file, bytes);
    run('qpdf', ['--qdf', '--object-streams=disable', file, plain]);
    const content = readFileSync(plain, 'latin1');
    return [
      ...new Set(Array.from(content.matchAll(/([\d.]+ [\d.]+ [\d.]+) rg/g), ([, set = '']) => set)),
    ];
  } finally {
    removeFolder(folder);
  }
}

function run(command: string, args: readonly string[]): string {
  return execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

function pairs(text: string): Record<string, string> {
  return Object.fromEntries(
    [...text.matchAll(/^([^:\n]+):\s*(.*)$/gm)].map(([, key = '', value = '']) => [key, value]),
  );
}
