import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../..');
const require = createRequire(import.meta.url);

/** A module of the built renderer. */
export const rendering = (name) => require(join(ROOT, 'dist/libs/rendering/src', name));

/** HTML, with the JSON that it holds, to PDF in the theme of the project. */
export function openRenderer() {
  const { parseTheme, renderPdf } = rendering('index.js');
  const file = join(ROOT, 'templates/briefing/theme.json');
  const theme = parseTheme(JSON.parse(readFileSync(file, 'utf8')));
  const createdAt = '2026-10-01T06:00:00Z';
  const meta = { title: 'Kabul drone strike: edition 1', language: 'en', createdAt };
  const attachment = {
    ...{ name: 'edition.json', mediaType: 'application/json' },
    ...{ description: 'The briefing as data', modifiedAt: createdAt },
  };
  return ({ html, json }) =>
    renderPdf(html, { theme, meta, attachment: { ...attachment, bytes: Buffer.from(json) } });
}
