import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import {
  middle,
  part,
  post,
  residentMebibytes,
  REVISED,
  sampleUpdate,
  startServer,
} from './app.bench.mjs';

const FILE = fileURLToPath(import.meta.url);
const RATE = 500;
const EDITIONS = 20;
const PATH = '/stories/kabul-strike/editions/1.pdf';

/** Whether composing goes on at its pace while hundreds of named clients a second are given a PDF. */
export async function run() {
  const folder = mkdtempSync(join(tmpdir(), 'wirebrief-bench-'));
  try {
    const server = await startServer(join(folder, 'data'));
    const rows = await rowsOf(server);
    await server.stop();
    return rows;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function rowsOf(server) {
  const revise = await reviser(server.url);
  await editions(server.url, revise, 3);
  const idle = await editions(server.url, revise, EDITIONS);
  const memory = residentMebibytes(server.pid);
  const spent = processorSeconds(server.pid);
  const alone = fork(FILE, [server.url], { execArgv: [] });
  await delay(4_000);
  alone.send('stop');
  const [only] = await once(alone, 'message');
  const each = ((processorSeconds(server.pid) - spent) * 1000) / only.milliseconds.length;
  const load = fork(FILE, [server.url], { execArgv: [] });
  await delay(2_000);
  const busy = await editions(server.url, revise, EDITIONS);
  const busyMemory = residentMebibytes(server.pid);
  load.send('stop');
  const [{ milliseconds, failed, seconds }] = await once(load, 'message');
  const rate = Math.round(milliseconds.length / seconds);
  return [
    {
      name: `update and edition while ${RATE} downloads/s are recorded (median of ${EDITIONS})`,
      value: middle(busy),
      unit: 'ms',
      beside: `idle: ${Math.round(middle(idle))} ms; 95 %: ${Math.round(part(busy, 0.95))} and ${Math.round(part(idle, 0.95))} ms`,
    },
    {
      name: 'processor time of the server for a recorded download of a PDF',
      value: each,
      unit: 'ms',
      beside: `${Math.round(each * RATE * 0.1)} % of one core at ${RATE}/s`,
    },
    {
      name: 'downloads/s that were answered meanwhile',
      value: rate,
      unit: '/s',
      goal: RATE,
      beside: `median ${Math.round(middle(milliseconds))} ms, 95 %: ${Math.round(part(milliseconds, 0.95))} ms; failed: ${failed}`,
    },
    {
      name: 'resident memory under these downloads',
      value: busyMemory,
      unit: 'MiB',
      beside: `before: ${Math.round(memory)} MiB`,
    },
  ];
}

/** Of Linux: ticks of a hundredth of a second. */
function processorSeconds(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(' ');
  return (Number(fields[13]) + Number(fields[14])) / 100;
}

/** Posts one more revision of an article with each call. */
async function reviser(url) {
  const update = await sampleUpdate(REVISED);
  let { version } = update;
  return () => {
    version += 1;
    const text = `${update.text}\nA relative said that ${version} people were still in hospital.`;
    return post(`${url}/articles`, { ...update, version, text });
  };
}

async function editions(url, revise, count) {
  const milliseconds = [];
  for (let index = 0; index < count; index++) {
    const started = performance.now();
    await revise();
    await post(`${url}/stories/kabul-strike/editions`, {});
    milliseconds.push(performance.now() - started);
    await delay(100);
  }
  return milliseconds;
}

/** In a process of its own: asks at a fixed rate, whatever the answers take, until it is told to stop. */
async function download(url) {
  const agent = new Agent({ keepAlive: true, maxSockets: 200 });
  const milliseconds = [];
  let [sent, failed, isOver] = [0, 0, false];
  process.once('message', () => (isOver = true));
  const started = performance.now();
  while (!isOver) {
    for (; sent < ((performance.now() - started) / 1000) * RATE; sent++) ask(sent);
    await delay(5);
  }
  const seconds = (performance.now() - started) / 1000;
  process.send({ milliseconds, failed, seconds }, () => process.exit());

  function ask(number) {
    const begun = performance.now();
    const headers = { 'x-wirebrief-client': `client-${number % 50}` };
    get(`${url}${PATH}`, { agent, headers }, (response) => {
      response.resume().once('end', () => {
        if (response.statusCode === 200) milliseconds.push(performance.now() - begun);
        else failed++;
      });
    }).once('error', () => failed++);
  }
}

if (process.argv[1] === FILE) await download(process.argv[2]);
