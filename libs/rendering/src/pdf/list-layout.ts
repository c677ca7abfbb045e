import {
  type BlockBase,
  type DescriptionBlock,
  type DescriptionGroup,
  type Inline,
  type ListBlock,
  type ListItem,
  type TextBlock,
} from '../blocks/ast';
import { type LineBox } from './box';
import { chunkText } from './chunks';
import { addBox, addSpace, bindEnds, type Flow } from './flow';
import {
  addLine,
  type Area,
  type AreaTag,
  blockTag,
  languageAttribute,
  type Layout,
  layoutBlocks,
  taggedLines,
} from './layout-context';
import { breakLines, type Line } from './lines';
import { addStrips, layoutStrip } from './strips';
import { OWNER, placeTags } from './tag-numbers';

/** Items with their marker hanging in the indent; a list inside `role="doc-toc"` shows page numbers. */
export function layoutList(list: ListBlock, area: Area, flow: Flow, layout: Layout): void {
  if (area.tag?.type === 'TOC') {
    for (const item of list.items) layoutContentsItem(item, area, flow, layout);
    return;
  }
  const items = list.items.map((item) => prepareItem(item, list, area, layout));
  const widest = Math.max(0, ...items.map(({ marker }) => marker?.line.width ?? 0));
  const indent = Math.max(area.style.indent, widest === 0 ? 0 : widest + markerGap(area));
  for (const item of items) layoutItem(item, { area, flow, layout, indent });
}

interface PreparedItem {
  readonly item: ListItem;
  readonly area: Area;
  readonly tag: AreaTag | undefined;
  readonly marker: Marker | undefined;
}

interface Marker {
  readonly line: Line;
  readonly tag: AreaTag | undefined;
}

function markerGap(area: Area): number {
  return area.style.size * 0.5;
}

/** A list without indent in the theme has no markers. */
function prepareItem(item: ListItem, list: ListBlock, around: Area, layout: Layout): PreparedItem {
  const tag = childTag('LI', around, { block: item, layout });
  const area: Area = {
    ...around,
    style: layout.styles.resolve(around.style, 'li', item.classes),
    lang: item.lang ?? around.lang,
    direction: item.dir ?? around.direction,
    tag,
  };
  const text = list.isOrdered ? `${item.number}.` : '\u2022';
  const marker = around.style.indent === 0 ? undefined : markerOf(text, area, layout);
  return { item, area, tag, marker };
}

function childTag(
  type: string,
  area: Area,
  { block, layout }: { readonly block: BlockBase; readonly layout: Layout },
): AreaTag | undefined {
  if (area.tag === undefined || block.isHidden) return undefined;
  return blockTag(type, area.tag, layout, languageAttribute(block, area));
}

function markerOf(text: string, area: Area, layout: Layout): Marker | undefined {
  const tag = area.tag && blockTag('Lbl', area.tag, layout);
  const style = { ...area.style, align: 'start' } as const;
  const { lang } = area;
  const run = { text, style, tag: OWNER, lang, link: undefined, anchors: [], endsLine: false };
  const [line] = breakLines(chunkText({ runs: [run], tags: [] }, 'ltr'), Infinity, style).lines;
  return line && { line, tag };
}

interface ItemPlace {
  readonly area: Area;
  readonly flow: Flow;
  readonly layout: Layout;
  readonly indent: number;
}

function layoutItem(prepared: PreparedItem, { area, flow, layout, indent }: ItemPlace): void {
  const { item, marker, tag } = prepared;
  const { style } = prepared.area;
  const isRightToLeft = prepared.area.direction === 'rtl';
  addSpace(flow, style.spaceBefore);
  if (item.id !== undefined) flow.anchors = [...flow.anchors, item.id];
  const start = flow.boxes.length;
  if (marker !== undefined) {
    const gap = markerGap(area);
    const x = isRightToLeft
      ? area.x + area.width - indent + gap
      : area.x + indent - gap - marker.line.width;
    addMarker(marker, x, { flow, layout });
  }
  const body: Area = {
    ...prepared.area,
    tag: tag && blockTag('LBody', tag, layout),
    x: area.x + (isRightToLeft ? 0 : indent),
    width: area.width - indent,
  };
  layoutBlocks(item.children, body, flow, layout);
  if (marker !== undefined) alignMarker(flow, start);
  addSpace(flow, style.spaceAfter);
}

