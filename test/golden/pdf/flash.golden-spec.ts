import { join } from 'node:path';

import { type Briefing } from '@wirebrief/briefing';
import { loadTemplates, renderForms } from '@wirebrief/rendering';
import { emptyBriefing, exampleBriefing, pdfInfo, pdfText, uaCheck } from '@wirebrief/testing';
import fc from 'fast-check';

import { missingWord, ROOT } from './support';

const templates = loadTemplates(join(ROOT, 'templates'));
const example = exampleBriefing();

/** The same story grown: every list `times` as long, with texts of `words` words more. */
function grown(times: number, words: number): Briefing {
  const more = ' and then some more was said of it'.split(' ');
  const tail = Array.from({ length: words }, (_, index) => more[index % more.length]).join(' ');
  const repeated = <T>(list: readonly T[]): readonly T[] =>
    Array.from({ length: times }, () => list).flat();
  return {
    ...example,
    kind: 'flash',
    story: { ...example.story, title: `${example.story.title} ${tail}` },
    highlights: repeated(example.highlights).map((one) => ({ ...one, text: one.text + tail })),
    keyFigures: repeated(example.keyFigures).map((one) => ({ ...one, caveat: one.caveat + tail })),
    changes: {
      ...example.changes,
      entries: repeated(example.changes.entries).map((one) => ({
        ...one,
        subject: one.subject + tail,
        why: one.why + tail,
      })),
    },
    sources: example.sources.map((one) =>
      one.language === 'en' ? { ...one, headline: `${one.headline} ${tail}` } : one,
    ),
  };
}

const render = async (briefing: Briefing) => {
  const { html, pdf } = await renderForms(briefing, templates);
  return { html: new TextDecoder().decode(html), pdf };
};

it.each([
  ['the example', example],
  ['an empty story', emptyBriefing()],
])('%s is one page, with every word of its HTML', async (_, briefing) => {
  const { html, pdf } = await render({ ...briefing, kind: 'flash' });
  expect(pdfInfo(pdf)['Pages']).toBe('1');
  expect(uaCheck(pdf)).toEqual([]);
  expect(missingWord(html, pdf)).toBeUndefined();
});

it('is one page for a story of any size, with every word of its HTML', async () => {
  const sizes = fc.tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 0, max: 400 }));
  await fc.assert(
    fc.asyncProperty(sizes, async ([times, words]) => {
      const { html, pdf } = await render(grown(times, words));
      expect(pdfInfo(pdf)['Pages']).toBe('1');
      expect(missingWord(html, pdf)).toBeUndefined();
    }),
    { numRuns: 12, seed: 20210829, endOnFailure: true },
  );
}, 120_000);

it('says how much stands in the full edition', async () => {
  const { pdf } = await render(grown(10, 0));
  expect(pdfText(pdf)).toMatch(/\d+ more highlights stand in the full edition/);
  expect(pdfText(pdf)).toMatch(/\d+ more changes stand in the full edition/);
});
