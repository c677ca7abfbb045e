import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

import { documentOf, exampleEdition, HUNDRED_PAGES, TEN_PAGES } from './pdf-document.mjs';
import { memoryAbove } from './pdf-memory.mjs';
import { openPdfThread } from './pdf-thread.mjs';

/** How often ours and Chromium's are made in a round, and ours before the first one. */
const TEN = { runs: 8, prints: 3, warming: 60 };
const HUNDRED = { runs: 3, prints: 1, warming: 6 };
const ROUNDS = 7;

const COMMAND = fileURLToPath(new URL('pdf-command.mjs', import.meta.url));

/** One paragraph new. */
const nextOf = (html) => (run) => html.replace('<p>', `<p>Edition ${run}. `);

/** As the next edition, and with every text new. */
const waysOf = (sections) => {
  // Numbers of two digits, so that all are equally long; none is remembered for so many documents.
  const fresh = (run) => documentOf(sections, 10 + (run % 90));
  return { next: nextOf(fresh(0)), fresh };
};

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

/**
 * Ours in several ways, and Chromium's of the same, in turn, so that the machine's moods meet all of them. Medians of
 * the rounds, of each the median of its runs; `times` is how many of ours Chromium takes for one.
 */
async function inTurn(ways, { runs, prints, warming }, render, print) {
  let variant = 0;
  for (const documentAt of Object.values(ways))
    await repeated(warming, () => render(documentAt(++variant)));
  const html = ways.next(0);
  if (print !== undefined) await repeated(3, () => print(html));
  const rounds = [];
  let bytes;
  for (let round = 0; round < ROUNDS; round += 1) {
    const found = {};
    for (const [way, documentAt] of Object.entries(ways)) {
      const made = await repeated(runs, () => render(documentAt(++variant)));
      [{ bytes }] = made;
      found[way] = {
        cpu: median(made.map(({ cpu }) => cpu)),
        wall: median(made.map(({ wall }) => wall)),
      };
    }
    if (print !== undefined) found.chromium = median(await repeated(prints, () => print(html)));
    rounds.push(found);
  }
  const over = (figure) => median(rounds.map(figure));
  const results = Object.keys(ways).map((way) => {
    const cpu = over((round) => round[way].cpu);
    const wall = over((round) => round[way].wall);
    const chromium = print && {
      wall: over((round) => round.chromium),
      times: over((round) => round.chromium / round[way].wall),
    };
    return [way, { cpu, wall, chromium }];
  });
  return { ...Object.fromEntries(results), bytes };
}

async function repeated(count, work) {
  const results = [];
  for (let run = 0; run < count; run += 1) results.push(await work());
  return results;
}

/** Rows of figures of the PDF renderer, from the built code, beside the other programs that print HTML here. */
export async function run() {
  const { render, end } = openPdfThread();
  const browser = await openBrowser();
  const ten = await inTurn(waysOf(TEN_PAGES), TEN, render, browser?.print);
  const edition = await inTurn({ next: nextOf(exampleEdition()) }, TEN, render, browser?.print);
  const hundred = await inTurn(waysOf(HUNDRED_PAGES), HUNDRED, render, browser?.print);
  await Promise.all([end(), browser?.end()]);
  const memory = await memoryAbove();
  const weasyPrint = weasyPrintMs([TEN_PAGES, HUNDRED_PAGES].map((pages) => documentOf(pages)));
  const cold = median(await repeated(5, command));
  return [
    {
      name: `PDF, ${pagesOf(ten.bytes)} pages, warm, as the next edition, one paragraph new`,
      value: ten.next.cpu,
      unit: 'ms CPU',
      goal: 50,
      beside: beside(ten.next, weasyPrint?.[0]),
    },
    {
      name: 'the same, every text new',
      value: ten.fresh.cpu,
      unit: 'ms CPU',
      goal: 50,
      beside: beside(ten.fresh, weasyPrint?.[0]),
    },
    { name: 'a command that sets them and ends', value: cold, unit: 'ms', goal: 1_000 },
    { name: 'its size', value: ten.bytes.length / 1000, unit: 'kB', goal: 110 },
    {
      name: `PDF, ${pagesOf(hundred.bytes)} pages, warm, as the next edition, one paragraph new`,
      value: hundred.next.wall,
      unit: 'ms',
      goal: 500,
      beside: beside(hundred.next, weasyPrint?.[1]),
    },
    {
      name: 'the same, every text new',
      value: hundred.fresh.wall,
      unit: 'ms',
      goal: 500,
      beside: beside(hundred.fresh, weasyPrint?.[1]),
    },
    { name: 'its size', value: hundred.bytes.length / 1000, unit: 'kB', goal: 650 },
    {
      name: `PDF of an edition with its style sheet, ${pagesOf(edition.bytes)} pages, warm, the next`,
      value: edition.next.cpu,
      unit: 'ms CPU',
      beside: beside(edition.next),
    },
    {
      name: 'PDF of 100 pages, peak of the process above what it holds idle',
      value: memory.above,
      unit: 'MiB',
      goal: 110,
      beside: `idle ${Math.round(memory.idle)} MiB`,
    },
  ];
}

function beside({ wall, chromium }, weasyPrint) {
  const others = [
    chromium && `Chromium ${times(chromium.wall, chromium.times)}`,
    weasyPrint && `WeasyPrint ${times(weasyPrint, weasyPrint / wall)}`,
  ];
  return [`wall ${Math.round(wall)} ms`, ...others.filter(Boolean)].join('; ');
}

const times = (ms, ratio) => `${Math.round(ms)} ms (${ratio.toFixed(1)} times)`;

function command() {
  const started = performance.now();
  const { status, stderr } = spawnSync(process.execPath, [COMMAND], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return performance.now() - started;
}

function pagesOf(bytes) {
  const { stdout } = spawnSync('pdfinfo', ['-'], { input: bytes, encoding: 'utf8' });
  return /^Pages: +(\d+)/m.exec(stdout)?.[1] ?? '?';
}

/** `print` gives the wall time of a tagged PDF from an open page; undefined where there is no Chromium. */
async function openBrowser() {
  const executablePath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
  if (!existsSync(executablePath)) return undefined;
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  const page = await browser.newPage();
  return {
    print: async (html) => {
      const started = performance.now();
      await page.setContent(html);
      await page.pdf({ format: 'A4', tagged: true, outline: true });
      return performance.now() - started;
    },
    end: () => browser.close(),
  };
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
