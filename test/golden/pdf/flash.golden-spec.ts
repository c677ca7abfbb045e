import { join } from 'node:path';

import { type Briefing } from '@wirebrief/briefing';
import { loadTemplates, parseTheme, renderForms, type Templates } from '@wirebrief/rendering';
import { emptyBriefing, exampleBriefing, pdfInfo, pdfText, uaCheck } from '@wirebrief/testing';
import fc from 'fast-check';

import { missingWord, ROOT } from './support';

const templates = loadTemplates(join(ROOT, 'templates'));
/** Without the narrower margins that a copy for large print has. */
const large: Templates = {
  ...templates,
  theme: parseTheme({ ...templates.theme, scale: 1.6 }),
};
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

const render = async (briefing: Briefing, using = templates) => {
  const { html, pdf } = await renderForms(briefing, using);
  return { html: new TextDecoder().decode(html), pdf };
};

it.each([
  ['the example', example, templates],
  ['an empty story', emptyBriefing(), templates],
  ['the example in large print', example, large],
  ['a story of many long texts in large print', grown(20, 60), large],
])('%s is one page, with every word of its HTML', async (_, briefing, using) => {
  const { html, pdf } = await render({ ...briefing, kind: 'flash' }, using);
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

it.each([
  ['', templates],
  [' in large print', large],
])('says how much stands in the full edition%s', async (_, using) => {
  const text = pdfText((await render(grown(10, 0), using)).pdf).replace(/\s+/g, ' ');
  expect(text).toMatch(
    /In the full edition: \d+ more highlights, \d+ more key figures, \d+ more changes, the exact words of these sources, and everything else\./,
  );
});
