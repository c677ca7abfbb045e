import { type Box, type Cell, type DrawingBox, type LineBox, type PageNumber } from './box';
import { eachBox, eachCell } from './cells';
import { decimal } from './decimal';
import { createLinkTags, type LinkArea, type Target } from './links';
import { type Segment } from './lines';
import { type PlacedBookmark } from './outline';
import { DECORATION, plainLook, REPEATED, type TextPlace } from './page-painter';
import { paintFrames } from './paint-frames';
import { type PageContent } from './paginate';
import { setWordsOf } from './set-words';
import { type DrawingTools, paintDrawing } from './svg-paint';
import { numberAt, OWNER, placeWithin, type TagNumber, type TagPlace } from './tag-numbers';
import { createTag, type Tag } from './tags';

/** What painting finds out about the finished pages. */
export interface Findings {
  readonly links: LinkArea[];
  readonly bookmarks: PlacedBookmark[];
}

export interface PaintContext extends DrawingTools {
  readonly findings: Findings;
  /** Those of the document, by number. */
  readonly tags: readonly Tag[];
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
    paintFrames(content, { top, left: 0 }, context.painter);
    for (const { box, y, isRepeated } of content) {
      state.isRepeated = isRepeated;
      paintBox(box, top + y, { place: PAGE, state });
    }
    paintUnderlines(state);
  };
}

/** Where a stack stands: its left edge, and its tags in the document. */
interface Place {
  readonly left: number;
  readonly tags: TagPlace;
}

const PAGE: Place = { left: 0, tags: { owner: OWNER, before: 0 } };

function placeOf({ x, tags }: Cell, around: Place): Place {
  return { left: around.left + x, tags: placeWithin(around.tags, tags) };
}

interface Surroundings {
  readonly place: Place;
  readonly state: PageState;
}

function paintBox(box: Box, y: number, around: Surroundings): void {
  const { place, state } = around;
  noteBookmark(box, y, around);
  switch (box.kind) {
    case 'line':
      paintLine(box, y, around);
      return;
    case 'gap':
      return;
    case 'rule':
      state.context.painter.own(DECORATION);
      state.context.painter.fillRect(
        ...([place.left + box.x, y, box.width, box.line.width, box.line.color] as const),
      );
      return;
    case 'drawing':
      paintFigure({ ...box, x: place.left + box.x }, y, around);
      return;
    case 'row':
      eachCell(box, y, (cell, top) => {
        const inner = { place: placeOf(cell, place), state };
        eachBox(cell.stack, top + cell.padding.top, (innerBox, at) => {
          paintBox(innerBox, at, inner);
        });
      });
  }
}

function paintFigure(box: DrawingBox, y: number, { place, state }: Surroundings): void {
  const tag = tagAt(place.tags, box.tag, state);
  own(tag, state);
  if (tag !== undefined) tag.attributes = withBounds(tag, { ...box, y }, state);
  paintDrawing(box, y, state.context, (actualText) => {
    const isPlain = actualText === undefined || tag === undefined;
    own(isPlain ? tag : createTag('Span', tag, { actualText }), state);
  });
}

function tagAt(place: TagPlace, number: TagNumber, { context }: PageState): Tag | undefined {
  const at = numberAt(place, number);
  return at === undefined ? undefined : context.tags[at];
}

function withBounds(
  tag: Tag,
  { x, y, width, height }: DrawingBox & { readonly y: number },
  state: PageState,
): Tag['attributes'] {
  const { pageHeight } = state.context;
  const corners = [x, pageHeight - y - height, x + width, pageHeight - y] as const;
  const [left, bottom, right, top] = corners.map(decimal);
  return { ...tag.attributes, boundingBox: [left ?? 0, bottom ?? 0, right ?? 0, top ?? 0] };
}

function noteBookmark(box: Box, y: number, { place: { left }, state }: Surroundings): void {
  if (box.bookmark === undefined || state.isRepeated) return;
  const x = 'x' in box ? left + box.x : left;
  state.context.findings.bookmarks.push({ ...box.bookmark, page: state.page, x, y });
}

function own(tag: Tag | undefined, state: PageState): void {
  state.context.painter.own(state.isRepeated || tag === undefined ? REPEATED : tag);
}

function paintLine(box: LineBox, y: number, { place, state }: Surroundings): void {
  const x = place.left + box.x;
  const baseline = y + box.baseline;
  const tags = placeWithin(place.tags, box.tags);
  for (const segment of box.segments) {
    const owner = ownerOf(tagAt(tags, segment.tag, state), state);
    const { width } = segment;
    paintSegment(segment, { x: x + segment.x, baseline, width, owner }, state);
  }
  if (box.pageNumber !== undefined) paintPageNumber(box.pageNumber, { baseline, place }, state);
}

