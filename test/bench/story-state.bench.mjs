import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const SIZES = [10, 100, 1_000, 10_000];
const UPDATES = 300;
const LOG_EVENTS = 100_000;
const COMMAND = 'node tools/bench.mjs story-state';
const AT = '2024-01-01T00:00:00Z';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc');

/** What one update costs in stories of several sizes, a long log as a whole, and an article in memory. CPU time: the clock of a shared machine tells of its other users. */
export async function run() {
  const load = createRequire(import.meta.url);
  const { evolveStory, initialStoryState } = load(join(ROOT, 'dist/libs/briefing/src/index.js'));
  const { signatureOf } = load(join(ROOT, 'dist/libs/claims/src/index.js'));
  const fold = (state, facts) => facts.reduce((before, fact) => evolveStory(before, fact), state);
  const factsFrom = (from, count) =>
    Array.from({ length: count }, (_, at) => factsOf(from + at, signatureOf)).flat();

  const rows = [];
  // The functions are compiled once before anything is measured.
  fold(initialStoryState, factsFrom(0, 2_000));
  const facts = factsFrom(0, 10_000);
  collect();
  const before = memory();
  const kept = fold(initialStoryState, facts);
  collect();
  rows.push({
    name: 'memory of one article in the state of a story',
    value: (memory() - before) / 10_000 / 1024,
    unit: 'kB',
    beside: `of ${facts.length / 2} on ${Object.keys(kept.articles).length} shelves; with the index of copies, without its claims`,
    command: COMMAND,
  });

  let state = initialStoryState;
  let articles = 0;
  let first = 0;
  for (const size of SIZES) {
    state = fold(state, factsFrom(articles, size - articles));
    articles = size;
    collect();
    const updates = factsFrom(size, UPDATES);
    const value = cpuOf(() => fold(state, updates)) / UPDATES;
    if (first === 0) first = value;
    const times = (value / first).toLocaleString('en-GB', { maximumFractionDigits: 2 });
    rows.push({
      name: `story of ${size} articles: one update into its state`,
      value,
      unit: 'ms CPU',
      beside: `${times} times the smallest (goal 1.5); an article, its analysis, the search for copies`,
      command: COMMAND,
    });
    // The copies that the updates filed are of no state that is measured again.
    state = JSON.parse(JSON.stringify(state));
  }

  const log = factsFrom(0, LOG_EVENTS / 2);
  rows.push({
    name: `log of ${LOG_EVENTS} events folded`,
    value: cpuOf(() => fold(initialStoryState, log)) / 1000,
    goal: 5,
    unit: 's CPU',
    beside: 'one story of 50,000 articles',
    command: COMMAND,
  });
  return rows;
}

function memory() {
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

/** In milliseconds. */
function cpuOf(work) {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

function factsOf(at, signatureOf) {
  const articleId = `a-${createHash('sha256').update(String(at)).digest('hex').slice(0, 24)}`;
  const revisionId = `${articleId}.1`;
  const text = Array.from({ length: 400 }, (_, word) => `a${at}w${word}`).join(' ');
  const common = { recordedAt: AT };
  return [
    {
      ...common,
      type: 'ArticleReceived',
      position: 2 * at + 1,
      data: { article: { articleId }, revision: { revisionId, note: null }, stories: ['s'] },
    },
    {
      ...common,
      type: 'RevisionAnalysed',
      position: 2 * at + 2,
      data: {
        articleId,
        revisionId,
        storyId: 's',
        analyser: { name: 'bench', version: '1' },
        language: 'en',
        skipped: null,
        claims: [],
        signature: signatureOf(text),
      },
    },
  ];
}
