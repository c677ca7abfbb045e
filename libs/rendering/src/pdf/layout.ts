import { type Block, type ContainerBlock, type TextBlock } from '../blocks/ast';
import { keepShapes } from '../kept-shapes';
import { type Box, type DrawingBox, type GapBox, type RuleBox } from './box';
import { layoutColumns } from './columns-layout';
import { addBox, addSpace, createFlow, type Flow, framed, keepWithNext, resume } from './flow';
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
import { layoutDescriptions, layoutList } from './list-layout';
import { sidesIn, type Style } from './style';
import { layoutTable } from './table-layout';
import { NO_ATTRIBUTES, type TagAttributes } from './tags';
import { plainText } from './text-runs';

/** Boxes of a document in reading order. */
export function layoutDocument(
  body: ContainerBlock,
  area: Area,
  settings: Pick<Layout, 'styles' | 'pageHeight' | 'tags'>,
): readonly Box[] {
  const layout: Layout = { ...settings, layoutBlock, headings: { lastLevel: 0 } };
  const flow = createFlow();
  const style = layout.styles.resolve(area.style, body.tag, body.classes);
  layoutBlocks(body.children, { ...area, style }, flow, layout);
  keepShapes('layout', { layout, flow });
  return flow.boxes;
}

function layoutBlock(block: Block, around: Area, flow: Flow, layout: Layout): void {
  const style =
    block.tag === 'text'
      ? layout.styles.textOf(around.style)
      : layout.styles.resolve(around.style, block.tag, block.classes);
  const tag = block.isHidden ? undefined : tagOf(block, around, layout);
  const area = innerArea(block, { style, tag }, around);
  if (block.id !== undefined) flow.anchors = [...flow.anchors, block.id];
  if (block.breakBefore) flow.breakBefore = true;
  addSpace(flow, style.spaceBefore);
  const start = flow.boxes.length;
  if (block.kind === 'rule') layoutRule(area, flow, layout);
  else
    inFrame(style, { around, flow }, (inner) => {
      layoutContent(block, area, inner, layout);
    });
  addSpace(flow, style.spaceAfter);
  applyKeeps(block, style, { flow, start, layout });
}

function innerArea(block: Block, { style, tag }: Pick<Area, 'style' | 'tag'>, around: Area): Area {
  const isRightToLeft = around.direction === 'rtl';
  const { padding } = sidesIn(style, around.direction);
  const indent = block.kind === 'list' ? 0 : style.indent;
  return {
    x: around.x + padding.left + (isRightToLeft ? 0 : indent),
    width: around.width - padding.left - padding.right - indent,
    style,
    tag,
    lang: block.lang ?? around.lang,
    direction: block.dir ?? around.direction,
    isContents: around.isContents || isTableOfContents(block),
  };
}

function isTableOfContents(block: Block): boolean {
  return block.tag === 'nav' && (block.role === 'doc-toc' || block.classes.includes('contents'));
}

const TAG_OF: Readonly<Record<string, string>> = {
  section: 'Sect',
  main: 'Sect',
  nav: 'Sect',
  aside: 'Sect',
  article: 'Art',
  blockquote: 'BlockQuote',
  figure: 'Div',
  figcaption: 'Caption',
  caption: 'Caption',
  dt: 'Lbl',
  dd: 'LBody',
};

const OWNERS: ReadonlySet<string> = new Set(['TD', 'TH', 'LBody', 'Lbl', 'Caption']);
const KINDS = {
  text: 'P',
  list: 'L',
  descriptions: 'L',
  table: 'Table',
  drawing: 'Figure',
} as const;

/** Containers that say nothing (div, header, footer) leave no element of their own. */
function tagOf(block: Block, around: Area, layout: Layout): AreaTag | undefined {
  if (around.tag === undefined || block.kind === 'rule') return undefined;
  const isAlone = block.kind === 'text' && block.isAlone === true;
  if (isAlone && OWNERS.has(around.tag.type)) return around.tag;
  const attributes = tagAttributes(block, around);
  const type = tagType(block, around, layout);
  if (type !== undefined) return blockTag(type, around.tag, layout, attributes);
  return attributes === NO_ATTRIBUTES
    ? around.tag
    : blockTag('Div', around.tag, layout, attributes);
}

function tagType(
  block: Exclude<Block, { kind: 'rule' }>,
  around: Area,
  layout: Layout,
): string | undefined {
  if (block.kind === 'container') return TAG_OF[block.tag];
  if (block.kind === 'list' && around.isContents) return 'TOC';
  const level = block.kind === 'text' ? block.level : undefined;
  return level === undefined ? KINDS[block.kind] : `H${headingLevel(level, layout)}`;
}

function tagAttributes(block: Block, around: Area): TagAttributes {
  const language = languageAttribute(block, around);
  if (block.kind === 'container' && block.label !== undefined)
    return { ...language, title: block.label };
  if (block.kind === 'drawing') return { ...language, alternative: block.drawing.alternative };
  if (block.kind === 'descriptions') return { ...language, numbering: 'None' };
  if (block.kind === 'list' && !around.isContents)
    return { ...language, numbering: block.isOrdered ? 'Decimal' : 'Disc' };
  return language;
}

