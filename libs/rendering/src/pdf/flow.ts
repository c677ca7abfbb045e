import { type Bookmark, type Box, type Frame } from './box';

type Unplaced<B extends Box> = Omit<B, 'spaceBefore' | 'frames' | 'anchors' | 'breakBefore'>;

type Placed<B extends Box> = Unplaced<B> & {
  -readonly [Key in 'spaceBefore' | 'frames' | 'anchors' | 'breakBefore' | 'bookmark']?: Box[Key];
};

/** Collects the boxes of a page area or a cell, collapsing the space between them. */
export interface Flow {
  readonly boxes: Box[];
  readonly frames: readonly Frame[];
  /** Space asked for by what came before and what comes next; the larger one counts. */
  pendingSpace: number;
  /** At the top of a padded frame or a cell no space is asked for. */
  isAtStart: boolean;
  breakBefore: boolean;
  anchors: string[];
  bookmark?: Bookmark;
}

export function createFlow(): Flow {
  return {
    boxes: [],
    frames: [],
    pendingSpace: 0,
    isAtStart: true,
    breakBefore: false,
    anchors: [],
  };
}

/** The same flow inside one more frame. Boxes go to the same list. */
export function framed(flow: Flow, frame: Frame): Flow {
  return { ...flow, frames: [...flow.frames, frame] };
}

/** Takes over the state of a framed flow once its frame ends. */
export function resume(flow: Flow, inner: Flow): void {
  const { pendingSpace, isAtStart, breakBefore, anchors, bookmark } = inner;
  Object.assign(flow, { pendingSpace, isAtStart, breakBefore, anchors, bookmark });
}

export function addSpace(flow: Flow, space: number): void {
  if (!flow.isAtStart) flow.pendingSpace = Math.max(flow.pendingSpace, space);
}

/** Places a new box, which becomes the flow's own. */
export function addBox<B extends Box>(flow: Flow, box: Unplaced<B>): void {
  const { anchors, bookmark } = flow;
  // Grown and not copied: a document has thousands of them.
  const placed = box as Placed<B>;
  placed.spaceBefore = flow.pendingSpace;
  placed.frames = flow.frames;
  placed.anchors = anchors;
  placed.breakBefore = flow.breakBefore;
  if (bookmark !== undefined) placed.bookmark = bookmark;
  flow.boxes.push(placed as unknown as B);
  flow.pendingSpace = 0;
  flow.isAtStart = false;
  flow.breakBefore = false;
  if (anchors.length > 0) flow.anchors = [];
  if (bookmark !== undefined) delete flow.bookmark;
}

/** Keeps the boxes from `start` to before `end` with those that follow them. */
export function keepWithNext(flow: Flow, start: number, end: number): void {
  for (let index = start; index < end; index += 1) {
    const box = flow.boxes[index];
    if (box !== undefined) box.keepNext = true;
  }
}

// Higher rows than this share of a page stand well enough alone.
const LONE_ROW_SHARE = 0.2;

/** The first two and the last two of the rows from `start` on stay together where they are small. */
export function bindEnds(flow: Flow, start: number, pageHeight: number): void {
  const end = flow.boxes.length;
  if (end - start < 2) return;
  for (const index of [start, end - 2]) {
    const height = flow.boxes[index]?.height ?? 0;
    if (height < pageHeight * LONE_ROW_SHARE) keepWithNext(flow, index, index + 1);
  }
}