interface SegmentPlace extends TextPlace {
  readonly owner: Tag | undefined;
}

function paintSegment(segment: Segment, place: SegmentPlace, state: PageState): void {
  const { style, words, width } = segment;
  own(place.owner, state);
  state.context.painter.text(words, place, style);
  if (style.underline) {
    const { size, color, rise } = style;
    const thickness = Math.max(0.4, size * 0.05);
    const y = place.baseline - rise * size + size * 0.12;
    state.underlines.push({ x: place.x, y, width, thickness, color });
  }
  if (segment.link !== undefined) noteLink(segment, place, state);
}

/** The tag on this page: a link that runs on to a new page has an element on each. */
function ownerOf(tag: Tag | undefined, { linkTag, page, isRepeated }: PageState): Tag | undefined {
  if (tag === undefined || isRepeated) return undefined;
  if (tag.type === 'Link') return linkTag(tag, page);
  if (tag.parent?.type === 'Link' && !tag.isAttached) tag.parent = linkTag(tag.parent, page);
  return tag;
}

function noteLink(segment: Segment, { x, baseline, owner }: SegmentPlace, state: PageState): void {
  const { link, style, width } = segment;
  const tag = link === undefined ? undefined : linkAncestor(owner);
  if (link === undefined || tag === undefined || width === 0) return;
  const { size, rise } = style;
  const y = baseline - rise * size - size;
  const area = { link, tag, page: state.page, x, y, width, height: size * 1.3 };
  const last = state.context.findings.links.at(-1);
  const continues =
    last?.tag === tag && last.page === area.page && Math.abs(last.y - area.y) < 0.01;
  // Words between the parts of a link, where its scripts run both ways, are not of it.
  const touches = continues && x < last.x + last.width + LINK_GAP && x + width > last.x - LINK_GAP;
  if (!touches) state.context.findings.links.push(area);
  else {
    const left = Math.min(last.x, x);
    const right = Math.max(last.x + last.width, x + width);
    state.context.findings.links.splice(-1, 1, { ...last, x: left, width: right - left });
  }
}

const LINK_GAP = 0.5;

function linkAncestor(tag: Tag | undefined): Tag | undefined {
  let current = tag;
  while (current !== undefined && current.type !== 'Link') current = current.parent;
  return current;
}

const LEADER_GAP = 4;

interface NumberPlace {
  readonly baseline: number;
  readonly place: Place;
}

function paintPageNumber(
  pageNumber: PageNumber,
  { baseline, place: around }: NumberPlace,
  state: PageState,
): void {
  const target = state.context.targets.get(pageNumber.id);
  if (target === undefined) return;
  const { style, isRightToLeft } = pageNumber;
  const left = around.left + pageNumber.left;
  const right = around.left + pageNumber.right;
  const tag = tagAt(around.tags, pageNumber.tag, state);
  const { size, color, stack } = style;
  const look = plainLook(size, color);
  const number = stack.shape(String(target.page + 1), 'ltr');
  const numberWidth = (number.width * size) / 1000;
  const start = isRightToLeft ? left : right - numberWidth;
  const dot = stack.shape('.', 'ltr');
  const width = (dot.width * size) / 1000;
  // As it is written: the dots of one line stand above those of the next.
  const gap = decimal(width * 0.8);
  const step = width + gap;
  const [leaderStart, leaderEnd] = isRightToLeft ? [left + numberWidth, right] : [left, start];
  const from = Math.ceil((leaderStart + LEADER_GAP) / step);
  const count = Math.floor((leaderEnd - LEADER_GAP) / step) - from;
  state.context.painter.own(DECORATION);
  if (count > 0) {
    const dots = setWordsOf(Array.from({ length: count }, () => dot));
    const place = { x: from * step, baseline };
    state.context.painter.text(dots, place, { ...look, letterSpacing: gap });
  }
  own(tag === undefined ? undefined : createTag('Span', tag), state);
  const space = stack.shape(' ', 'ltr');
  const x = start - (space.width * size) / 1000;
  state.context.painter.text(setWordsOf([space, number]), { x, baseline }, look);
}

function paintUnderlines({ context, underlines }: PageState): void {
  if (underlines.length === 0) return;
  context.painter.own(DECORATION);
  for (const { x, y, width, thickness, color } of underlines) {
    context.painter.fillRect(x, y, width, thickness, color);
  }
}
