import { Parser } from 'htmlparser2';
import { inputError } from '../input-errors';

export interface Element {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly (Element | string)[];
}

interface OpenElement extends Element {
  readonly children: (Element | string)[];
}

// The parser searches its stack for each closing tag, so a page of nothing but opening tags would take minutes.
const MOST_NESTED = 1_000;
const MOST_ELEMENTS = 300_000;
/** What lies deeper is hung in here, so that walks may recurse. */
const DEEPEST = 256;

/**
 * The page as a tree with entities decoded, once. Comments are gone; scripts stay, with their source as text. Throws
 * `WB_INPUT_HTML` for pages that nest without end.
 */
export function parsePage(html: string, name: string): Element {
  const root: OpenElement = { tag: '', attributes: {}, children: [] };
  const open: OpenElement[] = [root];
  let depth = 0;
  let count = 0;
  const parser = new Parser({
    onopentag(tag, attributes) {
      depth += 1;
      count += 1;
      if (depth > MOST_NESTED || count > MOST_ELEMENTS) throw notAnArticle(name);
      const parent = open.at(-1) ?? root;
      if (depth >= DEEPEST) return;
      const element: OpenElement = { tag, attributes, children: [] };
      parent.children.push(element);
      open.push(element);
    },
    ontext(text) {
      (open.at(-1) ?? root).children.push(text);
    },
    onclosetag() {
      if (depth < DEEPEST) open.pop();
      depth -= 1;
    },
  });
  parser.end(html);
  return root;
}

function notAnArticle(name: string) {
  return inputError('WB_INPUT_HTML', 'invalid', [
    `${name} has more than ${MOST_ELEMENTS} elements or more than ${MOST_NESTED} inside each other: no article page has.`,
    'Save the text of the article as plain text and give that.',
  ]);
}

/** Each element below, in document order. */
export function elementsIn(parent: Element): readonly Element[] {
  const found: Element[] = [];
  const collect = ({ children }: Element) => {
    for (const child of children) {
      if (typeof child === 'string') continue;
      found.push(child);
      collect(child);
    }
  };
  collect(parent);
  return found;
}

/** All text below with white space collapsed; the sources of scripts and styles are no text. */
export function textIn(element: Element): string {
  return rawText(element).replace(/\s+/g, ' ').trim();
}

function rawText(element: Element): string {
  if (element.tag === 'script' || element.tag === 'style') return '';
  return element.children
    .map((child) => (typeof child === 'string' ? child : rawText(child)))
    .join('');
}

/** Text of a value that may itself be HTML, as JSON-LD values often are. */
export function textOfMarkup(value: string): string {
  if (!/[<&]/.test(value)) return value;
  return textIn(parsePage(value, 'a value in the page'));
}
