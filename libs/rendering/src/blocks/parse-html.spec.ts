import fc from 'fast-check';

import { type HtmlElement, isElement } from './html-tree';
import { parseHtml, parseWhole } from './parse-html';

const page = (body: string): string => `<html lang="en"><body>\n${body}\n</body></html>`;
const elements = ({ children }: HtmlElement): readonly HtmlElement[] => children.filter(isElement);

/** The tree without its lines: a part that was seen before has those of where it stood then. */
function shapeOf(element: HtmlElement): unknown {
  const { name, attributes, children } = element;
  return [name, attributes, children.map((child) => (isElement(child) ? shapeOf(child) : child))];
}

function outcome(parse: (html: string) => HtmlElement, html: string): unknown {
  try {
    return shapeOf(parse(html));
  } catch (error) {
    return String(error);
  }
}

it('takes an element that is written as before for the same, and only that', () => {
  const before = elements(parseHtml(page('<p>kept</p><ul><li>one</li><li>two</li></ul>')));
  const after = elements(parseHtml(page('<h1>new</h1><p>kept</p><ul><li>one</li><li>2</li></ul>')));
  expect(after[1]).toBe(before[0]);
  expect(after[2]).not.toBe(before[1]);
  const [items, known] = [after[2], before[1]].map((list) => (list ? elements(list) : []));
  expect(items?.[0]).toBe(known?.[0]);
  expect(items?.[1]).not.toBe(known?.[1]);
});

it('knows the parts of an element that the documents between had as a whole', () => {
  // So long that of two documents before, only one is remembered.
  const long = `<p>${'x'.repeat(130_000)}</p>`;
  const partOf = (html: string): HtmlElement | undefined =>
    elements(parseHtml(page(html))).flatMap(elements)[0];
  const first = partOf(`<section><p>part</p>${long}</section>`);
  for (const title of ['one', 'two'])
    parseHtml(page(`<section><p>part</p>${long}</section><h1>${title}</h1>`));
  expect(partOf(`<section><p>part</p>${long}<p>new</p></section>`)).toBe(first);
});

it('names the line of a fault after a part that was seen before', () => {
  const seen = '<p>three\nlines\nlong</p>';
  parseHtml(page(seen));
  expect(() => parseHtml(page(`${seen}\n<blink>no</blink>`))).toThrow('Line 5: unknown element');
});

it('refuses a part that was seen before where it may not stand', () => {
  parseHtml(page('<ul><li>an item</li></ul>'));
  expect(() => parseHtml(page('<div><li>an item</li></div>'))).toThrow('<li> must stand inside');
});

const PIECES = [
  'text',
  ' ',
  'AT&amp',
  'a &lt;b&gt; c',
  '<p>',
  '</p>',
  '<p>one</p>',
  '<div>',
  '</div>',
  '<div class="a"><p>one</p> two</div>',
  '<ul>',
  '</ul>',
  '<li>',
  '</li>',
  '<ul><li>one</li><li><p>one</p></li></ul>',
  '<ul><li>one<li>two</ul>',
  '<LI>loud</li>',
  '<h2>head <strong>ing</strong></h2>',
  '<span title="<p>one</p>">x</span>',
  "<span title='</div>'>x</span>",
  '<!-- <p>one</p> -->',
  '<br>',
  '<table><tr><td><p>one</p></td><th>two</th></tr></table>',
  '<svg viewBox="0 0 1 1"><rect x="0" y="0" width="1" height="1"/></svg>',
];

it('gives the tree of the whole text whatever was parsed before and however it is written', () => {
  const body = fc
    .array(fc.constantFrom(...PIECES), { maxLength: 12 })
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(body, (text) => {
      const html = page(text);
      const whole = outcome((given) => parseWhole(given), html);
      expect(outcome(parseHtml, html)).toEqual(whole);
      expect(outcome(parseHtml, html)).toEqual(whole);
    }),
    { numRuns: 300 },
  );
});
