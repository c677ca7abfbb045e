import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../..');
const require = createRequire(import.meta.url);

/** A module of the built renderer. */
export const rendering = (name) => require(join(ROOT, 'dist/libs/rendering/src', name));

/** HTML to PDF in the theme of the project. */
export function openRenderer() {
  const { parseTheme, renderPdf } = rendering('index.js');
  const file = join(ROOT, 'templates/briefing/theme.json');
  const theme = parseTheme(JSON.parse(readFileSync(file, 'utf8')));
  const meta = { title: 'Daily briefing', language: 'en', createdAt: '2026-10-01T06:00:00Z' };
  return (html) => renderPdf(html, { theme, meta });
}
