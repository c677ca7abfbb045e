import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { openPdfThread } from './pdf-thread.mjs';

const FILE = fileURLToPath(import.meta.url);

// Until the collections after a document have given back what it took.
const REST = 9_000;

/**
 * Resident mebibytes of a process of its own: idle after short documents, and by how much its first of 100 pages
 * exceeds that. The documents are files with their HTML and JSON.
 */
export function memoryAbove({ ten, hundred }) {
  const command = [FILE, ten, hundred];
  const { stdout, status, stderr } = spawnSync(process.execPath, command, { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

const resident = () =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1]) / 1024;

async function watch(files) {
  const [ten, hundred] = files.map((file) => JSON.parse(readFileSync(file, 'utf8')));
  const { render, end } = openPdfThread();
  await render(ten);
  await render(ten);
  await wait(REST);
  const idle = resident();
  let peak = 0;
  const timer = setInterval(() => (peak = Math.max(peak, resident())), 2);
  await render(hundred);
  clearInterval(timer);
  await end();
  process.stdout.write(JSON.stringify({ idle, above: peak - idle }));
}

if (process.argv[1] === FILE) await watch(process.argv.slice(2));
