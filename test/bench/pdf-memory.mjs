import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { isMainThread, parentPort, Worker } from 'node:worker_threads';

import { documentOf } from './pdf-document.mjs';

const FILE = fileURLToPath(import.meta.url);
const ROOT = join(dirname(FILE), '../..');
const require = createRequire(import.meta.url);
const rendering = (name) => require(join(ROOT, 'dist/libs/rendering/src', name));

// Until the collections after a document have given back what it took.
const REST = 9_000;
const [SHORT, LONG] = [13, 143];

/** Resident mebibytes of a process of its own: idle after short documents, and by how much its first of 100 pages exceeds that. */
export function memoryAbove() {
  const { stdout, status, stderr } = spawnSync(process.execPath, [FILE], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

const resident = () =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1]) / 1024;

async function watch() {
  const { RENDER_LIMITS } = rendering('threads/render-limits.js');
  const worker = new Worker(FILE, { resourceLimits: RENDER_LIMITS });
  const render = (sections) =>
    new Promise((resolve, reject) => {
      worker.once('message', resolve).once('error', reject);
      worker.postMessage(sections);
    });
  await render(SHORT);
  await render(SHORT);
  await wait(REST);
  const idle = resident();
  let peak = 0;
  const timer = setInterval(() => (peak = Math.max(peak, resident())), 2);
  await render(LONG);
  clearInterval(timer);
  await worker.terminate();
  process.stdout.write(JSON.stringify({ idle, above: peak - idle }));
}

/** As the render thread of a server works, without the briefing. */
function answer() {
  const { parseTheme, renderPdf } = rendering('index.js');
  const { releaseMemorySoon } = rendering('threads/release-memory.js');
  const file = join(ROOT, 'templates/briefing/theme.json');
  const theme = parseTheme(JSON.parse(readFileSync(file, 'utf8')));
  const meta = { title: 'Daily briefing', language: 'en', createdAt: '2026-10-01T06:00:00Z' };
  parentPort.on('message', async (sections) => {
    const { length } = await renderPdf(documentOf(sections), { theme, meta });
    releaseMemorySoon();
    parentPort.postMessage(length);
  });
}

if (!isMainThread && process.argv[1] === FILE) answer();
else if (process.argv[1] === FILE) await watch();
