import { type Box, type CellRow, type Frame, type LineBox, type RowBox } from './box';
import { createLinkTags, type LinkArea, type Target } from './links';
import { type Segment } from './lines';
import { type PlacedBookmark } from './outline';
import { DECORATION, REPEATED } from './page-painter';
import { type PageContent, type PlacedBox } from './paginate';
import { setWordsOf } from './set-words';
import { type Border } from './style';
import { type DrawingTools, paintDrawing } from './svg-paint';
import { createTag, type Tag } from './tags';

/** What painting finds out about the finished pages. */
export interface Findings {
  readonly links: LinkArea[];
  readonly bookmarks: PlacedBookmark[];
}

export interface PaintContext extends DrawingTools {
  readonly findings: Findings;
  readonly targets: ReadonlyMap<string, Target>;
  readonly pageHeight: number;
  readonly marginTop: number;
}

interface PageState {
  readonly context: PaintContext;
  readonly page: number;
  readonly linkTag: (tag: Tag, page: number) => Tag;
  readonly underlines: Underline[];
  isRepeated: boolean;
}

interface Underline {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly thickness: number;
  readonly color: string;
}

/** Paints one page after another: decorations first, then the boxes in reading order. */
export function createPageContentPainter(
  context: PaintContext,
): (content: PageContent, page: number) => void {
  const linkTag = createLinkTags();
  return (content, page) => {
    const state: PageState = { context, page, linkTag, underlines: [], isRepeated: false };
    const top = context.marginTop;
    context.painter.own(DECORATION);
    paintFrames(content, top, state);
    for (const { box, y, isRepeated } of content) {
      state.isRepeated = isRepeated;
      paintBox(box, top + y, state);
    }
    paintUnderlines(state);
  };
}

/** Where ids stand, known before anything is painted. */
export function findTargets(
  pages: readonly PageContent[],
  marginTop: number,
): ReadonlyMap<string, Target> {
  const targets = new Map<string, Target>();
  const visit = (box: Box, y: number, page: number): void => {
    for (const id of box.anchors) {
      if (!targets.has(id)) targets.set(id, { page, x: 'x' in box ? box.x : 0, y });
    }
    if (box.kind === 'row')
      eachCellBox(box, y, (inner, at) => {
        visit(inner, at, page);
      });
  };
  pages.forEach((content, page) => {
    for (const { box, y, isRepeated } of content) if (!isRepeated) visit(box, marginTop + y, page);
  });
  return targets;
}

function eachCellBox(row: RowBox, top: number, visit: (box: Box, y: number) => void): void {
  eachCell(row, top, (cell, y) => {
    let at = y + cell.padding.top;
    cell.boxes.forEach((box, index) => {
      if (index > 0) at += box.spaceBefore;
      visit(box, at);
      at += box.height;
    });
  });
}

function eachCell(
  row: RowBox,
  top: number,
  visit: (cell: CellRow['cells'][number], y: number, height: number) => void,
): void {
  let y = top;
  row.rows.forEach((part, index) => {
    for (const cell of part.cells) {
      const heights = row.rowHeights.slice(index, index + cell.rowSpan);
      visit(
        cell,
        y,
        heights.reduce((sum, height) => sum + height, 0),
      );
    }
    y += row.rowHeights[index] ?? 0;
  });
}

interface Extent {
  top: number;
  bottom: number;
}

function paintFrames(content: readonly PlacedBox[], top: number, state: PageState): void {
  const extents = new Map<Frame, Extent>();
  for (const { box, y } of content) {
    for (const frame of box.frames) {
      const extent = extents.get(frame);
      if (extent === undefined) extents.set(frame, { top: top + y, bottom: top + y + box.height });
      else extent.bottom = Math.max(extent.bottom, top + y + box.height);
    }
  }
  for (const [frame, extent] of extents) paintFrame(frame, extent, state);
  for (const { box, y } of content) if (box.kind === 'row') paintRowFrames(box, top + y, state);
}

function paintRowFrames(row: RowBox, top: number, state: PageState): void {
  let y = top;
  row.rows.forEach((part, index) => {
    const bottom = y + (row.rowHeights[index] ?? 0);
    paintFrame(part.frame, { top: y, bottom }, state);
    y = bottom;
  });
  eachCell(row, top, (cell, at, height) => {
    paintFrame(cell.frame, { top: at, bottom: at + height }, state);
    let y = 0;
    const placed = cell.boxes.map((box, index) => {
      if (index > 0) y += box.spaceBefore;
      const place = { box, y, isRepeated: false };
      y += box.height;
      return place;
    });
    paintFrames(placed, at + cell.padding.top, state);
  });
}

function paintFrame(frame: Frame, extent: Extent, { context }: PageState): void {
  const { x, width, background, borders } = frame;
  const height = extent.bottom - extent.top;
  if (background !== undefined) context.painter.fillRect(x, extent.top, width, height, background);
  for (const border of borders) paintBorder(border, { x, y: extent.top, width, height }, context);
}

interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

function paintBorder(
  border: Border,
  { x, y, width, height }: Rectangle,
  context: PaintContext,
): void {
  const { side, width: thickness, color } = border;
  const { painter } = context;
  if (side === 'top') painter.fillRect(x, y, width, thickness, color);
  if (side === 'bottom') painter.fillRect(x, y + height - thickness, width, thickness, color);
  if (side === 'left') painter.fillRect(x, y, thickness, height, color);
  if (side === 'right') painter.fillRect(x + width - thickness, y, thickness, height, color);
}

