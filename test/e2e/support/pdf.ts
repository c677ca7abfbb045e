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

function run(command: string, args: readonly string[]): string {
  return execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

function pairs(text: string): Record<string, string> {
  return Object.fromEntries(
    [...text.matchAll(/^([^:\n]+):\s*(.*)$/gm)].map(([, key = '', value = '']) => [key, value]),
  );
}
