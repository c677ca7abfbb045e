import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const ARTICLES = 10_000;
const PART = 1_000;
const COMMAND = 'node tools/bench.mjs story-state';
const AT = '2024-01-01T00:00:00Z';

/** What it costs to fold one article and its analysis into a story, at the beginning of an archive and at its end. */
export async function run() {
  const load = createRequire(import.meta.url);
  const { evolveStory, initialStoryState } = load(join(ROOT, 'dist/libs/briefing/src/index.js'));
  const { signatureOf } = load(join(ROOT, 'dist/libs/claims/src/index.js'));
  let state = initialStoryState;
  const parts = [];
  for (let from = 0; from < ARTICLES; from += PART) {
    const facts = Array.from({ length: PART }, (_, at) => factsOf(from + at, signatureOf)).flat();
    const before = process.cpuUsage();
    for (const fact of facts) state = evolveStory(state, fact);
    const { user, system } = process.cpuUsage(before);
    parts.push((user + system) / 1000 / PART);
  }
  const beside = 'a new article and the search for its copies';
  return [
    ['first', parts[0]],
    ['last', parts.at(-1)],
  ].map(([which, value]) => ({
    name: `story of ${ARTICLES} articles: one of the ${which} ${PART} updates`,
    value,
    unit: 'ms CPU',
    beside,
    command: COMMAND,
  }));
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
