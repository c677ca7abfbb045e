import { type Drawing } from '../blocks/svg';
import { type Segment } from './lines';
import { type Border, type Sides, type Style } from './style';
import { type NumberedTag, type TagNumber, type TagPlace } from './tag-numbers';

/** A background and borders around all boxes that name it, on each page anew. */
export interface Frame {
  readonly x: number;
  readonly width: number;
  readonly background?: string;
  readonly borders: readonly Border[];
}

export interface Bookmark {
  readonly level: number;
  readonly title: string;
}

interface BoxBase {
  readonly height: number;
  /** Collapsed space above, dropped at the top of a page or a cell. */
  readonly spaceBefore: number;
  /** Stays on the page of the box that follows; set until the layout is finished. */
  keepNext: boolean;
  readonly breakBefore: boolean;
  /** Outermost first. */
  readonly frames: readonly Frame[];
  readonly anchors: readonly string[];
  readonly bookmark?: Bookmark;
}

export interface LineBox extends BoxBase {
  readonly kind: 'line';
  readonly x: number;
  readonly baseline: number;
  readonly segments: readonly Segment[];
  /** Those of its text. */
  readonly tags: TagPlace;
  /** Prints the number of the page where this id stands, at the edge opposite to the text. */
  readonly pageNumber?: PageNumber;
}

export interface PageNumber {
  readonly id: string;
  /** Edges of the place between the text and the edge of the page, for the leader dots and the number. */
  readonly left: number;
  readonly right: number;
  readonly isRightToLeft: boolean;
  readonly style: Style;
  readonly tag: TagNumber;
}

/** Padding of a frame. */
export interface GapBox extends BoxBase {
  readonly kind: 'gap';
}

export interface RuleBox extends BoxBase {
  readonly kind: 'rule';
  readonly x: number;
  readonly width: number;
  readonly line: Border;
}

export interface DrawingBox extends BoxBase {
  readonly kind: 'drawing';
  readonly x: number;
  readonly width: number;
  readonly drawing: Drawing;
  /** That of the text around it. */
  readonly direction: 'ltr' | 'rtl' | 'auto';
  readonly tag: TagNumber;
}

/** Rows of cells that share row spans; also the row of a `data-columns` grid. May split over pages. */
export interface RowBox extends BoxBase {
  readonly kind: 'row';
  readonly rows: readonly CellRow[];
  readonly rowHeights: readonly number[];
  readonly table?: TableFlow;
  /** A row of the table's head, which later pages repeat. */
  readonly isHeader: boolean;
}

export interface CellRow {
  readonly frame: Frame;
  readonly cells: readonly Cell[];
}

export interface Cell {
  readonly frame: Frame;
  readonly padding: Sides;
  readonly rowSpan: number;
  /** Left edge of the stack. */
  readonly x: number;
  readonly stack: Stack;
  readonly tags: TagPlace;
}

/**
 * Boxes below each other in a strip of their own, with x counted from its left edge and tags from its owner: the same
 * wherever and in whichever document it stands.
 */
export interface Stack {
  readonly boxes: readonly Box[];
  readonly height: number;
  /** Whether any box stands in a frame or holds cells, which have frames. */
  readonly hasFrames: boolean;
  /** Whether any box inside has an id. */
  readonly hasAnchors: boolean;
  readonly tags: readonly NumberedTag[];
  /** Asked for below the last box. */
  readonly spaceAfter: number;
}

/** One table as it runs over pages. */
export interface TableFlow {
  readonly header: readonly RowBox[];
}

export type Box = LineBox | GapBox | RuleBox | DrawingBox | RowBox;

export function stackOf(
  boxes: readonly Box[],
  { tags, spaceAfter }: Pick<Stack, 'tags' | 'spaceAfter'>,
): Stack {
  return {
    boxes,
    height: boxes.reduce(
      (sum, box, index) => sum + box.height + (index === 0 ? 0 : box.spaceBefore),
      0,
    ),
    hasFrames: boxes.some((box) => box.kind === 'row' || box.frames.length > 0),
    hasAnchors: boxes.some((box) => box.anchors.length > 0 || hasCellWithAnchors(box)),
    tags,
    spaceAfter,
  };
}

function hasCellWithAnchors(box: Box): boolean {
  return (
    box.kind === 'row' && box.rows.some(({ cells }) => cells.some(({ stack }) => stack.hasAnchors))
  );
}
