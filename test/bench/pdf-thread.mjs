// The thread in which a server renders, without what the briefing needs: the same limits, the same collections.

import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { isMainThread, parentPort, Worker } from 'node:worker_threads';

import { openRenderer, rendering } from './pdf-renderer.mjs';

const FILE = fileURLToPath(import.meta.url);

/** `render` takes a document and gives the bytes, with the milliseconds on the clock and of CPU, collecting included. */
export function openPdfThread() {
  const { RENDER_LIMITS } = rendering('threads/render-limits.js');
  const worker = new Worker(FILE, { resourceLimits: RENDER_LIMITS });
  return {
    render: async (document) => {
      worker.postMessage(document);
      const [answer] = await once(worker, 'message');
      return answer;
    },
    end: () => worker.terminate(),
  };
}

function answer() {
  const { collectYoung, releaseMemorySoon } = rendering('threads/release-memory.js');
  const render = openRenderer();
  parentPort.on('message', async (document) => {
    const [startCpu, start] = [process.cpuUsage(), performance.now()];
    const bytes = await render(document);
    const wall = performance.now() - start;
    collectYoung();
    const { user, system } = process.cpuUsage(startCpu);
    releaseMemorySoon();
    parentPort.postMessage({ bytes, wall, cpu: (user + system) / 1000 });
  });
}

if (!isMainThread && process.argv[1] === FILE) answer();
