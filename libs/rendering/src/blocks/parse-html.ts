import { Parser } from 'htmlparser2';

import { keepShapes } from '../kept-shapes';
import { type Extent, extentsOf } from './extents';
import { type HtmlElement, type HtmlNode, isElement } from './html-tree';
import { createRecentElements } from './recent-elements';
import { checkAttribute, checkElement, placeFault, refuse } from './validate';
import { ELEMENTS } from './vocabulary';

interface OpenElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: HtmlNode[];
  readonly line: number;
}

// Controls, non-characters and explicit bidi embeddings or overrides: invisible in both media,
// invalid in XML and PDF strings, and a way to disguise text.
const UNWANTED = new RegExp(
  `[${[
    '\\0-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f', // controls
    '\\u202a-\\u202e\\u2066-\\u2069', // embeddings, overrides, isolates
    '\\ufdd0-\\ufdef\\ufeff\\ufffe\\uffff', // non-characters and the byte order mark
  ].join('')}]`,
  'g',
);

const recent = createRecentElements();

/** Gives back what a long document took, once no other follows it. */
export const forgetLongDocuments = (): void => {
  recent.rest();
};

/**
 * The body of an HTML text as a tree of known elements. What is written as in one of the texts parsed before is the same
 * object again, so that work on it need not be done twice. Throws WB_TEMPLATE_VOCABULARY with the line of the first
 * element, attribute, parent or URL scheme that is not part of the vocabulary.
 */
export function parseHtml(html: string): HtmlElement {
  const extents = extentsOf(html);
  const root = extents === undefined ? undefined : parseParts(html, extents);
  return root === undefined ? parseWhole(html) : bodyOf(root);
}

/** As `parseHtml`, with all elements new. */
export function parseWhole(html: string): HtmlElement {
  const tree = openTree(html);
  tree.write(0, html.length);
  return bodyOf(tree.end());
}

/** Undefined where the parser takes an element to end elsewhere than its extent does. */
function parseParts(html: string, extents: readonly Extent[]): HtmlElement | undefined {
  const tree = openTree(html);
  const { find, keep } = recent.begin(html.length);
  const writeParts = (start: number, end: number, parts: readonly Extent[]): boolean => {
    let at = start;
    for (const part of parts) {
      tree.write(at, part.start);
      if (!writePart(part)) return false;
      at = part.end;
    }
    tree.write(at, end);
    return true;
  };
  const writePart = ({ name, start, end, inner }: Extent): boolean => {
    const text = html.slice(start, end);
    const known = find(text);
    if (known !== undefined) {
      takeOver(inner);
      return tree.place(known, start, end);
    }
    const siblings = tree.children();
    const index = siblings.length;
    if (!writeParts(start, end, inner)) return false;
    const element = siblings[index];
    const isWhole = tree.children() === siblings && siblings.length === index + 1;
    if (!isWhole || element === undefined || !isElement(element) || element.name !== name)
      return false;
    keep(text, element);
    return true;
  };
  // The next document may have parts of an element that this one has as a whole.
  const takeOver = (parts: readonly Extent[]): void => {
    for (const { start, end, inner } of parts) {
      find(html.slice(start, end));
      takeOver(inner);
    }
  };
  return writeParts(0, html.length, extents) ? tree.end() : undefined;
}

interface Tree {
  /** Parses a part of the text, which begins where the part before has ended. */
  readonly write: (start: number, end: number) => void;
  /** Takes an element for that part of the text; false: not here. */
  readonly place: (element: HtmlElement, start: number, end: number) => boolean;
  /** Those of the innermost element that is open. */
  readonly children: () => readonly HtmlNode[];
  readonly end: () => HtmlElement;
}

// An entity that ends without its semicolon is not known to have ended before more text comes.
const OPEN_ENTITY = /&[^;<\s]*$/;
const LONGEST_ENTITY = 33;

function openTree(html: string): Tree {
  const root: OpenElement = { name: 'html', attributes: {}, children: [], line: 1 };
  const stack: OpenElement[] = [root];
  const lineAt = lineCounter(html);
  let ignoredDepth = 0;
  let placed = 0;

  const parser = new Parser(
    {
      onopentag(name, attributes) {
        const line = lineAt(parser.startIndex + placed);
        const parent = stack.at(-1) ?? root;
        const isGraphicTitle = name === 'title' && ELEMENTS[parent.name]?.kind === 'drawing';
        if (ignoredDepth > 0 || (isIgnored(name) && !isGraphicTitle)) {
          if (ELEMENTS[name]?.kind !== 'ignored') refuse(`<${name}> inside <head>`, line);
          ignoredDepth += 1;
          return;
        }
        checkElement(name, stack.length > 1 || name === 'html' ? parent.name : undefined, line);
        for (const [key, value] of Object.entries(attributes))
          checkAttribute(name, key, value, line);
        const element: OpenElement = { name, attributes, children: [], line };
        parent.children.push(element);
        stack.push(element);
      },
      ontext(text) {
        if (ignoredDepth === 0) stack.at(-1)?.children.push(text.replace(UNWANTED, ''));
      },
      onclosetag() {
        if (ignoredDepth > 0) ignoredDepth -= 1;
        else if (stack.length > 1) stack.pop();
      },
    },
    { lowerCaseAttributeNames: false, decodeEntities: true },
  );
  return {
    write(start, end) {
      // A copy: what stays of it must not hold the whole document.
      if (end > start) parser.write(` ${html.slice(start, end)}`.slice(1));
    },
    place(element, start, end) {
      const parent = stack.length > 1 ? stack.at(-1) : undefined;
      const before = html.slice(Math.max(0, start - LONGEST_ENTITY), start);
      const isMisplaced = placeFault(element.name, parent?.name) !== null;
      if (ignoredDepth > 0 || isMisplaced || OPEN_ENTITY.test(before)) return false;
      (parent ?? root).children.push(element);
      placed += end - start;
      return true;
    },
    children: () => stack.at(-1)?.children ?? root.children,
    end() {
      parser.end();
      keepShapes('html parser', parser);
      return root;
    },
  };
}

function isIgnored(name: string): boolean {
  return ELEMENTS[name]?.kind === 'ignored';
}

/** The body with the language and direction of the html element, where it has none itself. */
function bodyOf(root: HtmlElement): HtmlElement {
  const html = root.children.find(
    (node): node is HtmlElement => typeof node !== 'string' && node.name === 'html',
  );
  const top = html ?? root;
  const body = top.children.find(
    (node): node is HtmlElement => typeof node !== 'string' && node.name === 'body',
  );
  if (body === undefined) return { ...top, name: 'body' };
  return { ...body, attributes: { ...top.attributes, ...body.attributes } };
}

/** Line numbers for growing offsets in one pass over the text. */
function lineCounter(text: string): (index: number) => number {
  let line = 1;
  let end = text.indexOf('\n');
  return (index) => {
    for (; end !== -1 && end < index; end = text.indexOf('\n', end + 1)) line += 1;
    return line;
  };
}
