import { join } from 'node:path';

import { type Briefing, type Citation, type Source } from '@wirebrief/briefing';
import { loadTemplates, parseTheme, renderForms } from '@wirebrief/rendering';
import { exampleBriefing, layoutCheck, pdfWordBoxes, qpdfCheck, uaCheck } from '@wirebrief/testing';

import { missingWord, ROOT } from './support';

const templates = loadTemplates(join(ROOT, 'templates'));

const WORDS = [
  ...['strike', 'Kabul', 'said', 'the', 'ISIS-K', '“quoted”', '10–12', 'A&B', '<b>', '1,234', '→'],
  ...['أحمد', '(کابل)', '«نقل»', '۱۴۰۴/۷/۹', 'ښايسته', 'שלום', 'Їжакевич', 'ʿAbd', 'e\u0301\u0323'],
  ...['漢字', 'क्षत्रिय', '😀', 'soft\u00adhyphen', 'a\u200bb', '\u202eevil', 'x'.repeat(160)],
  ...['Donaudampfschifffahrtsgesellschaftskapitän', 'https://example.org/a/very/long?path=with'],
];

/** A whole number from 0 to `most`; the same ones again for the same seed. */
type Draw = (most: number) => number;

function drawFrom(seed: number): Draw {
  let state = seed;
  return (most) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * (most + 1));
  };
}

function textOf(draw: Draw, most: number): string {
  const length = 1 + draw(most - 1);
  return Array.from({ length }, () => WORDS[draw(WORDS.length - 1)]).join(' ');
}

function sourcesOf(draw: Draw, count: number): readonly Source[] {
  const examples = exampleBriefing().sources;
  return Array.from({ length: count }, (_, index): Source => {
    const number = index + 1;
    const quotes = Array.from({ length: draw(3) }, (__, at) => {
      const label = `${number}${'abc'.charAt(at)}`;
      const place = { start: 0, end: 9, ruling: '', earlier: null };
      return { label, anchor: `quote-${label}`, text: textOf(draw, 30), ...place };
    });
    const example = examples[index % examples.length] as Source;
    const texts = { outlet: textOf(draw, 4), headline: textOf(draw, 15) };
    return { ...example, ...texts, number, anchor: `source-${number}`, quotes };
  });
}

const TEXTS = new Set(
  'text quote claimant speaker actor body label caveat why subject reason rule outlets'.split(' '),
);
const AS_LONG = new Set(['facts', 'steps', 'moments', 'lines', 'analysers', 'articles']);

/** The same kind of value with other words, more or fewer entries and other citations. */
function varied(value: unknown, key: string, tools: Tools): unknown {
  const { draw, citations } = tools;
  if (typeof value === 'string') return TEXTS.has(key) ? textOf(draw, 12) : value;
  if (typeof value !== 'object' || value === null) return value;
  if (!Array.isArray(value)) {
    const entries = Object.entries(value);
    return Object.fromEntries(entries.map(([name, part]) => [name, varied(part, name, tools)]));
  }
  const length = AS_LONG.has(key) ? value.length : key === 'rows' ? 1 + draw(5) : draw(6);
  const picked = Array.from({ length }, (_, index) => value[index % value.length] as unknown);
  if (key !== 'citations')
    return picked.filter((part) => part !== undefined).map((part) => varied(part, key, tools));
  const first = draw(Math.max(0, citations.length - 1));
  return citations.slice(first, first + length);
}

interface Tools {
  readonly draw: Draw;
  readonly citations: readonly Citation[];
}

function briefingOf(draw: Draw, count: number): Briefing {
  const sources = sourcesOf(draw, count);
  const citations = sources.flatMap(({ number, anchor, quotes }): readonly Citation[] =>
    quotes.length > 0
      ? quotes.map(({ label, anchor: place }) => ({ label, anchor: place }))
      : [{ label: String(number), anchor }],
  );
  const { edition, method, ...rest } = exampleBriefing();
  const parts = varied({ ...rest, sources: [] }, '', { draw, citations }) as Briefing;
  const language = ['en', 'en', 'fa', 'ps'][draw(3)] ?? 'en';
  return { ...parts, schema: 1, kind: 'edition', language, edition, method, sources };
}

const LOOKS = [
  { scale: 1, size: 'A4' },
  { scale: 1, size: 'Letter' },
  { scale: 1.6, size: 'A4' },
  { scale: 1.6, size: 'Letter' },
] as const;

async function faultsOf(
  briefing: Briefing,
  look: (typeof LOOKS)[number],
): Promise<readonly unknown[]> {
  const { page } = templates.theme;
  const theme = parseTheme({
    ...templates.theme,
    scale: look.scale,
    page: { ...page, size: look.size },
  });
  const { html, pdf } = await renderForms(briefing, { ...templates, theme });
  qpdfCheck(pdf);
  const [width, { left, right }] = [look.size === 'A4' ? 595.28 : 612, page.margins];
  const outside = pdfWordBoxes(pdf).filter(
    (box) => box.left < left - 3 || box.right > width - right + 3,
  );
  const missing = missingWord(Buffer.from(html).toString('utf8'), pdf);
  return [
    ...uaCheck(pdf),
    ...layoutCheck(pdf),
    ...outside,
    ...(missing === undefined ? [] : [missing]),
  ];
}

describe('editions of generated briefings keep every word inside the margins and break no rule', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])(
    'whatever they say: %i',
    async (seed) => {
      const draw = drawFrom(seed);
      const look = LOOKS[seed % LOOKS.length] ?? LOOKS[0];
      expect(await faultsOf(briefingOf(draw, draw(30)), look)).toEqual([]);
    },
    60_000,
  );

  it('also with 500 sources', async () => {
    expect(await faultsOf(briefingOf(drawFrom(500), 500), LOOKS[0])).toEqual([]);
  }, 120_000);
});