/** A box without height: the first line of the item is set beside it. */
function addMarker(
  { line, tag }: Marker,
  x: number,
  { flow, layout }: { readonly flow: Flow; readonly layout: Layout },
): void {
  const { baseline, segments } = line;
  const tags = placeTags([], tag?.number, layout.tags);
  addBox<LineBox>(flow, { kind: 'line', height: 0, baseline, segments, tags, x, keepNext: true });
  flow.isAtStart = true;
}

function alignMarker(flow: Flow, index: number): void {
  const [marker, first] = flow.boxes.slice(index, index + 2);
  if (marker?.kind !== 'line' || first?.kind !== 'line') return;
  flow.boxes[index] = { ...marker, baseline: first.baseline };
}

/** Terms above their details, or beside them where the theme gives `dl` a `labelWidth`. */
export function layoutDescriptions(
  list: DescriptionBlock,
  area: Area,
  flow: Flow,
  layout: Layout,
): void {
  const start = flow.boxes.length;
  const isInRows = area.style.labelWidth > 0;
  for (const group of list.groups) {
    const tag = area.tag && blockTag('LI', area.tag, layout);
    const inner = { ...area, tag };
    if (isInRows) layoutFact(group, inner, flow, layout);
    else
      for (const part of [...group.terms, ...group.details])
        layout.layoutBlock(part, inner, flow, layout);
  }
  if (isInRows) bindEnds(flow, start, layout.pageHeight);
}

function layoutFact(group: DescriptionGroup, area: Area, flow: Flow, layout: Layout): void {
  const { labelWidth, gap } = area.style;
  const isRightToLeft = area.direction === 'rtl';
  const rest = area.width - labelWidth - gap;
  const strips = [
    { blocks: group.terms, x: area.x + (isRightToLeft ? rest + gap : 0), width: labelWidth },
    { blocks: group.details, x: area.x + (isRightToLeft ? 0 : labelWidth + gap), width: rest },
  ];
  addStrips(
    strips.map(({ blocks, x, width }) => layoutStrip(blocks, { ...area, x, width }, layout)),
    flow,
  );
}

// Room for a page number of three digits and the leader before it, in multiples of the size.
const NUMBER_ROOM = 3;

function layoutContentsItem(item: ListItem, area: Area, flow: Flow, layout: Layout): void {
  const tag = childTag('TOCI', area, { block: item, layout });
  const style = layout.styles.resolve(area.style, 'li', item.classes);
  const inner: Area = { ...area, style, tag, lang: item.lang ?? area.lang };
  addSpace(flow, style.spaceBefore);
  for (const block of item.children) {
    if (block.kind === 'text') layoutEntry(block, inner, flow, layout);
    else layout.layoutBlock(block, inner, flow, layout);
  }
  addSpace(flow, style.spaceAfter);
}

function layoutEntry(block: TextBlock, around: Area, flow: Flow, layout: Layout): void {
  const tag = around.tag && blockTag('Reference', around.tag, layout);
  const room = around.style.size * NUMBER_ROOM;
  const isRightToLeft = around.direction === 'rtl';
  const x = around.x + (isRightToLeft ? room : 0);
  const area: Area = { ...around, tag, x, width: around.width - room };
  const { lines, tags } = taggedLines(block, area, layout);
  const id = targetOf(block.content);
  lines.forEach((line, index) => {
    const isLast = index === lines.length - 1;
    const pageNumber = {
      id: id ?? '',
      left: isRightToLeft ? around.x : area.x + line.width,
      right: isRightToLeft ? area.x + area.width - line.width : around.x + around.width,
      isRightToLeft,
      style: area.style,
      tag: tag?.number,
    };
    addLine(line, {
      area,
      flow,
      tags,
      keepNext: !isLast,
      ...(isLast && id !== undefined ? { pageNumber } : {}),
    });
  });
}

/** The id that the first internal link of an entry leads to. */
function targetOf(content: readonly Inline[]): string | undefined {
  for (const node of content) {
    if (node.kind !== 'span') continue;
    if (node.href?.startsWith('#') === true) return node.href.slice(1);
    const inner = targetOf(node.children);
    if (inner !== undefined) return inner;
  }
  return undefined;
}
