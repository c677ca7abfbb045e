import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { parseTheme, type PdfOptions } from '@wirebrief/rendering';
import {
  firstMissingWord,
  htmlWords,
  readPdfFile,
  readStructure,
  structureText,
  wordsOf,
} from '@wirebrief/testing';

export const ROOT = join(__dirname, '../../..');

export const options: PdfOptions = {
  theme: parseTheme(JSON.parse(readFileSync(join(ROOT, 'templates/briefing/theme.json'), 'utf8'))),
  meta: {
    title: 'Strike & toll <sample> “three”',
    language: 'en',
    author: 'Sample desk & friends',
    subject: 'A <test>',
    keywords: 'one & two',
    createdAt: '2021-09-17T18:00:00.000Z',
  },
  attachment: {
    name: 'edition.json',
    bytes: Buffer.from('{"edition":3,"title":"أحمد"}\n'),
    mediaType: 'application/json',
    description: 'The edition as data',
    modifiedAt: '2021-09-17T18:00:00.000Z',
  },
};

export function page(body: string, attributes = 'lang="en"'): string {
  return `<!doctype html><html ${attributes}><head><title>t</title></head><body>${body}</body></html>`;
}

/** The first word of the HTML that the structure of its PDF does not hold in its place. */
export function missingWord(html: string, pdf: Uint8Array): string | undefined {
  const found = wordsOf(structureText(readStructure(readPdfFile(pdf))));
  return firstMissingWord(htmlWords(html), found);
}

export function everyElement(): string {
  return readFileSync(join(__dirname, 'every-element.html'), 'utf8');
}

const CHILD = `
const { readFileSync } = require('node:fs');
const { createHash } = require('node:crypto');
const [, folder, input] = process.argv;
const { renderPdf } = require(folder + '/libs/rendering/src/pdf/render-pdf.js');
const { html, options } = JSON.parse(readFileSync(input, 'utf8'));
const attachment = { ...options.attachment, bytes: Buffer.from(options.attachment.bytes.data) };
renderPdf(html, { ...options, attachment }).then((bytes) =>
  process.stdout.write(createHash('sha256').update(bytes).digest('hex')));
`;

/** SHA-256 of the PDF that a fresh process makes, compiled from the same sources. */
export function renderInChild(html: string, environment: Readonly<Record<string, string>>): string {
  const cache = join(ROOT, 'node_modules/.cache');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'render-child-'));
  try {
    const swc = join(ROOT, 'node_modules/@swc/cli/bin/swc.js');
    const compile = ['libs/kernel', 'libs/rendering', '-d', folder, '--config-file', '.swcrc'];
    execFileSync(process.execPath, [swc, ...compile], { cwd: ROOT, stdio: 'pipe' });
    const input = join(folder, 'input.json');
    writeFileSync(input, JSON.stringify({ html, options }));
    const env = { ...process.env, ...environment };
    return execFileSync(process.execPath, ['-e', CHILD, folder, input], { env }).toString();
  } finally {
    rmSync(folder, { recursive: true });
  }
}
