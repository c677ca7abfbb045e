import { type Box, type RowBox } from './box';
import { leastHeight, splitRow } from './cells';

export interface PlacedBox {
  readonly box: Box;
  /** Top of the box below the top of the text area. */
  readonly y: number;
  /** A repeated table head: painted, but not part of the text. */
  readonly isRepeated: boolean;
}

export type PageContent = readonly PlacedBox[];

// Below this share of a page a row moves as a whole; above it the empty space would be worse.
const WHOLE_ROW_SHARE = 0.3;
// About three lines: less than that of a split row is not worth starting.
const LEAST_PART = 44;

/**
 * Places boxes on pages of the given height, in order and without loss. Boxes that are kept with the
 * next move on together, unless such a chain would fill more than a page.
 */
export function paginate(boxes: readonly Box[], pageHeight: number): readonly PageContent[] {
  const pages: PageContent[] = [];
  const queue = [...boxes];
  let index = 0;
  while (index < queue.length) {
    const page = startPage(queue[index], index > 0);
    index = fillPage(queue, index, { page, pageHeight });
    pages.push(page.placed);
  }
  return pages;
}

interface OpenPage {
  readonly placed: PlacedBox[];
  y: number;
  /** Boxes that were there before the first one from the queue. */
  readonly repeated: number;
}

/** A page that continues a table begins with its head. */
function startPage(first: Box | undefined, isLater: boolean): OpenPage {
  const placed: PlacedBox[] = [];
  let y = 0;
  if (isLater && first?.kind === 'row' && !first.isHeader) {
    for (const box of first.table?.header ?? []) {
      placed.push({ box, y, isRepeated: true });
      y += box.height;
    }
  }
  return { placed, y, repeated: placed.length };
}

interface PageState {
  readonly page: OpenPage;
  readonly pageHeight: number;
}

/** Fills one page from `start` and gives the index of the first box of the next. */
function fillPage(queue: Box[], start: number, { page, pageHeight }: PageState): number {
  let index = start;
  for (;;) {
    const box = queue[index];
    if (box === undefined) return index;
    const isFirst = index === start;
    if (box.breakBefore && !isFirst) return index;
    const gap = isFirst ? 0 : box.spaceBefore;
    const room = pageHeight - page.y - gap;
    if (box.height <= room + 0.01) {
      page.placed.push({ box, y: page.y + gap, isRepeated: false });
      page.y += gap + box.height;
      index += 1;
      continue;
    }
    const parts = box.kind === 'row' ? partsOf(box, room, { isFirst, pageHeight }) : undefined;
    if (parts === undefined) return breakAt(queue, { start, index, page, pageHeight });
    page.placed.push({ box: parts[0], y: page.y + gap, isRepeated: false });
    queue[index] = parts[1];
    return index;
  }
}

function partsOf(
  row: RowBox,
  room: number,
  { isFirst, pageHeight }: { isFirst: boolean; pageHeight: number },
): readonly [RowBox, RowBox] | undefined {
  const largest = isKeptWhole(row) ? 1 : WHOLE_ROW_SHARE;
  const least = Math.max(LEAST_PART, Math.min(leastHeight(row), pageHeight * WHOLE_ROW_SHARE));
  if (!isFirst && (room < least || row.height <= pageHeight * largest)) return undefined;
  return splitRow(row, room);
}

/** Whether no cell has a place to be cut at, as the cards of key figures. */
function isKeptWhole({ rows }: RowBox): boolean {
  const isChain = (boxes: readonly Box[]): boolean =>
    boxes.every((box, index) => box.kind !== 'row' && (box.keepNext || index === boxes.length - 1));
  return rows.every(({ cells }) => cells.every(({ stack }) => isChain(stack.boxes)));
}

interface BreakPlace extends PageState {
  readonly start: number;
  readonly index: number;
}

/** Takes back what must stay with the box at `index`; a chain longer than a page breaks where it is. */
function breakAt(queue: readonly Box[], { start, index, page, pageHeight }: BreakPlace): number {
  let cut = index;
  while (cut > start && queue[cut - 1]?.keepNext === true) cut -= 1;
  if (cut > start && (cut === index || chainHeight(queue, cut) <= pageHeight)) {
    page.placed.length = page.repeated + (cut - start);
    return cut;
  }
  if (index > start) return index;
  // Higher than an empty page and not to be split: it is set as it is rather than lost.
  const box = queue[index];
  if (box !== undefined) page.placed.push({ box, y: page.y, isRepeated: false });
  return index + 1;
}

/** How much room boxes need that are kept together, the last of them as far as it stands with the others. */
function chainHeight(queue: readonly Box[], start: number): number {
  let height = 0;
  for (let index = start; ; index += 1) {
    const box = queue[index];
    if (box === undefined) return height;
    if (index > start) height += box.spaceBefore;
    if (!box.keepNext) return height + (box.kind === 'row' ? leastHeight(box) : box.height);
    height += box.height;
  }
}
