import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { rendering, ROOT } from './pdf-renderer.mjs';

const SENTENCES = [
  'Local authorities reported renewed shelling in the northern outskirts during the night, and two witnesses described the sound of outgoing fire.',
  'The figures could not be independently confirmed, and the assessment rests on two of six sources.',
  'Humanitarian partners delivered water, hygiene kits and tarpaulins to three collective sites.',
  'A statement by <bdi lang="prs" dir="rtl">محمد رضا کاظمی</bdi> and by Їжакевич Ґалина was circulated later.',
];

/** One section of about two thirds of a page: text with citations, a list, and a part of the table. */
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

/** How many sections make so many pages. */
export const TEN_PAGES = 13;
export const HUNDRED_PAGES = 143;

/** An HTML document of as many sections. No text is the same in two variants. */
export function documentOf(sections, variant = 0) {
  const sources = Array.from(
    { length: 24 },
    (_, index) =>
      `<li id="s${index}"><cite>Situation report no. ${index} of ${variant}</cite>, Field Monitoring Group. <a href="https://example.org/reports/${index}">https://example.org/reports/${index}</a></li>`,
  );
  const body = Array.from({ length: sections }, (_, index) => section(index, variant)).join('');
  return `<!doctype html><html lang="en"><body><h1>Daily briefing</h1>${body}<section><h2>Sources</h2><ol>${sources.join('')}</ol></section></body></html>`;
}

/** The example edition of the tests as its readers get it, with its style sheet. */
export function exampleEdition() {
  const { loadTemplates } = rendering('index.js');
  const { themeCss } = rendering('html/theme-css.js');
  const read = (file) => readFileSync(join(ROOT, file), 'utf8');
  const style = themeCss(loadTemplates(join(ROOT, 'templates')).theme);
  return read('test/golden/html/example.html').replace(
    '<style></style>',
    `<style>${style}${read('templates/briefing/screen.css')}</style>`,
  );
}
