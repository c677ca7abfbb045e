import { join } from 'node:path';

import { sha256 } from '@wirebrief/kernel';
import { loadTemplates, parseTheme, renderEditionHtml, renderPdf } from '@wirebrief/rendering';
import {
  exampleBriefing,
  firstMissingWord,
  htmlWords,
  layoutCheck,
  pdfAttachment,
  pdfFonts,
  pdfInfo,
  pdfStructureText,
  pdfText,
  pdfWordBoxes,
  qpdfCheck,
  readPdfFile,
  readStructure,
  structureText,
  uaCheck,
  type WordBox,
  wordsOf,
} from '@wirebrief/testing';

import { everyElement, missingWord, options, page, renderInChild, ROOT } from './support';

const documents: readonly (readonly [string, () => Promise<string>])[] = [
  ['a document with every element', async () => everyElement()],
  [
    'the example edition',
    async () => renderEditionHtml(exampleBriefing(), loadTemplates(join(ROOT, 'templates'))),
  ],
];

describe.each(documents)('%s as PDF', (_, makeHtml) => {
  let html: string;
  let pdf: Uint8Array;

  beforeAll(async () => {
    html = await makeHtml();
    pdf = await renderPdf(html, options);
  });

  it('is a sound file', () => {
    expect(() => {
      qpdfCheck(pdf);
    }).not.toThrow();
  });

  it('breaks no rule of PDF/UA-1', () => {
    expect(uaCheck(pdf)).toEqual([]);
  });

  it('leaves no heading, caption, table head or line alone, and sets no word over another', () => {
    expect(layoutCheck(pdf)).toEqual([]);
  });

  it('says what it is', () => {
    expect(pdfInfo(pdf)).toMatchObject({
      Title: options.meta.title,
      Author: options.meta.author,
      Tagged: 'yes',
      'PDF version': '1.7',
      'Page size': '595.28 x 841.89 pts (A4)',
    });
  });

  it('embeds every font as a subset with Unicode values', () => {
    const fonts = pdfFonts(pdf);
    expect(fonts.length).toBeGreaterThan(2);
    expect(fonts.filter((font) => !font.isEmbedded || !font.isSubset || !font.hasUnicode)).toEqual(
      [],
    );
  });

  it('holds every word of the HTML in the same order', () => {
    expect(missingWord(html, pdf)).toBeUndefined();
  });

  it('carries its source as an attachment', () => {
    expect(pdfAttachment(pdf).equals(options.attachment?.bytes ?? Buffer.alloc(0))).toBe(true);
  });

  it('is the same to the byte when made again', async () => {
    expect(sha256(await renderPdf(html, options))).toBe(sha256(pdf));
  });

  it('is the same to the byte in a fresh process with another time zone and language', () => {
    const environment = { TZ: 'Asia/Kabul', LANG: 'fa_IR.UTF-8', LC_ALL: 'fa_IR.UTF-8' };
    expect(renderInChild(html, environment)).toBe(sha256(pdf));
  });
});

describe('other readers', () => {
  it('find the words of the HTML in the same order in the structure, Arabic and substitutes apart', async () => {
    const html = everyElement();
    const tree = pdfStructureText(await renderPdf(html, options));
    const shown = [...tree.matchAll(/^ *"(.*)"$/gm)].map(([, text]) =>
      wordsOf(text ?? '').join(''),
    );
    const found = shown.join('');
    let at = 0;
    // Poppler gives right-to-left runs glyph by glyph.
    for (const word of htmlWords(html.replace(/<p dir="rtl"[\s\S]*?<\/p>/, ''))) {
      if (/[\u0590-\u08ff]|\p{Extended_Pictographic}/u.test(word)) continue;
      const place = found.indexOf(word, at);
      expect([word, place >= at]).toEqual([word, true]);
      at = place + word.length;
    }
  });
});

