import { onceFor } from '@wirebrief/kernel';

import {
  type Block,
  type BlockBase,
  type ContainerBlock,
  type DescriptionGroup,
  type Direction,
  type Inline,
  type ListItem,
  type TextBlock,
} from './ast';
import { compileInline } from './compile-inline';
import { compileTable } from './compile-table';
import { type HtmlElement, type HtmlNode, isElement } from './html-tree';
import { parseHtml, parseWhole } from './parse-html';
import { compileSvg } from './svg';
import { refuse } from './validate';
import { ELEMENTS } from './vocabulary';

/** The whole document: its body as a container whose `lang` is the language of the document. */
export function compileHtml(html: string): ContainerBlock {
  try {
    return compileContainer(parseHtml(html));
  } catch {
    // What was taken over from an earlier document has the lines that it had there.
    return compileContainer(parseWhole(html));
  }
}

/** A container from any element that may hold blocks, text or both. */
function compileContainer(element: HtmlElement): ContainerBlock {
  const columns = element.attributes['data-columns'];
  return Object.assign(
    baseOf(element),
    { kind: 'container' as const, children: compileChildren(element) },
    columns === undefined ? undefined : { columns: Number(columns) },
  );
}

/** What a block takes over from its element, as a new object that the block may grow from. */
function baseOf(element: HtmlElement): BlockBase {
  const { attributes } = element;
  const { id, lang, dir, role, 'aria-label': label } = attributes;
  const names = attributes['class'];
  const base: Writable<BlockBase> = {
    tag: element.name,
    classes: names === undefined ? NO_CLASSES : names.split(/\s+/).filter((name) => name !== ''),
    line: element.line,
    isHidden: attributes['aria-hidden'] === 'true',
    breakBefore: attributes['data-break'] === 'before',
    avoidBreak: attributes['data-break'] === 'avoid',
    keepNext: attributes['data-keep'] === 'next',
  };
  if (id !== undefined) base.id = id;
  if (lang !== undefined) base.lang = lang;
  if (dir !== undefined) base.dir = dir as Direction;
  if (label !== undefined) base.label = label;
  if (role !== undefined) base.role = role;
  return base;
}

const NO_CLASSES: readonly string[] = [];

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

/** Left out of the PDF: `hidden` and `data-pdf="skip"`. */
function isSkipped(node: HtmlNode): boolean {
  if (!isElement(node)) return false;
  return 'hidden' in node.attributes || node.attributes['data-pdf'] === 'skip';
}

/** Blocks in order; inline content between them becomes text blocks without a tag of their own. */
const compileChildren = onceFor((element: HtmlElement): readonly Block[] => {
  const blocks: Block[] = [];
  let pending: HtmlNode[] = [];
  const flush = (): void => {
    const text = anonymousText(element, pending);
    if (text !== undefined) blocks.push(text);
    pending = [];
  };
  for (const node of element.children) {
    if (isSkipped(node)) continue;
    if (!isElement(node) || isInline(node)) {
      pending.push(node);
      continue;
    }
    flush();
    blocks.push(compileBlock(node));
  }
  flush();
  const [first, ...others] = blocks;
  const isAlone = first?.kind === 'text' && first.tag === 'text' && others.length === 0;
  return isAlone ? [{ ...first, isAlone }] : blocks;
});

function isInline(element: HtmlElement): boolean {
  return ELEMENTS[element.name]?.kind === 'inline' || element.name === 'br';
}

function anonymousText(parent: HtmlElement, nodes: readonly HtmlNode[]): TextBlock | undefined {
  const isBlank = nodes.every((node) => typeof node === 'string' && node.trim() === '');
  if (isBlank) return undefined;
  return {
    kind: 'text',
    tag: 'text',
    classes: [],
    line: parent.line,
    isHidden: false,
    breakBefore: false,
    avoidBreak: false,
    keepNext: false,
    content: inlineOf(nodes, parent.line),
  };
}

function inlineOf(nodes: readonly HtmlNode[], line: number): readonly Inline[] {
  return compileInline(
    nodes.filter((node) => !isSkipped(node)),
    line,
  );
}

const compileBlock = onceFor((element: HtmlElement): Block => {
  const rule = ELEMENTS[element.name];
  switch (element.name) {
    case 'ul':
    case 'ol':
      return { kind: 'list', ...baseOf(element), ...listParts(element) };
    case 'dl':
      return { kind: 'descriptions', ...baseOf(element), groups: descriptionGroups(element) };
    case 'table':
      return compileTable(element, { baseOf, compileContainer });
    case 'svg':
      return { kind: 'drawing', ...baseOf(element), drawing: compileSvg(element) };
    case 'hr':
      return { kind: 'rule', ...baseOf(element) };
    default:
      if (rule?.kind === 'text') return compileText(element);
      if (rule?.kind === 'container') return compileContainer(element);
      return refuse(`<${element.name}> cannot stand here`, element.line);
  }
});

function compileText(element: HtmlElement): TextBlock {
  const level = /^h([1-4])$/.exec(element.name)?.[1];
  return Object.assign(
    baseOf(element),
    { kind: 'text' as const, content: inlineOf(element.children, element.line) },
    level === undefined ? undefined : { level: Number(level) },
  );
}

function listParts(element: HtmlElement): { isOrdered: boolean; items: readonly ListItem[] } {
  let number = Number(element.attributes['start'] ?? 1);
  const items = onlyElements(element, ['li']).map((item): ListItem => {
    number = Number(item.attributes['value'] ?? number);
    const compiled = Object.assign(baseOf(item), { number, children: compileChildren(item) });
    number += 1;
    return compiled;
  });
  return { isOrdered: element.name === 'ol', items };
}

function descriptionGroups(element: HtmlElement): readonly DescriptionGroup[] {
  const groups: { terms: ContainerBlock[]; details: ContainerBlock[] }[] = [];
  const parts = onlyElements(element, ['dt', 'dd', 'div']).flatMap((child) =>
    child.name === 'div' ? onlyElements(child, ['dt', 'dd']) : [child],
  );
  for (const part of parts) {
    const last = groups.at(-1);
    const begins = last === undefined || (part.name === 'dt' && last.details.length > 0);
    const group = begins ? { terms: [], details: [] } : last;
    if (begins) groups.push(group);
    (part.name === 'dt' ? group.terms : group.details).push(compileContainer(part));
  }
  return groups;
}

/** Children of an element that holds nothing but the named elements. */
function onlyElements(element: HtmlElement, names: readonly string[]): readonly HtmlElement[] {
  return element.children.filter((node): node is HtmlElement => {
    if (isSkipped(node)) return false;
    if (isElement(node)) {
      if (names.includes(node.name)) return true;
      return refuse(`<${node.name}> directly inside <${element.name}>`, node.line);
    }
    if (node.trim() === '') return false;
    return refuse(`text directly inside <${element.name}>`, element.line);
  });
}
