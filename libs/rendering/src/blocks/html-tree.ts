/** One element of the parsed template, before it is compiled to blocks. */
export interface HtmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly HtmlNode[];
  /** Line in the HTML text, from 1. */
  readonly line: number;
}

export type HtmlNode = HtmlElement | string;

export function isElement(node: HtmlNode): node is HtmlElement {
  return typeof node !== 'string';
}

export function childElements(element: HtmlElement): readonly HtmlElement[] {
  return element.children.filter(isElement);
}

/** The text of a node with white space collapsed. */
export function textOf(node: HtmlNode): string {
  return rawText(node).replace(/\s+/g, ' ').trim();
}

function rawText(node: HtmlNode): string {
  return typeof node === 'string' ? node : node.children.map(rawText).join('');
}
