import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { ROOT } from './pdf-renderer.mjs';

const MAIN = join(ROOT, 'dist/apps/wirebrief/src/main.js');
const SAMPLE = join(ROOT, 'apps/wirebrief/sample');

/** So many of the first articles of the sample story fill ten pages. */
const ARTICLES = 10;

/** The HTML, with its style sheet, and the JSON of an edition of ten pages, as `wirebrief brief` makes them. */
export function tenPages() {
  const out = mkdtempSync(join(tmpdir(), 'wirebrief-bench-'));
  const updates = readdirSync(join(SAMPLE, 'updates')).sort().slice(0, ARTICLES);
  const files = updates.map((name) => join(SAMPLE, 'updates', name));
  const story = ['--story', join(SAMPLE, 'story.json')];
  const { status, stderr } = spawnSync(
    process.execPath,
    [MAIN, 'brief', ...files, ...story, '--out', out],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(stderr);
  const [html, json] = ['edition.html', 'edition.json'].map((name) =>
    readFileSync(join(out, name), 'utf8'),
  );
  rmSync(out, { recursive: true });
  return { html, json };
}

/** The ten pages ten times, each time with other words and with anchors of its own. */
export function hundredPages({ html, json }) {
  const [before, body, after] = parts(html);
  const copies = Array.from({ length: 10 }, (_, copy) =>
    worded(body, copy).replace(ANCHORS, (_, attribute, names) => {
      return `${attribute}="${names.replaceAll(/[^\s#]+/g, (name) => `${name}-${copy}`)}"`;
    }),
  );
  const models = copies.map((_, copy) => freshJson(json, copy));
  return { html: before + copies.join('') + after, json: `[${models.join()}]` };
}

const ANCHORS = /\b(id|aria-labelledby|aria-describedby|href(?==".?#))="([^"]*)"/g;

/** The document with one paragraph new. */
export function nextOf({ html, json }, run) {
  return { html: html.replace(/<p\b[^>]*>/, `$&Edition ${run}. `), json };
}

/** The document with every text new that has three words or more. Equally long for variants of two digits. */
export function freshOf({ html, json }, variant) {
  const [before, body, after] = parts(html);
  return { html: before + worded(body, variant) + after, json: freshJson(json, variant) };
}

const worded = (body, variant) =>
  body.replace(/>([^<>]*\S\s+\S+\s+\S[^<>]*)</g, (_, text) => `>${text} ${variant}<`);

const freshJson = (json, variant) =>
  json.replace(/: "([^"\\]*\S \S+ \S[^"\\]*)"/g, (_, text) => `: "${text} ${variant}"`);

/** What stands before, in and after the body. */
function parts(html) {
  const start = html.indexOf('>', html.indexOf('<body')) + 1;
  const end = html.lastIndexOf('</body>');
  return [html.slice(0, start), html.slice(start, end), html.slice(end)];
}
