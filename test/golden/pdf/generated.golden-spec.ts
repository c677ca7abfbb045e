import { renderPdf } from '@wirebrief/rendering';
import type * as Rendering from '@wirebrief/rendering';
import { layoutCheck, pdfWordBoxes, qpdfCheck, uaCheck, type WordBox } from '@wirebrief/testing';
import fc from 'fast-check';

import { missingWord, options, page } from './support';

// One compiles the sources again, beside whatever else the machine does.
jest.setTimeout(60_000);

const WORDS = [
  'strike',
  'Kabul',
  'said',
  'the',
  'ISIS-K',
  '“quoted”',
  '10–12',
  'A&amp;B',
  'أحمد',
  '(کابل)',
  'Їжакевич',
  'ʿAbd',
  'https://example.org/a/very/long/path?with=query&amp;and=more',
  'Donaudampfschifffahrtsgesellschaftskapitän',
  '→',
  '😀',
  '3.5',
  'x'.repeat(160),
];

const text = fc
  .array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 60 })
  .map((words) => words.join(' '));
const short = fc
  .array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 6 })
  .map((words) => words.join(' '));

const inline = fc.oneof(
  short,
  short.map((inner) => `<strong>${inner}</strong>`),
  short.map((inner) => `<a href="https://example.org/ü">${inner}</a>`),
  short.map((inner) => `<a href="#target">${inner}</a>`),
  short.map((inner) => `<bdi lang="ps">${inner}</bdi>`),
  short.map((inner) => `<span dir="rtl">${inner}</span>`),
  short.map((inner) => `<sup>${inner}</sup><br>`),
);
const paragraph = fc
  .tuple(
    fc.constantFrom('', ' dir="rtl"', ' class="muted"'),
    fc.array(fc.oneof(text, inline), { minLength: 1, maxLength: 5 }),
  )
  .map(([attributes, parts]) => `<p${attributes}>${parts.join(' ')}</p>`);

const list: fc.Arbitrary<string> = fc.letrec<{ list: string; item: string }>((tie) => ({
  item: fc.oneof(
    { depthSize: 'small' },
    short,
    paragraph,
    fc.tuple(short, tie('list')).map((parts) => parts.join('')),
  ),
  list: fc
    .tuple(fc.constantFrom('ul', 'ol'), fc.array(tie('item'), { minLength: 1, maxLength: 5 }))
    .map(
      ([name, items]) => `<${name}>${items.map((item) => `<li>${item}</li>`).join('')}</${name}>`,
    ),
})).list;

const cell = fc.oneof(
  { weight: 8, arbitrary: short },
  {
    weight: 1,
    arbitrary: fc.array(text, { minLength: 5, maxLength: 30 }).map((parts) => parts.join(' ')),
  },
  { weight: 1, arbitrary: list },
);
const table = fc
  .tuple(
    fc.integer({ min: 1, max: 5 }),
    fc.integer({ min: 1, max: 25 }),
    fc.boolean(),
    fc.array(cell, { minLength: 130, maxLength: 130 }),
  )
  .map(([columns, rows, hasSpan, cells]) => {
    const cellAt = (row: number, column: number): string => cells[row * columns + column] ?? 'none';
    const body = Array.from({ length: rows }, (_, row) => {
      const isSpanned = hasSpan && row % 3 === 1;
      const spans = hasSpan && row % 3 === 0 && row + 1 < rows;
      const first = isSpanned
        ? ''
        : `<th scope="row"${spans ? ' rowspan="2"' : ''}>${cellAt(row, 0)}</th>`;
      const rest = Array.from(
        { length: columns - 1 },
        (__, column) => `<td>${cellAt(row, column + 1)}</td>`,
      );
      return `<tr>${first}${rest.join('')}</tr>`;
    });
    const head = Array.from(
      { length: columns },
      (_, column) => `<th scope="col">Head ${column}</th>`,
    );
    return `<table><caption>Caption</caption><thead><tr>${head.join('')}</tr></thead><tbody>${body.join('')}</tbody></table>`;
  });

const cards = fc
  .tuple(fc.integer({ min: 1, max: 4 }), fc.array(short, { minLength: 1, maxLength: 6 }))
  .map(
    ([count, items]) =>
      `<div data-columns="${count}">${items.map((item) => `<div><p>${item}</p></div>`).join('')}</div>`,
  );
const facts = fc
  .array(fc.tuple(short, text), { minLength: 1, maxLength: 6 })
  .map(
    (pairs) =>
      `<dl>${pairs.map(([term, detail]) => `<dt>${term}</dt><dd>${detail}</dd>`).join('')}</dl>`,
  );
const heading = fc
  .tuple(fc.integer({ min: 1, max: 4 }), short)
  .map(([level, inner]) => `<h${level}>${inner}</h${level}>`);
