import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { documentOf, HUNDRED_PAGES, TEN_PAGES } from './pdf-document.mjs';
import { openPdfThread } from './pdf-thread.mjs';

const FILE = fileURLToPath(import.meta.url);

// Until the collections after a document have given back what it took.
const REST = 9_000;

/** Resident mebibytes of a process of its own: idle after short documents, and by how much its first of 100 pages exceeds that. */
export function memoryAbove() {
  const { stdout, status, stderr } = spawnSync(process.execPath, [FILE], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

const resident = () =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1]) / 1024;

async function watch() {
  const { render, end } = openPdfThread();
  await render(documentOf(TEN_PAGES));
  await render(documentOf(TEN_PAGES));
  await wait(REST);
  const idle = resident();
  let peak = 0;
  const timer = setInterval(() => (peak = Math.max(peak, resident())), 2);
  await render(documentOf(HUNDRED_PAGES));
  clearInterval(timer);
  await end();
  process.stdout.write(JSON.stringify({ idle, above: peak - idle }));
}

if (process.argv[1] === FILE) await watch();
