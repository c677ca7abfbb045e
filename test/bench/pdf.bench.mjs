import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../..');
const require = createRequire(import.meta.url);

const SENTENCES = [
  'Local authorities reported renewed shelling in the northern outskirts during the night, and two witnesses described the sound of outgoing fire.',
  'The figures could not be independently confirmed, and the assessment rests on two of six sources.',
  'Humanitarian partners delivered water, hygiene kits and tarpaulins to three collective sites.',
  'A statement by <bdi lang="prs" dir="rtl">محمد رضا کاظمی</bdi> and by Їжакевич Ґалина was circulated later.',
];

/** One section of about two thirds of a page: text with citations, a list, and a part of the table. No text is the same in two variants. */
function section(index, variant) {
  const paragraph = (offset) =>
    `<p>${[0, 1, 2, 3, 4].map((part) => `${variant}.${index}. ${SENTENCES[(index + offset + part) % 4]}<sup><a href="#s${(index * 3 + part) % 24}">[${part + 1}]</a></sup>`).join(' ')}</p>`;
  const rows = Array.from(
    { length: 9 },
    (_, row) =>
      `<tr><th scope="row">2026-09-${10 + row}</th><td>Area ${row}, sector ${index}.${variant}</td><td>Air strike</td><td>5 injured, 1 killed, said the hospital</td><td>C${row % 4}</td></tr>`,
  );
  return `<section><h2 id="h${index}">Section ${index} of ${variant}: what is said</h2>${paragraph(0)}${paragraph(1)}
<ul>${[0, 1, 2].map((part) => `<li>${variant}: ${SENTENCES[(index + part) % 4]}</li>`).join('')}</ul>
<table><caption>Table ${index}. Reported incidents</caption><thead><tr>${['Date', 'Place', 'Event', 'Harm', 'Grade'].map((name) => `<th scope="col">${name}</th>`).join('')}</tr></thead><tbody>${rows.join('')}</tbody></table></section>`;
}

function documentOf(sections, variant = 0) {
  const sources = Array.from(
    { length: 24 },
    (_, index) =>
      `<li id="s${index}"><cite>Situation report no. ${index} of ${variant}</cite>, Field Monitoring Group. <a href="https://example.org/reports/${index}">https://example.org/reports/${index}</a></li>`,
  );
  const body = Array.from({ length: sections }, (_, index) => section(index, variant)).join('');
  return `<!doctype html><html lang="en"><body><h1>Daily briefing</h1>${body}<section><h2>Sources</h2><ol>${sources.join('')}</ol></section></body></html>`;
}

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
  const peak = process.resourceUsage().maxRSS / 1024;
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
    { name: 'PDF, peak memory of the process', value: peak, unit: 'MiB' },
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
