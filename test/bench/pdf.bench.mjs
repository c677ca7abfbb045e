import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../..');
const require = createRequire(import.meta.url);

const SENTENCES = [
  'Local authorities reported renewed shelling in the northern outskirts during the night, and two witnesses described the sound of outgoing fire.',
  'The figures could not be independently confirmed, and the assessment rests on two of six sources.',
  'Humanitarian partners delivered water, hygiene kits and tarpaulins to three collective sites.',
  'A statement by <bdi lang="prs" dir="rtl">محمد رضا کاظمی</bdi> and by Їжакевич Ґалина was circulated later.',
];

/** One section of about two thirds of a page: text with citations, a list, and a part of the table. */
function section(index) {
  const paragraph = (offset) =>
    `<p>${[0, 1, 2, 3, 4].map((part) => `${SENTENCES[(index + offset + part) % 4]}<sup><a href="#s${(index * 3 + part) % 24}">[${part + 1}]</a></sup>`).join(' ')}</p>`;
  const rows = Array.from(
    { length: 9 },
    (_, row) =>
      `<tr><th scope="row">2026-09-${10 + row}</th><td>Area ${row}, sector ${index}</td><td>Air strike</td><td>5 injured, 1 killed, said the hospital</td><td>C${row % 4}</td></tr>`,
  );
  return `<section><h2 id="h${index}">Section ${index}: what is said</h2>${paragraph(0)}${paragraph(1)}
<ul>${[0, 1, 2].map((part) => `<li>${SENTENCES[(index + part) % 4]}</li>`).join('')}</ul>
<table><caption>Table ${index}. Reported incidents</caption><thead><tr>${['Date', 'Place', 'Event', 'Harm', 'Grade'].map((name) => `<th scope="col">${name}</th>`).join('')}</tr></thead><tbody>${rows.join('')}</tbody></table></section>`;
}

function documentOf(sections) {
  const sources = Array.from(
    { length: 24 },
    (_, index) =>
      `<li id="s${index}"><cite>Situation report no. ${index}</cite>, Field Monitoring Group. <a href="https://example.org/reports/${index}">https://example.org/reports/${index}</a></li>`,
  );
  const body = Array.from({ length: sections }, (_, index) => section(index)).join('');
  return `<!doctype html><html lang="en"><body><h1>Daily briefing</h1>${body}<section><h2>Sources</h2><ol>${sources.join('')}</ol></section></body></html>`;
}

function cpuMs(since) {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1000;
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

async function measure(render, html, runs) {
  const cpu = [];
  const wall = [];
  let bytes;
  for (let run = 0; run < runs; run += 1) {
    const [startCpu, start] = [process.cpuUsage(), performance.now()];
    bytes = await render(html);
    cpu.push(cpuMs(startCpu));
    wall.push(performance.now() - start);
  }
  return { cpu: median(cpu.slice(runs >> 1)), wall: median(wall.slice(runs >> 1)), bytes };
}

/** Rows of figures of the PDF renderer, from the built code. */
export async function run() {
  const { parseTheme, renderPdf } = require(join(ROOT, 'dist/libs/rendering/src/index.js'));
  const theme = parseTheme(
    JSON.parse(readFileSync(join(ROOT, 'templates/briefing/theme.json'), 'utf8')),
  );
  const meta = { title: 'Daily briefing', language: 'en', createdAt: '2026-10-01T06:00:00Z' };
  const render = (html) => renderPdf(html, { theme, meta });
  const [short, long] = [documentOf(11), documentOf(117)];
  const coldCpu = process.cpuUsage();
  await render(short);
  const cold = cpuMs(coldCpu);
  const ten = await measure(render, short, 20);
  const hundred = await measure(render, long, 6);
  const peak = process.resourceUsage().maxRSS / 1024;
  return [
    { name: 'PDF, first document of a process', value: cold, unit: 'ms CPU' },
    { name: 'PDF, 10 pages, warm', value: ten.cpu, unit: 'ms CPU', goal: 50 },
    { name: 'PDF, 10 pages, size', value: ten.bytes.length / 1000, unit: 'kB', goal: 110 },
    { name: 'PDF, 100 pages, warm', value: hundred.wall, unit: 'ms', goal: 500 },
    { name: 'PDF, 100 pages, size', value: hundred.bytes.length / 1000, unit: 'kB', goal: 650 },
    { name: 'PDF, peak memory of the process', value: peak, unit: 'MiB' },
  ];
}

const [, script] = process.argv;
if (script !== undefined && import.meta.url === pathToFileURL(script).href)
  console.table(await run());
