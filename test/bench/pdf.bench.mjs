import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

import { freshOf, hundredPages, nextOf, tenPages } from './pdf-document.mjs';
import { memoryAbove } from './pdf-memory.mjs';
import { openPdfThread } from './pdf-thread.mjs';

/**
 * How often ours and Chromium's are made in a round; ours before the first round, and in each before what counts: while
 * Chromium prints, the thread gives back its memory, and what makes it warm with it.
 */
const TEN = { rounds: 9, runs: 8, prints: 3, warming: 60, settling: 8 };
const HUNDRED = { rounds: 5, runs: 3, prints: 1, warming: 6, settling: 2 };

const COMMAND = fileURLToPath(new URL('pdf-command.mjs', import.meta.url));

const WAYS = {
  next: nextOf,
  // Numbers of two digits, so that all are equally long; none is remembered for so many documents.
  fresh: (document, run) => freshOf(document, 10 + (run % 90)),
};

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

/**
 * Ours in both ways, and Chromium's of the same, in turn, so that the machine's moods meet all of them. Medians of the
 * rounds, of each the median of its runs; `times` is how many of ours Chromium takes for one.
 */
async function inTurn(document, { rounds, runs, prints, warming, settling }, render, browser) {
  let variant = 0;
  for (const documentAt of Object.values(WAYS))
    await repeated(warming, () => render(documentAt(document, ++variant)));
  const printers = browser === undefined ? [] : [browser.printInOpenPage, browser.printInOwnPage];
  for (const print of printers) await repeated(2, () => print(document.html));
  const found = [];
  for (let round = 0; round < rounds; round += 1) {
    const ours = {};
    for (const [way, documentAt] of Object.entries(WAYS)) {
      const made = await repeated(settling + runs, () => render(documentAt(document, ++variant)));
      const warm = made.slice(settling);
      ours[way] = {
        cpu: median(warm.map(({ cpu }) => cpu)),
        wall: median(warm.map(({ wall }) => wall)),
        first: made[0].wall,
      };
    }
    const chromium = [];
    for (const print of printers)
      chromium.push(median(await repeated(prints, () => print(document.html))));
    found.push({ ours, chromium });
  }
  const over = (figure) => median(found.map(figure));
  const resultOf = (way) => ({
    cpu: over(({ ours }) => ours[way].cpu),
    wall: over(({ ours }) => ours[way].wall),
    first: over(({ ours }) => ours[way].first),
    chromium: printers.map((_, at) => ({
      wall: over(({ chromium }) => chromium[at]),
      times: over(({ ours, chromium }) => chromium[at] / ours[way].wall),
    })),
  });
  const { bytes } = await render(document);
  return { next: resultOf('next'), fresh: resultOf('fresh'), bytes };
}

async function repeated(count, work) {
  const results = [];
  for (let run = 0; run < count; run += 1) results.push(await work());
  return results;
}

/** Rows of figures of the PDF renderer, from the built code, beside the other programs that print HTML here. */
export async function run() {
  const ten = tenPages();
  const hundred = hundredPages(ten);
  const { render, end } = openPdfThread();
  const browser = await openBrowser();
  const ofTen = await inTurn(ten, TEN, render, browser);
  const ofHundred = await inTurn(hundred, HUNDRED, render, browser);
  await Promise.all([end(), browser?.end()]);
  const memory = await withFiles({ ten, hundred }, memoryAbove);
  const cold = await withFiles({ ten }, (files) => repeated(5, () => command(files.ten)));
  const weasyPrint = weasyPrintMs([ten.html, hundred.html]);
  return [
    ...rowsOf(ofTen, { unit: 'ms CPU', value: ({ cpu }) => cpu, goal: 50, times: 12, kB: 110 }),
    {
      name: 'a command that sets 10 pages and ends',
      value: median(cold),
      unit: 'ms',
      goal: 1_000,
    },
    ...rowsOf(ofHundred, { unit: 'ms', value: ({ wall }) => wall, goal: 500, times: 5, kB: 650 }),
    {
      name: 'its peak, above what an idle process holds',
      value: memory.above,
      unit: 'MiB',
      goal: 110,
      beside: `idle ${Math.round(memory.idle)} MiB`,
    },
    ...besideWeasyPrint(weasyPrint, [ofTen, ofHundred]),
  ];
}

