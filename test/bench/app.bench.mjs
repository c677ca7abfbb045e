import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const MAIN = join(ROOT, 'dist/apps/wirebrief/src/main.js');
const WORDS = 1500;
const WARM_RUNS = 20;
const COLD_RUNS = 5;
const UPDATES = 20;
const LONG_READ = [
  '15-harbour-wire-milley-austin.json',
  '13-sortie-journal-two-strikes.json',
  '16-concord-over-the-horizon.json',
  '18-concord-working-with-the-taliban.json',
  '17-sortie-journal-policy-review.json',
];
export const REVISED = '25-harbour-wire-tragic-mistake.json';

/** The goals of the whole program, from outside: starts, one-shot briefings, an update's way to the PDF, memory. */
export async function run() {
  const folder = mkdtempSync(join(tmpdir(), 'wirebrief-bench-'));
  try {
    return [...(await briefRows(folder)), ...(await serverRows(join(folder, 'data')))];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function briefRows(folder) {
  const article = join(folder, 'article.txt');
  writeFileSync(article, await longRead(WORDS));
  const args = ['brief', article, '--out', join(folder, 'out')];
  const cold = await repeated(COLD_RUNS, () => once(launch(args), 'exit'));
  const { buildProgram } = createRequire(import.meta.url)(
    join(ROOT, 'dist/apps/wirebrief/src/cli/program.js'),
  );
  const silent = { out() {}, note() {}, progress() {}, endProgress() {} };
  const brief = () => buildProgram(silent).parseAsync([process.execPath, MAIN, ...args]);
  await repeated(3, brief);
  const warm = await repeated(WARM_RUNS, brief);
  const command = 'wirebrief brief article.txt --out out';
  return [
    {
      name: `brief on ${WORDS} words, cold (median of ${COLD_RUNS})`,
      value: middle(cold),
      unit: 'ms',
      goal: 2000,
      command,
    },
    {
      name: `brief on ${WORDS} words, warm (median of ${WARM_RUNS})`,
      value: middle(warm),
      unit: 'ms',
      goal: 150,
      beside: `95 %: ${Math.round(part(warm, 0.95))} ms`,
    },
  ];
}

async function serverRows(data) {
  const first = await startServer(data);
  const afterSample = await idleMebibytes(first.pid);
  await first.stop();
  const starts = [];
  for (let index = 1; index < COLD_RUNS; index++) starts.push(await timedStart(data));
  const server = await startServer(data);
  const idle = await idleMebibytes(server.pid);
  const update = await sampleUpdate(REVISED);
  const coldUpdate = await updateToPdf(server.url, update, 0);
  const updates = [];
  for (let index = 1; index <= UPDATES; index++)
    updates.push(await updateToPdf(server.url, update, index));
  const flashes = [];
  for (let index = 1; index <= UPDATES; index++)
    flashes.push(await updateToPdf(server.url, update, UPDATES + index, 'flash'));
  const busy = residentMebibytes(server.pid);
  const afterUpdates = await idleMebibytes(server.pid);
  await server.stop();
  const command = 'wirebrief start';
  return [
    {
      name: `start on an existing folder until ready (median of ${COLD_RUNS})`,
      value: middle([...starts, server.milliseconds]),
      unit: 'ms',
      goal: 2000,
      beside: `first start, with the sample: ${Math.round(first.milliseconds)} ms`,
      command,
    },
    {
      name: `posted update to the PDF of the next edition (median of ${UPDATES})`,
      value: middle(updates),
      unit: 'ms',
      goal: 150,
      beside: `95 %: ${Math.round(part(updates, 0.95))} ms; the first, ten seconds after a start: ${Math.round(coldUpdate)} ms`,
    },
    {
      name: `the same, to the PDF of a flash (median of ${UPDATES})`,
      value: middle(flashes),
      unit: 'ms',
      goal: 150,
      beside: `95 %: ${Math.round(part(flashes, 0.95))} ms`,
    },
    {
      name: 'resident memory, idle on an existing folder',
      value: idle,
      unit: 'MiB',
      goal: 200,
      beside: `${2 * UPDATES} editions later: ${Math.round(busy)} MiB, idle again: ${Math.round(afterUpdates)} MiB`,
      command,
    },
    {
      name: 'resident memory, idle after the first start with the sample',
      value: afterSample,
      unit: 'MiB',
      goal: 200,
      command,
    },
  ];
}

async function timedStart(data) {
  const server = await startServer(data);
  await server.stop();
  return server.milliseconds;
}

export async function startServer(data, { args = [], env = {} } = {}) {
  const started = performance.now();
  const child = launch(['start', '--port', '0', '--data', data, ...args], env);
  let errors = '';
  child.stderr.on('data', (chunk) => (errors += chunk));
  let text = '';
  for await (const chunk of child.stdout) {
    text += chunk;
    if (text.includes('Data: ')) break;
  }
  const milliseconds = performance.now() - started;
  const [url] = /http:\/\/[^\s/]+/.exec(text) ?? [];
  if (url === undefined) throw new Error(`the server did not start:\n${errors}`);
  const stop = async () => {
    child.kill('SIGTERM');
    await once(child, 'close');
  };
  return { url, pid: child.pid, milliseconds, stop };
}

function launch(args, env = {}) {
  return spawn(process.execPath, [MAIN, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
}

/** A new revision of an article of the sample story, the edition that tells of it, and all bytes of that edition's PDF. */
async function updateToPdf(url, update, index, kind = 'edition') {
  const sentence = `A second relative said on Saturday that ${index + 2} people were still in hospital.`;
  const version = update.version + 1 + index;
  const revision = { ...update, version, text: `${update.text}\n${sentence}` };
  const started = performance.now();
  await post(`${url}/articles`, revision);
  const { links } = await post(`${url}/stories/kabul-strike/editions`, { kind });
  await (await fetch(`${url}${links.pdf}`)).arrayBuffer();
  return performance.now() - started;
}

export async function post(url, body) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(await response.text());
  return response.json();
}

/** A long read: articles of the sample story one after the other, cut at the number of words. */
async function longRead(words) {
  const texts = await Promise.all(LONG_READ.map(async (name) => (await sampleUpdate(name)).text));
  const parts = texts.join('\n').split(/(\s+)/);
  return parts.slice(0, words * 2 - 1).join('');
}

export async function sampleUpdate(name) {
  return JSON.parse(await readFile(join(ROOT, 'apps/wirebrief/sample/updates', name), 'utf8'));
}

async function repeated(times, work) {
  const milliseconds = [];
  for (let index = 0; index < times; index++) {
    const started = performance.now();
    await work();
    milliseconds.push(performance.now() - started);
  }
  return milliseconds;
}

export const middle = (values) => part(values, 0.5);

export function part(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * share) - 1];
}

// The server gives memory back in the first quiet spell after a document.
async function idleMebibytes(pid) {
  await delay(10_000);
  return residentMebibytes(pid);
}

export function residentMebibytes(pid) {
  return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) / 1024;
}
