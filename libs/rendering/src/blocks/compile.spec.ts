import { isWirebriefError } from '@wirebrief/kernel';

import { type Block, type TableBlock } from './ast';
import { compileHtml } from './compile';

function blocks(body: string): readonly Block[] {
  return compileHtml(`<html lang="en"><body>${body}</body></html>`).children;
}

function refusal(html: string): string {
  try {
    compileHtml(html);
  } catch (error) {
    if (isWirebriefError(error)) return `${error.code} ${error.message}`;
  }
  return 'accepted';
}

describe('the vocabulary', () => {
  it.each([
    [
      'an unknown element',
      '<p>one</p>\n<iframe src="x"></iframe>',
      'Line 2: unknown element <iframe>.',
    ],
    ['a script', '<script>alert(1)</script>', 'Line 1: unknown element <script>.'],
    ['an event handler', '<p onclick="x()">one</p>', 'Line 1: unknown attribute onclick on <p>.'],
    [
      'a script link',
      '\n\n<a href="javascript:alert(1)">x</a>',
      'Line 3: href="javascript:alert(1)" on <a>',
    ],
    ['a data link', '<a href="data:text/html,x">x</a>', 'is not http, https, mailto or #id.'],
    ['a relative link', '<a href="/stories">x</a>', 'is not http, https, mailto or #id.'],
    [
      'a language that is none',
      '<p lang="not a tag">x</p>',
      'lang="not a tag" on <p> is not a language tag.',
    ],
    ['a direction that is none', '<p dir="up">x</p>', 'dir="up" on <p>'],
    [
      'an unknown hint',
      '<p data-break="after">x</p>',
      'data-break="after" on <p> is not a known hint.',
    ],
    ['a cell outside a row', '<table><td>x</td></table>', '<td> must stand inside <tr>.'],
    ['text between rows', '<table>x<tr><td>y</td></tr></table>', 'text directly inside <table>.'],
    ['a paragraph in a list', '<ul><p>x</p></ul>', '<p> directly inside <ul>.'],
    ['a block inside text', '<h2><div>x</div></h2>', '<div> inside text.'],
    [
      'too few widths',
      '<table data-widths="1,2"><tr><td>x</td></tr></table>',
      'data-widths names 2 of 1 columns.',
    ],
    [
      'a picture without view box',
      '<svg><rect width="1"/></svg>',
      '<svg> needs viewBox="x y width height".',
    ],
    [
      'a colour by name',
      '<svg viewBox="0 0 1 1"><rect fill="red"/></svg>',
      'fill="red" is none of',
    ],
  ])('refuses %s', (_, html, message) => {
    expect(refusal(html)).toContain('WB_TEMPLATE_VOCABULARY');
    expect(refusal(html)).toContain(message);
  });

  it.each([
    '<a href="https://example.org/">x</a>',
    '<a href="mailto:a@example.org">x</a>',
    '<p data-label="x" id="y" hidden>z</p>',
  ])('takes %s', (html) => {
    expect(refusal(html)).toBe('accepted');
  });

  it('reads nothing of the head', () => {
    const html =
      '<html><head><title>t</title><style>p > a { color: red }</style></head><body><p>x</p></body></html>';
    expect(compileHtml(html).children).toHaveLength(1);
  });

  it('drops controls and bidi overrides from text', () => {
    const [block] = blocks('<p>a\u0007b\u202ec\ufeffd</p>');
    expect(block).toMatchObject({ content: [{ kind: 'text', text: 'abcd' }] });
  });
});

describe('blocks', () => {
  it('takes the language of the document from html', () => {
    expect(compileHtml('<html lang="fa" dir="rtl"><body></body></html>')).toMatchObject({
      lang: 'fa',
      dir: 'rtl',
    });
  });

  it('leaves out what is hidden or only for the HTML', () => {
    expect(blocks('<p hidden>a</p><p data-pdf="skip">b</p><p data-pdf="only">c</p>')).toHaveLength(
      1,
    );
  });

  it('makes text between blocks a block of its own', () => {
    expect(blocks('one <b>two</b><p>three</p> four').map((block) => block.tag)).toEqual([
      'text',
      'p',
      'text',
    ]);
  });

  it('counts list items from start and value', () => {
    const [list] = blocks('<ol start="3"><li>a</li><li value="9">b</li><li>c</li></ol>');
    expect(list).toMatchObject({ items: [{ number: 3 }, { number: 9 }, { number: 10 }] });
  });

  it('groups terms with their details', () => {
    const [list] = blocks(
      '<dl><dt>a</dt><dt>b</dt><dd>1</dd><dd>2</dd><div><dt>c</dt><dd>3</dd></div></dl>',
    );
    const groups = list?.kind === 'descriptions' ? list.groups : [];
    expect(groups.map(({ terms, details }) => [terms.length, details.length])).toEqual([
      [2, 2],
      [1, 1],
    ]);
  });

  it('places cells beside those that span rows and columns', () => {
    const [table] = blocks(
      '<table><tr><th rowspan="2">a</th><td colspan="2">b</td></tr><tr><td>c</td><td>d</td></tr></table>',
    ) as readonly [TableBlock];
    expect(table.columnCount).toBe(3);
    expect(table.body.map((row) => row.cells.map((cell) => cell.column))).toEqual([
      [0, 1],
      [1, 2],
    ]);
  });

  it('completes rows beside and below cells that span rows', () => {
    const [table] = blocks(
      '<table><tr><th rowspan="2">a</th></tr><tr><td>b</td><td rowspan="2">c</td></tr><tr><td>d</td></tr></table>',
    ) as readonly [TableBlock];
    expect(table.body.map((row) => row.cells.map((cell) => cell.column))).toEqual([
      [0, 1, 2],
      [1, 2],
      [0, 1],
    ]);
  });

  it('takes the head of a table without other rows for its body', () => {
    const [table] = blocks('<table><thead><tr><th>a</th></tr></thead><tbody></tbody></table>') as [
      TableBlock,
    ];
    expect([table.head.length, table.body.length]).toEqual([0, 1]);
  });

  it('reads transforms, inherited paint and text of a picture', () => {
    const [block] = blocks(
      '<svg viewBox="0 0 10 10" aria-label="x"><g transform="translate(2 3) scale(2)" fill="#123"><rect width="1" height="1"/><text x="1" y="2"> a  b </text></g></svg>',
    );
    const shapes = block?.kind === 'drawing' ? block.drawing.shapes : [];
    expect(shapes[0]).toMatchObject({
      kind: 'path',
      paint: { fill: '#112233', matrix: [2, 0, 0, 2, 2, 3] },
    });
    expect(shapes[1]).toMatchObject({ kind: 'text', text: 'a b', x: 1, y: 2 });
  });
});

it('names the line in this document of what an earlier one had at another', () => {
  const page = (html: string): string => `<html lang="en"><body>\n${html}</body></html>`;
  const faulty = '<ul>text</ul>';
  expect(() => compileHtml(page(faulty))).toThrow('Line 2: text directly inside <ul>');
  expect(() => compileHtml(page(`<p>a</p>\n${faulty}`))).toThrow('Line 3: text directly inside');
});
