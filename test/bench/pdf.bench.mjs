import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

import { documentOf } from './pdf-document.mjs';
import { memoryAbove } from './pdf-memory.mjs';
import { openPdfThread } from './pdf-thread.mjs';

const TEN_PAGES_RUNS = 100;
const HUNDRED_PAGES_RUNS = 16;

const nextEdition = (html, run) => html.replace('<p>', `<p>Edition ${run}. `);

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

/** Medians of the second half of the runs, the first of which warm up. `documentAt` gives the document of each run. */
async function measure(render, documentAt, runs) {
  const results = [];
  for (let run = 0; run < runs; run += 1) results.push(await render(documentAt(run)));
  const warm = results.slice(runs >> 1);
  const [{ bytes }] = warm;
  return {
    cpu: median(warm.map(({ cpu }) => cpu)),
    wall: median(warm.map(({ wall }) => wall)),
    bytes,
  };
}

/** Rows of figures of the PDF renderer, from the built code, beside the other programs that print HTML here. */
export async function run() {
  const [short, long] = [documentOf(13), documentOf(143)];
  const { render, end } = openPdfThread();
  const { cpu: cold } = await render(short);
  const ten = await measure(render, (run) => documentOf(13, run), TEN_PAGES_RUNS);
  const hundred = await measure(render, (run) => documentOf(143, run), HUNDRED_PAGES_RUNS);
  const next = await measure(render, (run) => nextEdition(short, run), TEN_PAGES_RUNS);
  const nextHundred = await measure(render, (run) => nextEdition(long, run), HUNDRED_PAGES_RUNS);
  await end();
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
      results.push(await middle(11, print));
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