interface FramePlace {
  readonly around: Area;
  readonly flow: Flow;
}

/** Runs `content` inside the background, the borders and the padding of the style. */
function inFrame(style: Style, place: FramePlace, content: (flow: Flow) => void): void {
  const { around, flow } = place;
  const { background } = style;
  const { padding, borders } = sidesIn(style, around.direction);
  const hasFrame = borders.length > 0 || background !== undefined;
  if (!hasFrame && padding.top === 0 && padding.bottom === 0) {
    content(flow);
    return;
  }
  const frame = {
    x: around.x,
    width: around.width,
    borders,
    ...(background === undefined ? {} : { background }),
  };
  const inner = framed(flow, frame);
  if (padding.top > 0) {
    addBox<GapBox>(inner, { kind: 'gap', height: padding.top, keepNext: true });
    inner.isAtStart = true;
  }
  content(inner);
  if (padding.bottom > 0) {
    inner.pendingSpace = 0;
    keepWithNext(inner, inner.boxes.length - 1, inner.boxes.length);
    addBox<GapBox>(inner, { kind: 'gap', height: padding.bottom, keepNext: false });
  }
  resume(flow, inner);
}

function applyKeeps(
  block: Block,
  style: Style,
  { flow, start, layout }: { flow: Flow; start: number; layout: Layout },
): void {
  const end = flow.boxes.length;
  if (block.avoidBreak || block.tag === 'figure') {
    const height = flow.boxes
      .slice(start)
      .reduce((sum, box) => sum + box.height + box.spaceBefore, 0);
    if (height <= layout.pageHeight) keepWithNext(flow, start, end - 1);
  }
  if (style.keepNext || block.keepNext)
    keepWithNext(flow, block.kind === 'text' ? start : end - 1, end);
}

function layoutContent(
  block: Exclude<Block, { kind: 'rule' }>,
  area: Area,
  flow: Flow,
  layout: Layout,
): void {
  switch (block.kind) {
    case 'container':
      if (block.columns === undefined) layoutBlocks(block.children, area, flow, layout);
      else layoutColumns(block, area, flow, layout);
      return;
    case 'text':
      layoutText(block, area, flow, layout);
      return;
    case 'list':
      layoutList(block, area, flow, layout);
      return;
    case 'descriptions':
      layoutDescriptions(block, area, flow, layout);
      return;
    case 'table':
      layoutTable(block, area, flow, layout);
      return;
    case 'drawing':
      layoutDrawing(block, area, flow, layout);
      return;
  }
}

function layoutText(block: TextBlock, area: Area, flow: Flow, layout: Layout): void {
  const { lines, tags } = taggedLines(block, area, layout);
  if (block.level !== undefined && block.level <= 3) {
    flow.bookmark = { level: block.level, title: plainText(block.content) };
  }
  lines.forEach((line, index) => {
    addLine(line, { area, flow, tags, keepNext: isBound(index, lines.length) });
  });
}

/** No line of a paragraph stands alone at the foot or the head of a page. */
function isBound(index: number, count: number): boolean {
  return count > 1 && (index === 0 || index === count - 2);
}

/** PDF/UA-1 7.4.2: the first heading is H1 and no level is skipped on the way down. */
function headingLevel(wanted: number, layout: Layout): number {
  const level = Math.min(wanted, layout.headings.lastLevel + 1);
  layout.headings.lastLevel = level;
  return level;
}

const CSS_PIXEL = 0.75;

function layoutDrawing(
  block: Extract<Block, { kind: 'drawing' }>,
  area: Area,
  flow: Flow,
  layout: Layout,
): void {
  const [, , viewWidth, viewHeight] = block.drawing.viewBox;
  const pixel = CSS_PIXEL * layout.styles.scale;
  const wanted = block.drawing.width === undefined ? area.width : block.drawing.width * pixel;
  // A picture that fills a page still leaves room for its caption.
  const tallest = layout.pageHeight * 0.8;
  const width = Math.min(wanted, area.width, (tallest * viewWidth) / viewHeight);
  addBox<DrawingBox>(flow, {
    kind: 'drawing',
    x: area.direction === 'rtl' ? area.x + area.width - width : area.x,
    width,
    height: (width * viewHeight) / viewWidth,
    drawing: block.drawing,
    direction: area.direction,
    tag: area.tag?.number,
    keepNext: false,
  });
}

function layoutRule(area: Area, flow: Flow, layout: Layout): void {
  const [line = { side: 'top', width: 0.5, color: layout.styles.root.color } as const] =
    area.style.borders;
  addBox<RuleBox>(flow, {
    kind: 'rule',
    x: area.x,
    width: area.width,
    line,
    height: line.width,
    keepNext: false,
  });
}
