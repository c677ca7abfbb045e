#!/usr/bin/env node
// Measures the built extractor on labelled texts and writes the tables into docs/extraction.md.
//   node tools/eval.mjs [--stories DIR] [--muc FILE] [--out DIR]
// DIR holds <story>/<article>.json and <story>/gold.json; FILE holds one MUC document a line. The scorers
// score-stories.mjs and score-casualties.mjs are taken from beside them. Of gold.json only `incident` is read.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const beside = join(root, '..', 'shared', 'eval');
const { values } = parseArgs({
  options: {
    stories: { type: 'string', default: join(beside, 'stories') },
    muc: { type: 'string', default: join(beside, 'muc4', 'dev.jsonl') },
    out: { type: 'string', default: join(root, 'node_modules', '.cache', 'eval') },
  },
});

const library = join(root, 'dist', 'libs', 'extraction', 'src', 'index.js');
if (!existsSync(library)) stop('The extractor is not built.', 'Run `npm run build` first.');
if (!existsSync(values.stories) && !existsSync(values.muc)) {
  stop(
    `There are no labelled texts at ${values.stories}.`,
    'Pass a folder with --stories DIR (<story>/<article>.json and <story>/gold.json) or a file with --muc FILE.',
  );
}

const require = createRequire(import.meta.url);
const { RuleExtractor, predictMuc, predictStory } = require(library);
const { groupCopies, signatureOf } = require(
  join(root, 'dist', 'libs', 'claims', 'src', 'index.js'),
);
const extractor = new RuleExtractor();
mkdirSync(values.out, { recursive: true });

const tables = [];
if (existsSync(values.stories)) tables.push(['Stories', measureStories(values.stories)]);
if (existsSync(values.muc)) tables.push(['MUC-4 development set', measureMuc(values.muc)]);
writeTables(tables);

function measureStories(folder) {
  const stories = readdirSync(folder).filter((name) => existsSync(join(folder, name, 'gold.json')));
  const predictions = stories.sort().flatMap((story) => {
    const { incident } = readJson(join(folder, story, 'gold.json'));
    const files = readdirSync(join(folder, story)).filter(
      (name) => name.endsWith('.json') && name !== 'gold.json',
    );
    const articles = files.sort().map((name) => ({
      id: name.slice(0, -'.json'.length),
      article: readJson(join(folder, story, name)),
    }));
    const groups = groupCopies(
      articles.map(({ id, article }) => ({ id, signature: signatureOf(article.text) })),
    );
    return articles.map(({ id, article }) =>
      predictStory(
        extractor,
        { story, article: id, syndicationGroup: groups.get(id) ?? id },
        article,
        incident ?? {},
      ),
    );
  });
  const file = writeLines('stories.jsonl', predictions);
  return score(join(dirname(resolve(folder)), 'score-stories.mjs'), [folder, file]);
}

function measureMuc(source) {
  const documents = readFileSync(source, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
  const started = process.hrtime.bigint();
  const predictions = documents.map((document) => predictMuc(extractor, document));
  const milliseconds = Number(process.hrtime.bigint() - started) / 1e6;
  const words = documents.reduce((sum, { text }) => sum + text.split(/\s+/).length, 0);
  process.stdout.write(
    `${documents.length} documents, ${((milliseconds / words) * 400).toFixed(1)} ms for 400 words\n`,
  );
  const file = writeLines('muc.jsonl', predictions);
  return score(join(dirname(resolve(source)), '..', 'score-casualties.mjs'), [source, file]);
}

function score(scorer, args) {
  if (!existsSync(scorer)) return `No scorer at ${scorer}; the predictions are in ${args[1]}.`;
  return execFileSync(process.execPath, [scorer, ...args], { encoding: 'utf8' }).trimEnd();
}

function writeTables(sections) {
  const text = sections
    .map(([title, table]) => `### ${title}\n\n\`\`\`\n${table}\n\`\`\``)
    .join('\n\n');
  process.stdout.write(`${text}\n`);
  const page = join(root, 'docs', 'extraction.md');
  const [begin, end] = ['<!-- scores: written by npm run eval -->', '<!-- end of scores -->'];
  const content = existsSync(page) ? readFileSync(page, 'utf8') : '';
  const [from, to] = [content.indexOf(begin), content.indexOf(end)];
  if (from < 0 || to < from) return;
  const version = `Measured with \`${extractor.name}\` ${extractor.version}.`;
  writeFileSync(
    page,
    `${content.slice(0, from)}${begin}\n\n${version}\n\n${text}\n\n${content.slice(to)}`,
  );
}

function writeLines(name, rows) {
  const file = join(values.out, name);
  writeFileSync(file, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  return file;
}

function readJson(file) {
  return JSON.parse(readFileSync(file, 'utf8'));
}

function stop(message, remedy) {
  process.stderr.write(`${message}\n${remedy}\n`);
  process.exit(2);
}
