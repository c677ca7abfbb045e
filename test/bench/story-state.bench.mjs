import { createHash, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
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
  const { SqliteEventStore } = load(join(ROOT, 'dist/libs/event-store/src/index.js'));
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
    beside: `of ${kept.position / 2}, with the index of copies, without its claims`,
    command: COMMAND,
  });

  const folder = mkdtempSync(join(tmpdir(), 'wirebrief-bench-'));
  const store = await SqliteEventStore.open({ folder, clock: () => new Date() });
  let state = initialStoryState;
  let articles = 0;
  let first = 0;
  for (const size of SIZES) {
    state = fold(state, factsFrom(articles, size - articles));
    articles = size;
    collect();
    const { whole, folding } = await updatesInto(state, size);
    if (first === 0) first = whole;
    rows.push({
      name: `story of ${size} articles: an update from append to its new state (median of ${UPDATES})`,
      value: whole,
      unit: 'ms',
      beside: `${decimal(whole / first)} times the smallest (goal 1.5); ${decimal(folding)} ms of CPU fold the article and its analysis and look for copies`,
      command: COMMAND,
    });
    // The copies that the updates filed are of no state that is measured again.
    state = JSON.parse(JSON.stringify(state));
  }
  await store.close();
  rmSync(folder, { recursive: true });

  async function updatesInto(state, size) {
    const updates = Array.from({ length: UPDATES }, (_, at) => factsOf(size + at, signatureOf));
    let next = state;
    const folding = cpuOf(() => updates.reduce(fold, state)) / UPDATES;
    // From a state without the copies that were just filed.
    next = JSON.parse(JSON.stringify(state));
    next = fold(next, factsFrom(size + UPDATES, 1));
    const milliseconds = [];
    for (const [at, facts] of updates.entries()) {
      const started = performance.now();
      await store.append(commitOf(`bench.story.s${size}`, at * facts.length, facts));
      next = fold(next, facts);
      milliseconds.push(performance.now() - started);
    }
    return { whole: milliseconds.toSorted((a, b) => a - b)[UPDATES >> 1], folding };
  }

  const largest = SIZES.at(-1);
  const stories = LOG_EVENTS / 2 / largest;
  let folding = 0;
  for (let story = 0; story < stories; story += 1) {
    const log = factsFrom(story * largest, largest);
    folding += cpuOf(() => fold(initialStoryState, log)) / 1000;
  }
  rows.push({
    name: `log of ${LOG_EVENTS} events folded`,
    value: folding,
    goal: 5,
    unit: 's CPU',
    beside: `${stories} stories of ${largest} articles, each an article and its analysis`,
    command: COMMAND,
  });
  return rows;
}

function commitOf(stream, expected, facts) {
  const events = facts.map(({ type, data }) => ({ type, schema: 1, data, sourceTime: AT }));
  const meta = { correlationId: randomUUID(), actor: 'bench' };
  return { id: randomUUID(), stream, expected, events, meta };
}

const decimal = (value) => value.toLocaleString('en-GB', { maximumFractionDigits: 2 });

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
