// The thread in which a server renders, without what the briefing needs: the same limits, the same collections.

import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isMainThread, parentPort, Worker } from 'node:worker_threads';

const FILE = fileURLToPath(import.meta.url);
const ROOT = join(dirname(FILE), '../..');
const require = createRequire(import.meta.url);
const rendering = (name) => require(join(ROOT, 'dist/libs/rendering/src', name));

/** `render` takes HTML and gives the bytes, with the milliseconds on the clock and of CPU, collecting included. */
export function openPdfThread() {
  const { RENDER_LIMITS } = rendering('threads/render-limits.js');
  const worker = new Worker(FILE, { resourceLimits: RENDER_LIMITS });
  return {
    render: async (html) => {
      worker.postMessage(html);
      const [answer] = await once(worker, 'message');
      return answer;
    },
    end: () => worker.terminate(),
  };
}

function answer() {
  const { parseTheme, renderPdf } = rendering('index.js');
  const { collectYoung, releaseMemorySoon } = rendering('threads/release-memory.js');
  const file = join(ROOT, 'templates/briefing/theme.json');
  const theme = parseTheme(JSON.parse(readFileSync(file, 'utf8')));
  const meta = { title: 'Daily briefing', language: 'en', createdAt: '2026-10-01T06:00:00Z' };
  parentPort.on('message', async (html) => {
    const [startCpu, start] = [process.cpuUsage(), performance.now()];
    const bytes = await renderPdf(html, { theme, meta });
    const wall = performance.now() - start;
    collectYoung();
    const { user, system } = process.cpuUsage(startCpu);
    releaseMemorySoon();
    parentPort.postMessage({ bytes, wall, cpu: (user + system) / 1000 });
  });
}

if (!isMainThread && process.argv[1] === FILE) answer();
