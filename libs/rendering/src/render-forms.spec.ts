import { join } from 'node:path';

import { type Briefing } from '@wirebrief/briefing';
import { exampleBriefing, pdfInfo, pdfText, pdfWordBoxes } from '@wirebrief/testing';

import { FLASH_STEPS } from './html/flash-steps';
import { renderEditionHtml } from './html/render-html';
import { loadTemplates } from './html/templates';
import { countPages } from './pdf/render-pdf';
import { renderForms } from './render-forms';

const templates = loadTemplates(join(__dirname, '../../../templates'));

/** The example with its lists so many times as long, and as many words more in each text. */
function grown(times: number): Briefing {
  const example = exampleBriefing();
  const repeated = <T>(list: readonly T[]): readonly T[] =>
    Array.from({ length: times }, () => list).flat();
  const tail = ' more'.repeat(times);
  return {
    ...example,
    kind: 'flash',
    highlights: repeated(example.highlights).map((one) => ({ ...one, text: one.text + tail })),
    keyFigures: repeated(example.keyFigures).map((one) => ({ ...one, caveat: one.caveat + tail })),
    changes: {
      ...example.changes,
      entries: repeated(example.changes.entries).map((one) => ({ ...one, why: one.why + tail })),
    },
  };
}

async function firstThatFits(briefing: Briefing): Promise<string> {
  for (const step of FLASH_STEPS) {
    const html = renderEditionHtml(briefing, templates, step);
    if ((await countPages(html, templates.theme)) === 1) return html;
  }
  throw new Error('none fits');
}

it.each([1, 2, 4, 30, 150])(
  'a flash prints as much as fits its page: %i times the text',
  async (times) => {
    const briefing = grown(times);
    const { html } = await renderForms(briefing, templates);
    expect(new TextDecoder().decode(html)).toBe(await firstThatFits(briefing));
  },
);

it('heads the pages of a story whose title begins from right to left as its first page does', async () => {
  const example = exampleBriefing();
  const title = 'د خوست 7 (Khost and Kunar raids) kill 41';
  const named = { ...example, story: { ...example.story, title } };
  const { pdf } = await renderForms(named, templates);
  expect(pdfInfo(pdf)).toMatchObject({ Title: `${title}: Edition 3 – Wirebrief` });
  const head = pdfWordBoxes(pdf).filter(({ page, top }) => page === 2 && top < 60);
  const words = head.toSorted((one, other) => one.left - other.left).map(({ word }) => word);
  const order = ['د', '7', '(Khost', 'and', 'Kunar', 'raids)', 'kill', '41:', 'Edition', '3'];
  expect(words.filter((word) => order.includes(word))).toEqual(order);
});

it('takes every word around the pages of a PDF from the templates', async () => {
  const english = templates.briefing.strings.get('en');
  const texts = new Map([
    ...(english?.texts ?? []),
    ...([
      ['publisher', 'Harbour Desk'],
      ['masthead.edition', 'Ausgabe {number}'],
      ['document.page', 'Blatt {page}/{pages}'],
    ] as const),
  ]);
  const strings = new Map([['en', { language: 'en', texts }]]);
  const changed = { ...templates, briefing: { ...templates.briefing, strings } };
  const { pdf } = await renderForms(exampleBriefing(), changed);
  const { title } = exampleBriefing().story;
  expect(pdfInfo(pdf)).toMatchObject({
    Title: `${title}: Ausgabe 3 – Harbour Desk`,
    Author: 'Harbour Desk',
  });
  expect(pdfText(pdf, 2)).toContain('Blatt 2/');
  expect(pdfText(pdf, 2)).toContain(`${title}: Ausgabe 3\n`);
});