describe('scripts', () => {
  const render = async (body: string): Promise<string> =>
    structureText(readStructure(readPdfFile(await renderPdf(page(body), options))));

  it.each([
    [
      'Pashto',
      '<p dir="rtl" lang="ps">د افغانستان ولسمشر د ښاغلي ګل‌آغا شېرزوی سره وکتل؛ ۀ ې ۍ</p>',
    ],
    [
      'Dari',
      '<p dir="rtl" lang="prs">محمد رضا کاظمی (کابل، ۱۴۰۴/۷/۹) گفت: «چهار نفر» و ۲۵٪ خانه‌ها</p>',
    ],
    ['Arabic with vowels', '<p lang="ar" dir="rtl">أَحْمَد بن يُوسُف الحُسَيْنِيّ (صنعاء) 2026-10-01</p>'],
    [
      'Arabic names inside English',
      '<p>Relatives of <bdi lang="ps">زمري احمدي</bdi> (زمري) said so.</p>',
    ],
    [
      'Latin words in a Pashto quote',
      '<p>He said <span class="quote" lang="ps" dir="rtl">«<bdi>شوی</bdi> and <i>then</i> again»</span> twice.</p>',
    ],
    ['Cyrillic', '<p lang="tg">Ҷамшед Ӯрунов, Қӯрғонтеппа, Їжакевич Ґалина</p>'],
    ['transliteration', '<p>ʿAbd al-Raḥmān aṣ-Ṣāḥib, Ġazāla, Ẓabīḥ</p>'],
    ['signs of other fonts', '<p>7 → 10, ≥ 24, ± 3, ✓ and □</p>'],
    ['what no font has', '<p>An emoji 😀 and a rune ᚠ stay readable.</p>'],
  ])('keeps the logical order of %s', async (_, body) => {
    const found = wordsOf(await render(body));
    expect(firstMissingWord(htmlWords(body), found)).toBeUndefined();
  });

  it('gives words of a right-to-left paragraph whole to readers of the glyphs', async () => {
    const body = '<p dir="rtl" lang="prs">محمد 2026 کابل</p>';
    const text = pdfText(await renderPdf(page(body), options), 1);
    for (const word of ['محمد', '2026', 'کابل']) expect(text).toContain(word);
  });

  it.each(['مستشفى', 'اپریل', 'انفجار', 'يودي', 'ذبیح‌الله'])(
    'gives %s to readers of the glyphs letter by letter, though letters share shapes',
    async (word) => {
      const pdf = await renderPdf(page(`<h1>t</h1><p lang="ps">${word}</p>`), options);
      expect(pdfText(pdf, 1)).toContain(word);
      expect(uaCheck(pdf)).toEqual([]);
    },
  );
});

describe('spaces', () => {
  it.each([
    ['inside a link', '<p><a href="https://example.org/">one &amp; <b>two</b> three</a> four</p>'],
    [
      'beside a link in words of another language',
      '<p><span lang="fr">un <a href="https://example.org/">deux </a>trois</span> four</p>',
    ],
  ])('%s stand where they are written', async (_, body) => {
    const pdf = await renderPdf(page(body), options);
    const found = wordsOf(structureText(readStructure(readPdfFile(pdf))));
    expect(found).toEqual(htmlWords(body));
  });
});

describe('a document that runs from right to left', () => {
  const body = `<nav class="contents"><ol><li><a href="#b">Kabul</a></li></ol></nav>
<svg viewBox="0 0 200 20" width="200" role="img" aria-label="x"><text x="150" y="15">March</text></svg>
<table><tbody><tr><td>Strike</td><td>Other</td></tr></tbody></table><h2 id="b">End</h2>`;

  it('puts its page numbers, pictures and cells where lines end and begin', async () => {
    const boxes = pdfWordBoxes(await renderPdf(page(body, 'lang="fa" dir="rtl"'), options));
    const boxOf = (word: string) => boxes.find((box) => box.word.includes(word));
    const { left, right } = options.theme.page.margins;
    const pageWidth = 595.28;
    expect(boxOf('Kabul')?.right).toBeCloseTo(pageWidth - right, 0);
    expect(boxes.find(({ word }) => /^1$/.test(word))?.left).toBeCloseTo(left, 0);
    // The label ends at 150 of 200 units, which are pixels, and the picture at the margin.
    expect(boxOf('March')?.right).toBeCloseTo(pageWidth - right - 50 * 0.75, 0);
    expect(boxOf('Strike')?.right).toBeCloseTo(pageWidth - right, 0);
  });
});

const A4 = { width: 595.28, height: 841.89 };

/** Left, bottom, right and top of the links of the first page. */
function linkAreas(pdf: Uint8Array): readonly (readonly number[])[] {
  const { pages, list, dictionary } = readPdfFile(pdf);
  return list(pages[0]?.dictionary['/Annots']).map((annotation) =>
    list(dictionary(annotation)['/Rect']).map(Number),
  );
}

