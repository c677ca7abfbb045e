import {
  type Box,
  type Cell,
  type CellRow,
  type Frame,
  type RowBox,
  type Stack,
  stackOf,
} from './box';
import { type Sides } from './style';

const NO_FRAME: Frame = { x: 0, width: 0, borders: [] };
const NO_PADDING: Sides = { top: 0, right: 0, bottom: 0, left: 0 };

/** A row of cells without look of their own. */
export function cellRow(cells: readonly Pick<Cell, 'x' | 'stack' | 'tags'>[]): CellRow {
  return {
    frame: NO_FRAME,
    cells: cells.map(({ x, stack, tags }) => {
      return { frame: NO_FRAME, padding: NO_PADDING, rowSpan: 1, x, stack, tags };
    }),
  };
}

type RowFields = Pick<RowBox, 'kind' | 'rows' | 'rowHeights' | 'height' | 'isHeader' | 'keepNext'>;

export function createRow(rows: readonly CellRow[], isHeader = false): RowFields {
  const rowHeights = heightsOf(rows);
  const height = rowHeights.reduce((sum, row) => sum + row, 0);
  return { kind: 'row', rows, rowHeights, height, isHeader, keepNext: isHeader };
}

/** Each row is as high as its highest cell; a cell over several rows stretches the last of them. */
function heightsOf(rows: readonly CellRow[]): readonly number[] {
  const heights = rows.map((row) =>
    Math.max(0, ...row.cells.filter((cell) => cell.rowSpan === 1).map(cellHeight)),
  );
  rows.forEach((row, index) => {
    for (const cell of row.cells.filter((candidate) => candidate.rowSpan > 1)) {
      const last = Math.min(rows.length, index + cell.rowSpan) - 1;
      const spanned = sum(heights.slice(index, last + 1));
      heights[last] = (heights[last] ?? 0) + Math.max(0, cellHeight(cell) - spanned);
    }
  });
  return heights;
}

function cellHeight(cell: Cell): number {
  return cell.padding.top + cell.stack.height + cell.padding.bottom;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/**
 * Cuts a row so that its first part is at most `available` high. Undefined when not one line of it
 * fits. Every box goes to exactly one of the parts.
 */
export function splitRow(row: RowBox, available: number): readonly [RowBox, RowBox] | undefined {
  const starts = row.rowHeights.map((_, index) => sum(row.rowHeights.slice(0, index)));
  const first: CellRow[] = [];
  const second: CellRow[] = [];
  let taken = 0;
  row.rows.forEach((part, index) => {
    const room = available - (starts[index] ?? 0);
    const cut = part.cells.map((cell) => splitCell(cell, room));
    taken += cut.reduce((count, [head]) => count + head.stack.boxes.length, 0);
    const isPast = room <= 0;
    const heads = cut.map(([head]) => head);
    const tails = cut.map(([, tail]) => tail);
    const isDone = tails.every((tail) => tail.stack.boxes.length === 0 && tail.rowSpan === 1);
    if (!isPast) first.push({ ...part, cells: heads });
    if (isPast || !isDone) second.push({ ...part, cells: isPast ? part.cells : tails });
  });
  if (taken === 0 || second.length === 0) return undefined;
  return [rebuilt(row, first), { ...rebuilt(row, second), anchors: [], breakBefore: false }];
}

function rebuilt(row: RowBox, rows: readonly CellRow[]): RowBox {
  return { ...row, ...createRow(fitSpans(rows), row.isHeader), keepNext: row.keepNext };
}

function fitSpans(rows: readonly CellRow[]): readonly CellRow[] {
  return rows.map((row, index) => ({
    ...row,
    cells: row.cells.map((cell) => ({
      ...cell,
      rowSpan: Math.min(cell.rowSpan, rows.length - index),
    })),
  }));
}

function splitCell(cell: Cell, room: number): readonly [Cell, Cell] {
  const { stack, padding } = cell;
  const [head, tail] = splitBoxes(stack.boxes, room - padding.top - padding.bottom);
  return [withBoxes(cell, head), withBoxes(cell, tail)];
}

function withBoxes(cell: Cell, boxes: readonly Box[]): Cell {
  return boxes === cell.stack.boxes ? cell : { ...cell, stack: stackOf(boxes, cell.stack) };
}

/** The boxes that fit and the rest, without parting boxes that are kept together where that is possible. */
function splitBoxes(
  boxes: readonly Box[],
  available: number,
): readonly [readonly Box[], readonly Box[]] {
  let y = 0;
  for (const [index, box] of boxes.entries()) {
    const gap = index === 0 ? 0 : box.spaceBefore;
    if (y + gap + box.height > available + 0.01) return cutAt(boxes, index, available - y - gap);
    y += gap + box.height;
  }
  return [boxes, []];
}

function cutAt(
  boxes: readonly Box[],
  index: number,
  room: number,
): readonly [readonly Box[], readonly Box[]] {
  const box = boxes[index];
  if (box?.kind === 'row') {
    const parts = splitRow(box, room);
    if (parts !== undefined) {
      return [
        [...boxes.slice(0, index), parts[0]],
        [parts[1], ...boxes.slice(index + 1)],
      ];
    }
  }
  let cut = index;
  while (cut > 0 && boxes[cut - 1]?.keepNext === true) cut -= 1;
  if (cut === 0) cut = index;
  return [boxes.slice(0, cut), boxes.slice(cut)];
}

/** What of a row stands together above the first place where it may be cut. */
export function leastHeight({ rows }: RowBox): number {
  const [first] = rows;
  const heights = first?.cells.map((cell) => cell.padding.top + leastStackHeight(cell.stack)) ?? [];
  return Math.max(0, ...heights);
}

function leastStackHeight({ boxes }: Stack): number {
  let height = 0;
  for (const [index, box] of boxes.entries()) {
    if (index > 0) height += box.spaceBefore;
    if (box.kind === 'row') return height + leastHeight(box);
    height += box.height;
    if (!box.keepNext) break;
  }
  return height;
}

/** The boxes of a stack, each with its top where the stack has its own. */
export function eachBox({ boxes }: Stack, top: number, visit: (box: Box, y: number) => void): void {
  let y = top;
  boxes.forEach((box, index) => {
    if (index > 0) y += box.spaceBefore;
    visit(box, y);
    y += box.height;
  });
}

/** The cells of a row, each with its top and its height. */
export function eachCell(
  { rows, rowHeights }: RowBox,
  top: number,
  visit: (cell: Cell, y: number, height: number) => void,
): void {
  let y = top;
  rows.forEach(({ cells }, index) => {
    const height = rowHeights[index] ?? 0;
    for (const cell of cells) visit(cell, y, height + heightBelow(rowHeights, index, cell));
    y += height;
  });
}

/** That of the further rows that a cell spans. */
function heightBelow(rowHeights: readonly number[], row: number, { rowSpan }: Cell): number {
  return rowHeights.slice(row + 1, row + rowSpan).reduce((sum, height) => sum + height, 0);
}