const block = fc.oneof(
  paragraph,
  list,
  table,
  cards,
  facts,
  heading,
  paragraph.map((inner) => `<aside data-break="avoid">${inner}</aside>`),
  paragraph.map((inner) => `<blockquote>${inner}</blockquote>`),
);
const body = fc
  .array(block, { minLength: 1, maxLength: 14 })
  .map((blocks) => `<h1 id="target">Title</h1>${blocks.join('')}`);

const { margins } = options.theme.page;
const PAGE = { width: 595.28, height: 841.89 };

/** Side bearings may reach a little over the edge; head and foot stand in the upper and lower margin. */
function isOutsideMargins({ left, right, top, bottom }: WordBox): boolean {
  const isBeside = left < margins.left - 3 || right > PAGE.width - margins.right + 3;
  return isBeside || top < margins.top * 0.3 || bottom > PAGE.height - margins.bottom * 0.2;
}

describe('generated documents', () => {
  it('keep every word in order and inside the margins, and break no rule, whatever they hold', async () => {
    await fc.assert(
      fc.asyncProperty(body, async (inner) => {
        const html = page(inner);
        const pdf = await renderPdf(html, options);
        expect(missingWord(html, pdf)).toBeUndefined();
        expect(uaCheck(pdf)).toEqual([]);
        expect(pdfWordBoxes(pdf).filter(isOutsideMargins)).toEqual([]);
        expect(layoutCheck(pdf)).toEqual([]);
      }),
      { numRuns: 16, seed: 20210829, endOnFailure: true },
    );
  }, 180_000);

  it('are set to the same bytes, whatever with the same parts was set before', async () => {
    const parts = fc.array(fc.oneof(paragraph, list, facts, table), { minLength: 8, maxLength: 8 });
    const seen = fc.sample(parts, { numRuns: 5, seed: 20210829 }).map((blocks) => blocks.join(''));
    const [narrow = '', foreign = '', hidden = '', turned = '', unlike = ''] = seen;
    const cell = (content: string): string => `<table><tr><td>${content}</td></tr></table>`;
    const written = (around: Readonly<Record<string, string>>): string =>
      page(
        `<div${around['narrow'] ?? ''}><div>${narrow}</div><div><p>x</p></div></div>
        <section${around['foreign'] ?? ''}>${foreign}</section>
        <aside${around['hidden'] ?? ''}>${hidden}${cell('<p>Hidden</p>')}</aside>
        <nav${around['turned'] ?? ''}>${turned}</nav>
        <article${around['unlike'] ?? ''}>${unlike}</article>
        <h2>One</h2>${around['deeper'] ?? ''}${cell('<h4>Deep</h4>')}
        <h2>Two</h2>${cell('<h4>As deep as before</h4>')}<h4>After</h4>
        <nav${around['contents'] ?? ''}>${cell('<ul><li><a href="#a">x</a></li></ul>')}</nav>
        <p id="a">End</p>`,
      );
    const moved = written({
      narrow: ' data-columns="2"',
      foreign: ' lang="fa"',
      hidden: ' aria-hidden="true"',
      turned: ' dir="rtl"',
      unlike: ' class="unknown"',
      deeper: '<h3>Three</h3>',
      contents: ' role="doc-toc"',
    });
    const plain = written({});
    const plainFirst = await renderPdf(plain, options);
    const movedLater = await renderPdf(moved, options);
    await jest.isolateModulesAsync(async () => {
      const fresh = jest.requireActual<typeof Rendering>('@wirebrief/rendering');
      const movedFirst = await fresh.renderPdf(moved, options);
      const plainLater = await fresh.renderPdf(plain, options);
      expect(Buffer.compare(movedLater, movedFirst)).toBe(0);
      expect(Buffer.compare(plainLater, plainFirst)).toBe(0);
    });
  });

  it('of 200 sources stay whole', async () => {
    const sources = Array.from(
      { length: 200 },
      (_, index) =>
        `<li id="s${index}"><cite>Headline ${index}</cite>, Outlet ${index % 17}. <a href="https://example.org/${index}">https://example.org/${index}</a> <a href="#c${index}">back</a><blockquote>Quote number ${index} in its exact words, long enough to fill more than one line of the page and then some.</blockquote></li>`,
    );
    const citations = sources.map(
      (_, index) => `<a id="c${index}" href="#s${index}">[${index}]</a>`,
    );
    const html = page(
      `<h1>Title</h1><p>${citations.join(' ')}</p><h2>Sources</h2><ol>${sources.join('')}</ol>`,
    );
    const pdf = await renderPdf(html, options);
    qpdfCheck(pdf);
    expect(missingWord(html, pdf)).toBeUndefined();
    expect(uaCheck(pdf)).toEqual([]);
    expect(layoutCheck(pdf)).toEqual([]);
  });
});