function paintBox(box: Box, y: number, state: PageState): void {
  noteBookmark(box, y, state);
  switch (box.kind) {
    case 'line':
      paintLine(box, y, state);
      return;
    case 'gap':
      return;
    case 'rule':
      state.context.painter.own(DECORATION);
      state.context.painter.fillRect(box.x, y, box.width, box.line.width, box.line.color);
      return;
    case 'drawing':
      own(box.tag, state);
      if (box.tag !== undefined) box.tag.attributes = withBounds(box.tag, { ...box, y }, state);
      paintDrawing(box, y, state.context);
      return;
    case 'row':
      eachCellBox(box, y, (inner, at) => {
        paintBox(inner, at, state);
      });
  }
}

function withBounds(
  tag: Tag,
  { x, y, width, height }: Rectangle,
  state: PageState,
): Tag['attributes'] {
  const { pageHeight } = state.context;
  const corners = [x, pageHeight - y - height, x + width, pageHeight - y] as const;
  const [left, bottom, right, top] = corners.map((value) => Math.round(value * 100) / 100);
  return { ...tag.attributes, boundingBox: [left ?? 0, bottom ?? 0, right ?? 0, top ?? 0] };
}

function noteBookmark(box: Box, y: number, state: PageState): void {
  if (box.bookmark === undefined || state.isRepeated) return;
  const x = 'x' in box ? box.x : 0;
  state.context.findings.bookmarks.push({ ...box.bookmark, page: state.page, x, y });
}

function own(tag: Tag | undefined, state: PageState): void {
  state.context.painter.own(state.isRepeated || tag === undefined ? REPEATED : tag);
}

function paintLine(box: LineBox, y: number, state: PageState): void {
  const place = { box, y, state };
  for (const segment of box.segments) paintSegment(segment, place);
  if (box.pageNumber !== undefined) paintPageNumber(box, y, state);
}

interface SegmentPlace {
  readonly box: LineBox;
  readonly y: number;
  readonly state: PageState;
}

function paintSegment(segment: Segment, { box, y, state }: SegmentPlace): void {
  const { style, words, width } = segment;
  const x = box.x + segment.x;
  const baseline = y + box.baseline - style.rise * style.size;
  const tag = segment.tag === undefined ? undefined : box.tags[segment.tag];
  const owner = ownerOf(tag, state);
  own(owner, state);
  const { size, color, letterSpacing } = style;
  state.context.painter.text(words, { x, baseline, size, color, letterSpacing });
  if (style.underline) {
    const thickness = Math.max(0.4, size * 0.05);
    state.underlines.push({ x, y: baseline + size * 0.12, width, thickness, color });
  }
  noteLink(segment, { x, baseline, owner }, state);
}

/** The tag on this page: a link that runs on to a new page has an element on each. */
function ownerOf(tag: Tag | undefined, { linkTag, page, isRepeated }: PageState): Tag | undefined {
  if (tag === undefined || isRepeated) return undefined;
  if (tag.type === 'Link') return linkTag(tag, page);
  if (tag.parent?.type === 'Link' && !tag.isAttached) tag.parent = linkTag(tag.parent, page);
  return tag;
}

interface LinkPlace {
  readonly x: number;
  readonly baseline: number;
  readonly owner: Tag | undefined;
}

function noteLink(segment: Segment, { x, baseline, owner }: LinkPlace, state: PageState): void {
  const { link, style, width } = segment;
  const tag = link === undefined ? undefined : linkAncestor(owner);
  if (link === undefined || tag === undefined || width === 0) return;
  const height = style.size * 1.3;
  const area = { link, tag, page: state.page, x, y: baseline - style.size, width, height };
  const last = state.context.findings.links.at(-1);
  const continues =
    last?.tag === tag && last.page === area.page && Math.abs(last.y - area.y) < 0.01;
  if (!continues) state.context.findings.links.push(area);
  else {
    const left = Math.min(last.x, x);
    const right = Math.max(last.x + last.width, x + width);
    state.context.findings.links.splice(-1, 1, { ...last, x: left, width: right - left });
  }
}

function linkAncestor(tag: Tag | undefined): Tag | undefined {
  let current = tag;
  while (current !== undefined && current.type !== 'Link') current = current.parent;
  return current;
}

const LEADER_GAP = 4;

function paintPageNumber(box: LineBox, y: number, state: PageState): void {
  const { pageNumber } = box;
  const target = pageNumber === undefined ? undefined : state.context.targets.get(pageNumber.id);
  if (pageNumber === undefined || target === undefined) return;
  const { style, tag, left, right } = pageNumber;
  const baseline = y + box.baseline;
  const { size, color, stack } = style;
  const place = { baseline, size, color, letterSpacing: 0 };
  const number = stack.shape(String(target.page + 1), 'ltr');
  const start = right - (number.width * size) / 1000;
  const dot = stack.shape('.', 'ltr');
  const dots = setWordsOf([dot]);
  const step = (dot.width * size * 1.8) / 1000;
  const from = Math.ceil((left + LEADER_GAP) / step);
  const until = Math.floor((start - LEADER_GAP) / step);
  state.context.painter.own(DECORATION);
  for (let index = from; index < until; index += 1) {
    state.context.painter.text(dots, { ...place, x: index * step });
  }
  own(tag === undefined ? undefined : createTag('Span', tag), state);
  const space = stack.shape(' ', 'ltr');
  const x = start - (space.width * size) / 1000;
  state.context.painter.text(setWordsOf([space, number]), { ...place, x });
}

function paintUnderlines({ context, underlines }: PageState): void {
  if (underlines.length === 0) return;
  context.painter.own(DECORATION);
  for (const { x, y, width, thickness, color } of underlines) {
    context.painter.fillRect(x, y, width, thickness, color);
  }
}
