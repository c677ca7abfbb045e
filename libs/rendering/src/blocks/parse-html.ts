import { Parser } from 'htmlparser2';

import { type HtmlElement, type HtmlNode } from './html-tree';
import { checkAttribute, checkElement, refuse } from './validate';
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

/**
 * The body of an HTML text as a tree of known elements. Throws WB_TEMPLATE_VOCABULARY with the line
 * of the first element, attribute, parent or URL scheme that is not part of the vocabulary.
 */
export function parseHtml(html: string): HtmlElement {
  const root: OpenElement = { name: 'html', attributes: {}, children: [], line: 1 };
  const stack: OpenElement[] = [root];
  const lineAt = lineCounter(html);
  let ignoredDepth = 0;

  const parser = new Parser(
    {
      onopentag(name, attributes) {
        const line = lineAt(parser.startIndex);
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
  parser.end(html);
  return bodyOf(root);
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
  let offset = 0;
  let line = 1;
  return (index) => {
    for (; offset < index; offset += 1) if (text.charCodeAt(offset) === 10) line += 1;
    return line;
  };
}
