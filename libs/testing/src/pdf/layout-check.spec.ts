import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { parseTheme, renderPdf, type Theme } from '@wirebrief/rendering';
import PDFDocument from 'pdfkit';

import { layoutCheck } from './layout-check';

const theme = parseTheme(
  JSON.parse(readFileSync(join(__dirname, '../../../../templates/briefing/theme.json'), 'utf8')),
);

async function placesIn(body: string, styles: Theme['styles'] = {}): Promise<readonly string[]> {
  const pdf = await renderPdf(`<html lang="en"><body><h1>Title</h1>${body}</body></html>`, {
    theme: { ...theme, styles: { ...theme.styles, ...styles } },
    meta: { title: 'Title', language: 'en', createdAt: '2021-09-17T18:00:00Z' },
  });
  return layoutCheck(pdf);
}

const LINES = 60;

/** The text after more and more lines, so that a page ends once after each part of it. */
async function placesAnywhere(
  text: string,
  styles?: Theme['styles'],
): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  for (let lines = 30; lines < LINES; lines += 1)
    for (const place of await placesIn(`${'<p>Line.</p>'.repeat(lines)}${text}`, styles))
      found.add(place);
  return found;
}

const TABLE =
  '<table><caption>Caption</caption><thead><tr><th scope="col">A</th></tr></thead><tbody><tr><td>b</td></tr></tbody></table>';

describe(layoutCheck.name, () => {
  it('finds nothing in a document that is kept together', async () => {
    const text = `<h2>Part</h2><p>${'word '.repeat(60)}</p>${TABLE}`;
    expect([...(await placesAnywhere(text))]).toEqual([]);
  });

  it('finds a heading at the foot of a page', async () => {
    const styles = { h2: { ...theme.styles['h2'], keepNext: false } };
    const found = await placesAnywhere('<h2>Part</h2><p>Text.</p>', styles);
    expect([...found]).toEqual(['page 1 ends with a H2']);
  });

  it.each(['Caption', 'THead'])('finds a %s at the foot of a page', async (type) => {
    const pdf = await taggedPages(({ struct, addStructure, markStructureContent }, show) => {
      const [table, head, row] = [struct('Table'), struct(type), struct('TR')];
      addStructure(table);
      table.add(head);
      show(() => {
        head.add(markStructureContent(type));
      }, ['Head']);
      head.end();
      table.add(row);
      show(() => {
        row.add(markStructureContent('TR'));
      }, ['Row']);
    });
    expect(layoutCheck(pdf)).toEqual([`page 1 ends with a ${type}`]);
  });

  it('finds words that are set over each other', async () => {
    const [first] = await placesIn('<p>First<br>Second</p>', { p: { leading: 0.2 } });
    expect(first).toBe('page 1: First and Second are set over each other');
  });

  it('finds a line of a paragraph that stands alone', async () => {
    expect(layoutCheck(await paragraphOverPages(['One line.'], ['Two', 'lines.']))).toEqual([
      'one line of a paragraph stands alone on page 1',
    ]);
    expect(layoutCheck(await paragraphOverPages(['Two', 'lines.'], ['One line.']))).toEqual([
      'one line of a paragraph stands alone on page 2',
    ]);
    expect(layoutCheck(await paragraphOverPages(['Two', 'lines.'], ['and', 'two.']))).toEqual([]);
  });
});

interface Tagged {
  readonly struct: (type: string) => Element;
  readonly addStructure: (element: Element) => void;
  readonly markStructureContent: (type: string) => object;
}

interface Element {
  readonly add: (content: object) => void;
  readonly end: () => void;
}

type Show = (mark: () => void, lines: readonly string[]) => void;

/** As PDFKit itself tags it, each call of `show` on a page of its own. */
async function taggedPages(build: (tagged: Tagged, show: Show) => void): Promise<Uint8Array> {
  const document = new PDFDocument({ tagged: true, autoFirstPage: false });
  const tagged = document as unknown as Tagged;
  const chunks: Buffer[] = [];
  document.on('data', (chunk) => chunks.push(chunk));
  const ended = new Promise((resolve) => document.on('end', resolve));
  build(
    {
      struct: (type) => tagged.struct(type),
      addStructure: (element) => {
        tagged.addStructure(element);
      },
      markStructureContent: (type) => tagged.markStructureContent(type),
    },
    (mark, lines) => {
      document.addPage();
      mark();
      for (const line of lines) document.text(line);
    },
  );
  document.end();
  await ended;
  return Buffer.concat(chunks);
}

/** One paragraph that begins on one page and ends on the next. */
async function paragraphOverPages(...pages: readonly (readonly string[])[]): Promise<Uint8Array> {
  return taggedPages(({ struct, addStructure, markStructureContent }, show) => {
    const paragraph = struct('P');
    addStructure(paragraph);
    for (const lines of pages)
      show(() => {
        paragraph.add(markStructureContent('P'));
      }, lines);
  });
}
