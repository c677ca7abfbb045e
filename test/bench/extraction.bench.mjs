import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const LIBRARY = join(ROOT, 'dist/libs/extraction/src/index.js');
const SAMPLE = join(ROOT, 'apps/wirebrief/sample');
const UNIT = 400;
const WARM_UP = 25;
const ROUNDS = 25;
const ARTICLES = 10_000;
const COMMAND = 'node tools/bench.mjs extraction';

/** Warm time for 400 words and for long pages, the first import and article, and heap growth over 10,000 articles. */
export async function run() {
  const { RuleExtractor } = createRequire(import.meta.url)(LIBRARY);
  const extractor = new RuleExtractor();
  const inputs = sampleInputs();
  return [
    {
      name: `extraction for ${UNIT} words, warm`,
      value: warm(extractor, inputs),
      unit: 'ms CPU',
      goal: 3,
      command: COMMAND,
    },
    ...[50_000, 200_000].map((characters) => ({
      name: `extraction of a page of ${characters} characters, for 1000`,
      value: longPage(extractor, inputs, characters),
      unit: 'ms CPU',
      command: COMMAND,
    })),
    {
      name: 'extraction: import and first article',
      value: coldStart(),
      unit: 'ms',
      goal: 700,
      command: COMMAND,
    },
    {
      name: `extraction: heap growth over ${ARTICLES} articles`,
      value: heapGrowth(extractor, inputs),
      unit: 'MiB',
      beside: 'the heap after a full collection, before and after',
      command: COMMAND,
    },
  ];
}

function sampleInputs() {
  const { incident } = JSON.parse(readFileSync(join(SAMPLE, 'story.json'), 'utf8'));
  const folder = join(SAMPLE, 'updates');
  return readdirSync(folder)
    .sort()
    .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')))
    .filter(({ text }) => text !== undefined)
    .map(({ headline, outlet, published, text }) => ({
      headline,
      outlet,
      published,
      text,
      language: 'en',
      incident,
      options: [],
    }));
}

const wordsIn = (inputs) => inputs.reduce((sum, { text }) => sum + text.split(/\s+/).length, 0);

function readAll(extractor, inputs) {
  for (const input of inputs) extractor.extract(input);
}

function warm(extractor, inputs) {
  for (let round = 0; round < WARM_UP; round++) readAll(extractor, inputs);
  const rounds = Array.from({ length: ROUNDS }, () => cpuOf(() => readAll(extractor, inputs)));
  return (medianOf(rounds) / wordsIn(inputs)) * UNIT;
}

const medianOf = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];

/** Milliseconds of CPU that a piece of work takes. */
function cpuOf(work) {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

// Pages far longer than any article: the time for a thousand characters must not grow with the page.
function longPage(extractor, inputs, characters) {
  const all = inputs.map(({ text }) => text).join('\n\n');
  const text = all.repeat(Math.ceil(characters / all.length)).slice(0, characters);
  const rounds = Array.from({ length: 7 }, () =>
    cpuOf(() => extractor.extract({ ...inputs[0], text })),
  );
  return (medianOf(rounds) / characters) * 1000;
}

// In a process of its own: modules and compiled expressions are kept for good.
function coldStart() {
  const code = `
    const started = process.hrtime.bigint();
    const { RuleExtractor } = require(${JSON.stringify(LIBRARY)});
    const blank = { title: '', date: '', place: '', actor: '', weapon: '', target: '' };
    new RuleExtractor().extract({ headline: '', outlet: '', published: '', language: 'en',
      text: 'The ministry said at least ten people were killed in the strike.', incident: blank, options: [] });
    process.stdout.write(String(Number(process.hrtime.bigint() - started) / 1e6));`;
  return Number(spawnSync(process.execPath, ['-e', code], { encoding: 'utf8' }).stdout);
}

function heapGrowth(extractor, inputs) {
  const before = settledHeap();
  for (let at = 0; at < ARTICLES; at++) {
    const input = inputs[at % inputs.length];
    extractor.extract({ ...input, text: `${input.text}\nItem ${at} of the series ends here.` });
  }
  return (settledHeap() - before) / 2 ** 20;
}

function settledHeap() {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc');
  collect();
  collect();
  return process.memoryUsage().heapUsed;
}