describe('a link whose parts stand apart, as its scripts run both ways', () => {
  it('does not cover the words between them', async () => {
    const body =
      '<p dir="rtl">کابل <b>کابل bold four</b> five <a href="https://example.org/">six کابل (seven)</a> eight</p>';
    const pdf = await renderPdf(page(body), options);
    const rectangles = linkAreas(pdf);
    const five = pdfWordBoxes(pdf).find(({ word }) => word === 'five');
    const middle = ((five?.left ?? NaN) + (five?.right ?? NaN)) / 2;
    const covering = rectangles.filter(
      ([left = 0, , right = 0]) => left < middle && middle < right,
    );
    expect([rectangles.length, covering]).toEqual([2, []]);
  });
});

describe('words of another language, and an abbreviation', () => {
  it('tell readers which language, and what it stands for', async () => {
    const body = '<p>The <abbr title="United States">US</abbr> and <i lang="de">Paktia</i></p>';
    const { elements } = readStructure(readPdfFile(await renderPdf(page(body), options)));
    const told = elements.map(({ dictionary: { '/Lang': lang, '/E': expansion } }) => [
      lang,
      expansion,
    ]);
    expect(told).toContainEqual([undefined, 'u:United States']);
    expect(told).toContainEqual(['u:de', undefined]);
  });
});

describe('a name longer than a string of PDF/A can be', () => {
  it('is shortened where it is not shown', async () => {
    const words = 'слово '.repeat(4_000);
    const body = `<h1>Title</h1><p><a href="https://example.org/">${words}</a></p>`;
    const pdf = await renderPdf(page(body), options);
    expect(uaCheck(pdf)).toEqual([]);
    expect(missingWord(body, pdf)).toBeUndefined();
  });
});

describe('the labels of a picture', () => {
  it('are read in the order in which they are written', async () => {
    const body =
      '<h1>عنوان</h1><svg viewBox="0 0 400 20" role="img" aria-label="x"><text x="300" y="15">28 اګست 2021 (none known)</text></svg>';
    const pdf = await renderPdf(page(body, 'lang="ps" dir="rtl"'), options);
    expect(missingWord(body, pdf)).toBeUndefined();
    expect(uaCheck(pdf)).toEqual([]);
  });
});

describe('words of one line', () => {
  const boxesOf = async (
    body: string,
    styles: typeof options.theme.styles = {},
  ): Promise<readonly WordBox[]> => {
    const theme = { ...options.theme, styles: { ...options.theme.styles, ...styles } };
    return pdfWordBoxes(await renderPdf(page(body), { ...options, theme }));
  };

  it('stand where those before them end, raised words above the line and those after them on it', async () => {
    const body = '<p>alpha<sup>beta نَصٌّ T̂ after</sup><b>gamma</b> <i>delta</i></p>';
    const boxes = await boxesOf(`<h1>t</h1>${body}`);
    const places = new Map(boxes.map((box) => [box.word, box]));
    const edges = (side: 'left' | 'right' | 'bottom', words: readonly string[]) =>
      words.map((word) => Math.round((places.get(word)?.[side] ?? 0) * 10) / 10);
    expect(edges('left', ['beta', 'gamma'])).toEqual(edges('right', ['alpha', 'after']));
    const [line = 0, ...onLine] = edges('bottom', ['alpha', 'gamma', 'delta']);
    expect(onLine).toEqual([line, line]);
    const [raised = 0, damma, after] = edges('bottom', ['beta', '\u064c', 'after']);
    expect(after).toBe(raised);
    expect(raised).toBeLessThan(line - 2);
    expect(damma).toBeLessThan(line);
  });

  it('end at the margin, in sizes and spacings finer than what is written', async () => {
    const p = { size: '0.7771em', letterSpacing: 0.1349, align: 'end' } as const;
    const text = `<p>${'abcdefghijklm<b>opqr</b>'.repeat(4)}</p>`;
    const boxes = await boxesOf(`<h1>t</h1>${text}`, { p });
    const last = boxes.find(({ word }) => word.endsWith('opqr'));
    // Readers do not count the space after the last letter.
    const right = (last?.right ?? 0) + 0.13;
    expect(right).toBeCloseTo(A4.width - options.theme.page.margins.right, 1);
  });

  it('begin a new line also where the one before ended', async () => {
    const body = '<h1>t</h1><p>alpha</p><p class="next">beta</p>';
    const find = (boxes: readonly WordBox[], word: string) =>
      boxes.find((box) => box.word === word);
    const end = find(await boxesOf(body), 'alpha')?.right ?? 0;
    const next = { indent: end - options.theme.page.margins.left };
    const boxes = await boxesOf(body, { '.next': next });
    expect(find(boxes, 'beta')?.left).toBeCloseTo(end, 1);
    expect(find(boxes, 'beta')?.top).toBeGreaterThan(find(boxes, 'alpha')?.bottom ?? 0);
  });

  it('have the area of their link where they stand, raised or not', async () => {
    const text = '<h1 id="h">t</h1><p>down<sup><a href="#h">upward</a></sup></p>';
    const pdf = await renderPdf(page(text), options);
    const box = pdfWordBoxes(pdf).find(({ word }) => word === 'upward');
    const [[, bottom = 0, , top = 0] = []] = linkAreas(pdf);
    const middle = A4.height - ((box?.top ?? 0) + (box?.bottom ?? 0)) / 2;
    expect((top + bottom) / 2 - middle).toBeCloseTo(0, -0.3);
  });

  it('are as wide after a picture as before it', async () => {
    const picture =
      '<svg viewBox="0 0 9 9" role="img" aria-label="x"><text y="5">label</text></svg>';
    const boxes = await boxesOf(`<h1>t</h1><p>word</p><h1>t</h1>${picture}<p>word</p>`);
    const [before, after] = boxes.filter(({ word }) => word === 'word');
    expect(after?.right).toBe(before?.right);
  });
});

