import { renderPdf, parseTheme } from '@wirebrief/rendering';
import { pdfText, pdfWordBoxes, uaCheck } from '@wirebrief/testing';

import { missingWord, options, page } from './support';

const large = { ...options, theme: parseTheme({ ...options.theme, scale: 1.6 }) };
const rows = ['Withdrawn', 'Considering', 'Reconstruction'].map(
  (word) =>
    `<tr><td>${word}</td><th scope="row">Civilians killed, according to relatives</th><td>6</td><td>${'and then some more words '.repeat(6)}</td></tr>`,
);
const table = (widths: string): string =>
  page(
    `<h1>Title</h1><table data-widths="${widths}"><thead><tr><th scope="col">Change</th><th scope="col">What</th><th scope="col">Now</th><th scope="col">Why</th></tr></thead><tbody>${rows.join('')}</tbody></table>`,
  );

it('gives a narrow column room for its longest word from what the others can spare', async () => {
  const text = pdfText(await renderPdf(table('8,30,20,42'), large));
  for (const word of ['Withdrawn', 'Considering', 'Reconstruction', 'Change'])
    expect(text).toContain(word);
});

it('keeps every word in order, and breaks no rule', async () => {
  const html = table('8,30,20,42');
  const pdf = await renderPdf(html, large);
  expect(missingWord(html, pdf)).toBeUndefined();
  expect(uaCheck(pdf)).toEqual([]);
});

it('sets fewer cards side by side where a word of one would be cut', async () => {
  const card = (value: string): string =>
    `<div class="figure-card"><p class="figure-value">${value}</p><p>Lowest and highest.</p></div>`;
  const values = ['Unknown', '1,234', '0–10', '7'];
  const cards = `<div data-columns="4">${values.map(card).join('')}</div>`;
  const boxes = pdfWordBoxes(await renderPdf(page(`<h1>Title</h1>${cards}`), large));
  expect(values.map((value) => boxes.filter(({ word }) => word === value).length)).toEqual([
    1, 1, 1, 1,
  ]);
});
