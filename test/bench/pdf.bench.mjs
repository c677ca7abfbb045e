import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

import { documentOf } from './pdf-document.mjs';
import { memoryAbove } from './pdf-memory.mjs';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../..');
const require = createRequire(import.meta.url);

const nextEdition = (html, run) => html.replace('<p>', `<p>Edition ${run}. `);

function cpuMs(since) {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1000;
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

/** `documentAt` gives the document of each run. */
async function measure(render, documentAt, runs) {
  const cpu = [];
  const wall = [];
  let bytes;
  for (let run = 0; run < runs; run += 1) {
    const html = documentAt(run);
    const [startCpu, start] = [process.cpuUsage(), performance.now()];
    bytes = await render(html);
    cpu.push(cpuMs(startCpu));
    wall.push(performance.now() - start);
  }
  return { cpu: median(cpu.slice(runs >> 1)), wall: median(wall.slice(runs >> 1)), bytes };
}

/** Rows of figures of the PDF renderer, from the built code, beside the other programs that print HTML here. */
export async function run() {
  const { parseTheme, renderPdf } = require(join(ROOT, 'dist/libs/rendering/src/index.js'));
  const theme = parseTheme(
    JSON.parse(readFileSync(join(ROOT, 'templates/briefing/theme.json'), 'utf8')),
  );
  const meta = { title: 'Daily briefing', language: 'en', createdAt: '2026-10-01T06:00:00Z' };
  const render = (html) => renderPdf(html, { theme, meta });
  const [short, long] = [documentOf(13), documentOf(143)];
  const coldCpu = process.cpuUsage();
  await render(short);
  const cold = cpuMs(coldCpu);
  const ten = await measure(render, (run) => documentOf(13, run), 40);
  const hundred = await measure(render, (run) => documentOf(143, run), 8);
  const next = await measure(render, (run) => nextEdition(short, run), 40);
  const nextHundred = await measure(render, (run) => nextEdition(long, run), 8);
  const memory = await memoryAbove();
  const [chromium, weasyPrint] = [await chromiumMs([short, long]), weasyPrintMs([short, long])];
  const beside = (index, own) =>
    [
      `wall ${Math.round(own)} ms`,
      `Chromium ${times(chromium?.[index], own)}`,
      `WeasyPrint ${times(weasyPrint?.[index], own)}`,
    ].join('; ');
  return [
    { name: 'PDF, first document of a process', value: cold, unit: 'ms CPU' },
    {
      name: `PDF, ${pagesOf(ten.bytes)} pages, warm, every text new`,
      value: ten.cpu,
      unit: 'ms CPU',
      goal: 50,
      beside: beside(0, ten.wall),
    },
    {
      name: 'the same as the next edition, one paragraph new',
      value: next.cpu,
      unit: 'ms CPU',
      goal: 50,
      beside: beside(0, next.wall),
    },
    { name: 'its size', value: ten.bytes.length / 1000, unit: 'kB', goal: 110 },
    {
      name: `PDF, ${pagesOf(hundred.bytes)} pages, warm, every text new`,
      value: hundred.wall,
      unit: 'ms',
      goal: 500,
      beside: beside(1, hundred.wall),
    },
    {
      name: 'the same as the next edition, one paragraph new',
      value: nextHundred.wall,
      unit: 'ms',
      goal: 500,
      beside: beside(1, nextHundred.wall),
    },
    { name: 'its size', value: hundred.bytes.length / 1000, unit: 'kB', goal: 650 },
    {
      name: 'PDF of 100 pages, peak of the process above what it holds idle',
      value: memory.above,
      unit: 'MiB',
      goal: 110,
      beside: `idle ${Math.round(memory.idle)} MiB`,
    },
  ];
}

function pagesOf(bytes) {
  const { stdout } = spawnSync('pdfinfo', ['-'], { input: bytes, encoding: 'utf8' });
  return /^Pages: +(\d+)/m.exec(stdout)?.[1] ?? '?';
}

const times = (theirs, own) =>
  theirs === undefined
    ? 'is not installed'
    : `${Math.round(theirs)} ms (${(theirs / own).toFixed(1)} times)`;

/** Wall time of tagged PDFs from an open browser, warm; undefined where there is none. */
async function chromiumMs(documents) {
  const executablePath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
  if (!existsSync(executablePath)) return undefined;
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  try {
    const results = [];
    for (const html of documents) {
      const page = await browser.newPage();
      const print = async () => {
        await page.setContent(html);
        await page.pdf({ format: 'A4', tagged: true, outline: true });
      };
      await print();
      results.push(await middle(7, print));
      await page.close();
    }
    return results;
  } finally {
    await browser.close();
  }
}

/** Wall time of whole commands less that of an empty document. */
function weasyPrintMs(documents) {
  if (spawnSync('weasyprint', ['--version']).status !== 0) return undefined;
  const command = (html) => {
    const started = performance.now();
    spawnSync('weasyprint', ['--pdf-variant', 'pdf/ua-1', '-', '/dev/null'], { input: html });
    return performance.now() - started;
  };
  const start = command('<p></p>');
  return documents.map((html) => command(html) - start);
}

async function middle(runs, work) {
  const wall = [];
  for (let run = 0; run < runs; run += 1) {
    const started = performance.now();
    await work();
    wall.push(performance.now() - started);
  }
  return median(wall);
}

const [, script] = process.argv;
if (script !== undefined && import.meta.url === pathToFileURL(script).href)
  console.table(await run());