describe('pages', () => {
  const paragraph = (words: number): string => `<p>${'word '.repeat(words)}</p>`;

  it('repeats the head of a table on each page, once in the structure', async () => {
    const rows = Array.from(
      { length: 90 },
      (_, index) => `<tr><td>row${index}</td><td>b</td></tr>`,
    );
    const head = '<thead><tr><th scope="col">Claimant</th><th scope="col">Figure</th></tr></thead>';
    const pdf = await renderPdf(
      page(`<table>${head}<tbody>${rows.join('')}</tbody></table>`),
      options,
    );
    const pages = Number(pdfInfo(pdf)['Pages']);
    expect(pages).toBeGreaterThan(2);
    expect(pdfText(pdf).split('Claimant').length - 1).toBe(pages);
    expect(structureText(readStructure(readPdfFile(pdf))).split('Claimant').length - 1).toBe(1);
  });

  it('splits a row that is higher than a page and loses no word', async () => {
    const words = Array.from({ length: 4000 }, (_, index) => `w${index}`).join(' ');
    const html = page(
      `<table><tbody><tr><th scope="row">Long</th><td>${words}</td></tr></tbody></table>`,
    );
    const pdf = await renderPdf(html, options);
    expect(wordsOf(pdfText(pdf)).filter((word) => /^w\d+$/.test(word))).toHaveLength(4000);
    expect(uaCheck(pdf)).toEqual([]);
  });

  it('never leaves a heading at the foot of a page', async () => {
    for (let words = 480; words <= 780; words += 20) {
      const body = `${paragraph(words)}<h2>Heading</h2>${paragraph(60)}`;
      const first = pdfText(await renderPdf(page(body), options), 1).trimEnd();
      const lines = first.split('\n').filter((line) => line !== '' && !line.startsWith('Page '));
      expect(lines.at(-1)?.trim()).not.toBe('Heading');
    }
  });

  it('never parts one fact of a list from the others', async () => {
    const facts = [1, 2, 3, 4].map((number) => `<dt>Fact</dt><dd>number ${number}</dd>`);
    const onFirst: number[] = [];
    for (let words = 720; words <= 960; words += 10) {
      const body = `${paragraph(words)}<dl class="facts">${facts.join('')}</dl>`;
      const first = pdfText(await renderPdf(page(body), options), 1);
      onFirst.push(first.match(/Fact/g)?.length ?? 0);
    }
    expect(new Set(onFirst)).toEqual(new Set([4, 2, 0]));
  });

  it('never parts the table of contents of an edition', async () => {
    const templates = loadTemplates(join(ROOT, 'templates'));
    const briefing = exampleBriefing();
    const [change] = briefing.changes.entries;
    if (change === undefined) throw new Error('The sample edition tells changes.');
    const pages = new Set<number>();
    const entries = new Set<number | undefined>();
    for (let count = 16; count <= 34; count += 1) {
      const changes = { ...briefing.changes, entries: Array.from({ length: count }, () => change) };
      const html = renderEditionHtml({ ...briefing, changes }, templates);
      const texts = pdfText(await renderPdf(html, options)).split('\f');
      const at = texts.findIndex((text) => /^Contents$/m.test(text));
      pages.add(at);
      entries.add(texts[at]?.match(/(?: \.){5} \d+$/gm)?.length);
    }
    expect(pages.size).toBe(2);
    expect(entries).toEqual(new Set([8]));
  }, 60_000);

  it('labels pages, and heads all but the first', async () => {
    const pdf = await renderPdf(page(paragraph(2000)), {
      ...options,
      meta: { ...options.meta, runningHead: 'Running head', pageLabel: 'Seite {page} von {pages}' },
    });
    expect(pdfText(pdf, 1)).not.toContain('Running head');
    expect(pdfText(pdf, 2)).toContain('Running head');
    expect(pdfText(pdf, 2)).toMatch(/Seite 2 von \d/);
  });

  it('keeps head and foot on the page, however narrow its margins are', async () => {
    const margins = { top: 20, right: 10, bottom: 20, left: 10 };
    const theme = parseTheme({ ...options.theme, scale: 2, page: { size: 'A4', margins } });
    const pdf = await renderPdf(page(paragraph(2000)), { ...options, theme });
    const words = pdfWordBoxes(pdf).filter(({ page: number }) => number === 2);
    expect(words.every(({ top, bottom }) => top > 0 && bottom < 841.89)).toBe(true);
    expect(words.some(({ word, top }) => word === 'Strike' && top < 20)).toBe(true);
    const none = { ...theme, page: { ...theme.page, margins: { ...margins, top: 0, bottom: 0 } } };
    const text = pdfText(await renderPdf(page(paragraph(2000)), { ...options, theme: none }));
    expect(text).not.toContain('Page');
  });

  it.each([
    ['en', 'ltr', 'د خوست (Khost) kill: Edition 12', ['د', '(Khost)', 'kill:', 'Edition', '12']],
    ['fa', 'rtl', 'Khost د kill 12', ['kill', '12', 'د', 'Khost']],
  ])('runs the head of a document in %s from its own side', async (lang, dir, head, order) => {
    const meta = { ...options.meta, runningHead: head };
    const html = page(paragraph(2000), `lang="${lang}" dir="${dir}"`);
    const boxes = pdfWordBoxes(await renderPdf(html, { ...options, meta }));
    const found = boxes.filter(({ page: number, top }) => number === 2 && top < 60);
    const words = found.toSorted((one, other) => one.left - other.left).map(({ word }) => word);
    expect(words.filter((word) => order.includes(word))).toEqual(order);
  });

  it('does not draw the edition into a right-to-left name that is cut', async () => {
    const runningHead = `\u2068${'د خوست او کونړ '.repeat(20)}\u2069: Edition 12`;
    const meta = { ...options.meta, runningHead };
    const boxes = pdfWordBoxes(await renderPdf(page(paragraph(2000)), { ...options, meta }));
    const head = boxes.filter(({ page: number, top }) => number === 2 && top < 60);
    const edition = head.find(({ word }) => word === 'Edition');
    const names = head.filter(({ word }) => word === 'د');
    expect(names.length).toBeGreaterThan(3);
    expect(edition?.left).toBeGreaterThan(Math.max(...names.map(({ right }) => right)));
  });

  it('shortens a running head that is wider than the page, and keeps the edition', async () => {
    const runningHead = `${'Strike on a street in the north of the city '.repeat(5)}: Edition 12`;
    const meta = { ...options.meta, runningHead };
    const pdf = await renderPdf(page(paragraph(2000)), { ...options, meta });
    expect(pdfText(pdf, 2)).toMatch(/^Strike on a street .*…: Edition 12$/m);
    const { right } = options.theme.page.margins;
    const ends = pdfWordBoxes(pdf).map((box) => box.right);
    expect(Math.max(...ends)).toBeLessThan(595.28 - right + 1);
  });
});