function rowsOf({ next, fresh, bytes }, { unit, value, goal, times, kB }) {
  const name = `edition of ${pagesOf(bytes)} pages to PDF, warm`;
  const wall = (way) => `wall ${Math.round(way.wall)} ms`;
  // Without a browser there is no quiet between the rounds.
  const hasQuiet = next.chromium.length > 0;
  const first = hasQuiet ? `; the first after a quiet spell ${Math.round(next.first)} ms` : '';
  return [
    {
      name: `${name}, as the next one, a paragraph new`,
      value: value(next),
      unit,
      goal,
      beside: wall(next) + first,
    },
    ...besideChromium(next, times),
    { name: `${name}, every text new`, value: value(fresh), unit, goal, beside: wall(fresh) },
    ...besideChromium(fresh, times),
    {
      name: 'its size, fonts and JSON inside',
      value: bytes.length / 1000,
      unit: 'kB',
      goal: kB,
    },
  ];
}

function besideChromium({ chromium: [open, own] }, goal) {
  if (open === undefined) return [];
  const other = `in a page of its own ${Math.round(own.wall)} ms, ${own.times.toFixed(1)} times`;
  return [
    {
      name: '  as Chromium prints it in an open page',
      value: open.times,
      unit: 'times',
      goal,
      beside: `${Math.round(open.wall)} ms; ${other}`,
    },
  ];
}

const besideWeasyPrint = (weasyPrint, documents) =>
  (weasyPrint ?? []).map((ms, at) => ({
    name: `WeasyPrint, edition of ${pagesOf(documents[at].bytes)} pages`,
    value: ms,
    unit: 'ms',
    beside: `${(ms / documents[at].next.wall).toFixed(1)} times ours`,
  }));

/** Hands over the documents as files of a folder that goes again. */
async function withFiles(documents, use) {
  const folder = mkdtempSync(join(tmpdir(), 'wirebrief-bench-'));
  const files = Object.fromEntries(
    Object.entries(documents).map(([name, document]) => {
      const file = join(folder, `${name}.json`);
      writeFileSync(file, JSON.stringify(document));
      return [name, file];
    }),
  );
  try {
    return await use(files);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function command(file) {
  const started = performance.now();
  const { status, stderr } = spawnSync(process.execPath, [COMMAND, file], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return performance.now() - started;
}

function pagesOf(bytes) {
  const { stdout } = spawnSync('pdfinfo', ['-'], { input: bytes, encoding: 'utf8' });
  return /^Pages: +(\d+)/m.exec(stdout)?.[1] ?? '?';
}

/**
 * The wall time of a tagged PDF: in a page that is open and shows it next, and in a page opened for it, as a service
 * prints what must not meet what was printed before. Undefined where there is no Chromium.
 */
async function openBrowser() {
  const executablePath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
  if (!existsSync(executablePath)) return undefined;
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  const open = await browser.newPage();
  const print = async (page, html) => {
    await page.setContent(html);
    await page.pdf({ format: 'A4', tagged: true, outline: true });
  };
  return {
    printInOpenPage: (html) => timed(() => print(open, html)),
    printInOwnPage: (html) =>
      timed(async () => {
        const page = await browser.newPage();
        await print(page, html);
        await page.close();
      }),
    end: () => browser.close(),
  };
}

async function timed(work) {
  const started = performance.now();
  await work();
  return performance.now() - started;
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

const [, script] = process.argv;
if (script !== undefined && import.meta.url === pathToFileURL(script).href)
  console.table(await run());
