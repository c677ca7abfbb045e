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
const ROUNDS = 20;
const ARTICLES = 10_000;
const COMMAND = 'node tools/bench.mjs extraction';

/** Warm time for 400 words, time of the first import and article, and heap growth over 10,000 articles. */
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
  for (let round = 0; round < 5; round++) readAll(extractor, inputs);
  const before = process.cpuUsage();
  for (let round = 0; round < ROUNDS; round++) readAll(extractor, inputs);
  const { user, system } = process.cpuUsage(before);
  return ((user + system) / 1000 / (wordsIn(inputs) * ROUNDS)) * UNIT;
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
