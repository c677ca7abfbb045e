import { type TableBlock, type TableCell, type TableRow } from '../blocks/ast';
import {
  type Cell,
  type CellRow,
  type Frame,
  type RowBox,
  type Stack,
  stackOf,
  type TableFlow,
} from './box';
import { createRow } from './cells';
import { columnWidths } from './column-widths';
import { addBox, bindEnds, type Flow, keepWithNext } from './flow';
import {
  type Area,
  type AreaTag,
  blockTag,
  languageAttribute,
  type Layout,
} from './layout-context';
import { layoutStack } from './stack-layout';
import { sidesIn, type Style } from './style';
import { placeTags } from './tag-numbers';

/** A table as rows that may split over pages, with a head that is repeated on each of them. */
export function layoutTable(table: TableBlock, area: Area, flow: Flow, layout: Layout): void {
  if (table.caption !== undefined) {
    const start = flow.boxes.length;
    layout.layoutBlock(table.caption, area, flow, layout);
    keepWithNext(flow, start, flow.boxes.length);
  }
  const grid = createGrid(table, area, layout);
  const header: RowBox[] = [];
  const context: TableContext = { area, grid, layout, flow, table: { header } };
  const first = flow.boxes.length;
  addSection(table.head, 'THead', context);
  for (const box of flow.boxes.slice(first)) if (box.kind === 'row') header.push(box);
  const body = flow.boxes.length;
  addSection(table.body, 'TBody', context);
  bindEnds(flow, body, layout.pageHeight);
}

interface Grid {
  readonly starts: readonly number[];
  readonly widths: readonly number[];
}

function createGrid(table: TableBlock, area: Area, layout: Layout): Grid {
  const widths = columnWidths(table, area, layout);
  const starts = widths.map((_, index) => {
    const before = widths.slice(0, index).reduce((sum, width) => sum + width, 0);
    const isRightToLeft = area.direction === 'rtl';
    return isRightToLeft ? area.x + area.width - before - (widths[index] ?? 0) : area.x + before;
  });
  return { starts, widths };
}

interface TableContext {
  readonly area: Area;
  readonly grid: Grid;
  readonly layout: Layout;
  readonly flow: Flow;
  readonly table: TableFlow;
}

function addSection(
  rows: readonly TableRow[],
  type: 'THead' | 'TBody',
  context: TableContext,
): void {
  if (rows.length === 0) return;
  const { tag: around } = context.area;
  const tag = around === undefined ? undefined : blockTag(type, around, context.layout);
  let group: CellRow[] = [];
  let openRows = 0;
  rows.forEach((row) => {
    const laidOut = layoutRow(row, tag, context);
    group.push(laidOut);
    openRows = Math.max(openRows - 1, ...row.cells.map((cell) => cell.rowSpan - 1), 0);
    if (row.id !== undefined) context.flow.anchors = [...context.flow.anchors, row.id];
    if (openRows > 0) return;
    const cells = createRow(group, type === 'THead');
    const keepNext = cells.keepNext || row.keepNext;
    addBox<RowBox>(context.flow, { ...cells, keepNext, table: context.table });
    group = [];
  });
}

function layoutRow(row: TableRow, section: AreaTag | undefined, context: TableContext): CellRow {
  const { area, layout } = context;
  const style = layout.styles.resolve(area.style, 'tr', row.classes);
  const isHidden = section === undefined || row.isHidden;
  const tag = isHidden ? undefined : blockTag('TR', section, layout, languageAttribute(row, area));
  const inner: Area = { ...area, style, tag, lang: row.lang ?? area.lang };
  const cells = row.cells.map((cell) => layoutCell(cell, inner, context));
  return { frame: frameOf(style, area.x, area.width), cells };
}

function layoutCell(cell: TableCell, row: Area, context: TableContext): Cell {
  const { grid, layout } = context;
  const style = layout.styles.resolve(row.style, cell.tag, cell.classes);
  const last = cell.column + cell.columnSpan - 1;
  const x = Math.min(grid.starts[cell.column] ?? 0, grid.starts[last] ?? Infinity);
  const width = grid.widths.slice(cell.column, last + 1).reduce((sum, part) => sum + part, 0);
  const { padding } = sidesIn(style, row.direction);
  const area: Area = {
    x: x + padding.left,
    width: Math.max(1, width - padding.left - padding.right),
    style,
    tag: cellTag(cell, row, layout),
    lang: cell.lang ?? row.lang,
    direction: cell.dir ?? row.direction,
    isContents: row.isContents,
  };
  const stack = layoutStack(cell.children, area, layout);
  return {
    frame: frameOf(style, x, width),
    padding,
    rowSpan: cell.rowSpan,
    x: area.x,
    stack: cell.id === undefined ? stack : withAnchor(stack, cell.id),
    tags: placeTags(stack.tags, area.tag?.number, layout.tags),
  };
}

function withAnchor(stack: Stack, id: string): Stack {
  const [first, ...others] = stack.boxes;
  return first === undefined
    ? stack
    : stackOf([{ ...first, anchors: [id, ...first.anchors] }, ...others], stack);
}

function cellTag(cell: TableCell, row: Area, layout: Layout): AreaTag | undefined {
  if (row.tag === undefined || cell.isHidden) return undefined;
  const { scope, columnSpan, rowSpan, isHeader } = cell;
  const language = languageAttribute(cell, row);
  const isPlain = scope === undefined && columnSpan === 1 && rowSpan === 1;
  const attributes = isPlain
    ? language
    : { ...language, columnSpan, rowSpan, ...(scope && { scope }) };
  return blockTag(isHeader ? 'TH' : 'TD', row.tag, layout, attributes);
}

function frameOf(style: Style, x: number, width: number): Frame {
  const { background, borders } = style;
  return { x, width, borders, ...(background === undefined ? {} : { background }) };
}
