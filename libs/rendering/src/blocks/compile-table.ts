import {
  type BlockBase,
  type ContainerBlock,
  type TableBlock,
  type TableCell,
  type TableRow,
} from './ast';
import { childElements, type HtmlElement, isElement } from './html-tree';
import { refuse } from './validate';

interface Compilers {
  readonly baseOf: (element: HtmlElement) => BlockBase;
  readonly compileContainer: (element: HtmlElement) => ContainerBlock;
}

/** A table with every cell placed in a grid. Rows of `thead` are the header that later pages repeat. */
export function compileTable(element: HtmlElement, compilers: Compilers): TableBlock {
  checkText(element);
  const children = childElements(element).filter((child) => !isLeftOut(child));
  const caption = children.find((child) => child.name === 'caption');
  const headRows = rowsIn(children.filter((child) => child.name === 'thead'));
  const bodyRows = rowsIn(children.filter((child) => ['tbody', 'tr'].includes(child.name)));
  const head = placeCells(headRows, compilers);
  const body = placeCells(bodyRows, compilers);
  const widths = element.attributes['data-widths']?.split(',').map(Number);
  const columnCount = Math.max(1, columnsOf(head), columnsOf(body));
  if (widths !== undefined && widths.length !== columnCount) {
    refuse(`data-widths names ${widths.length} of ${columnCount} columns`, element.line);
  }
  return {
    kind: 'table',
    ...compilers.baseOf(element),
    ...(caption === undefined ? {} : { caption: compilers.compileContainer(caption) }),
    columnCount,
    ...(widths === undefined ? {} : { widths }),
    ...sectionsOf(completed(head, columnCount), completed(body, columnCount)),
  };
}

/** A head stands above a body (7.2-14 of PDF/UA-1): alone, it is the body. */
function sectionsOf(
  head: readonly TableRow[],
  body: readonly TableRow[],
): Pick<TableBlock, 'head' | 'body'> {
  return body.length === 0 ? { head: [], body: head } : { head, body };
}

function isLeftOut(element: HtmlElement): boolean {
  return 'hidden' in element.attributes || element.attributes['data-pdf'] === 'skip';
}

function checkText(element: HtmlElement): void {
  for (const node of element.children) {
    if (isElement(node)) {
      if (['thead', 'tbody', 'tr'].includes(node.name)) checkText(node);
    } else if (node.trim() !== '') refuse(`text directly inside <${element.name}>`, element.line);
  }
}

function rowsIn(parts: readonly HtmlElement[]): readonly HtmlElement[] {
  return parts
    .flatMap((part) => (part.name === 'tr' ? [part] : childElements(part)))
    .filter((row) => !isLeftOut(row));
}

/** Puts cells into the first free columns, as HTML does, with row spans cut at the end of the section. */
function placeCells(rows: readonly HtmlElement[], compilers: Compilers): readonly TableRow[] {
  const takenUntil: number[] = [];
  return rows.map((row, rowIndex) => {
    let column = 0;
    const cells = childElements(row)
      .filter((cell) => !isLeftOut(cell))
      .map((cell): TableCell => {
        while ((takenUntil[column] ?? 0) > rowIndex) column += 1;
        const placed = compileCell(cell, column, rows.length - rowIndex, compilers);
        for (let i = 0; i < placed.columnSpan; i += 1) {
          takenUntil[column + i] = rowIndex + placed.rowSpan;
        }
        column += placed.columnSpan;
        return placed;
      });
    return Object.assign(compilers.baseOf(row), { cells });
  });
}

/** Empty cells where a row has none, so that all rows have the same number of columns (7.2-43). */
function completed(rows: readonly TableRow[], columnCount: number): readonly TableRow[] {
  const takenUntil = Array.from({ length: columnCount }, () => 0);
  return rows.map((row, rowIndex) => {
    for (const { column, columnSpan, rowSpan } of row.cells)
      takenUntil.fill(rowIndex + rowSpan, column, column + columnSpan);
    const fillers: TableCell[] = [];
    for (let column = 0; column < columnCount; column += 1) {
      if ((takenUntil[column] ?? 0) <= rowIndex) fillers.push(emptyCell(row, column));
    }
    return fillers.length === 0 ? row : { ...row, cells: [...row.cells, ...fillers] };
  });
}

function emptyCell({ line, isHidden }: TableRow, column: number): TableCell {
  return {
    ...{ tag: 'td', classes: [], line, isHidden, isHeader: false },
    ...{ breakBefore: false, avoidBreak: false, keepNext: false },
    ...{ column, columnSpan: 1, rowSpan: 1, children: [] },
  };
}

const SCOPES: Readonly<Record<string, 'Row' | 'Column'>> = {
  row: 'Row',
  rowgroup: 'Row',
  col: 'Column',
  colgroup: 'Column',
};

function compileCell(
  cell: HtmlElement,
  column: number,
  rowsLeft: number,
  compilers: Compilers,
): TableCell {
  const isHeader = cell.name === 'th';
  const scope = SCOPES[cell.attributes['scope'] ?? ''];
  const base = compilers.baseOf(cell);
  // Grown and not copied: copies of objects with varying keys are the dearest part of a table.
  return Object.assign(
    base,
    {
      classes: scope === 'Row' ? ['row-header', ...base.classes] : base.classes,
      isHeader,
      column,
      columnSpan: spanOf(cell, 'colspan'),
      rowSpan: Math.min(rowsLeft, spanOf(cell, 'rowspan')),
      children: compilers.compileContainer(cell).children,
    },
    isHeader ? { scope: scope ?? ('Column' as const) } : undefined,
  );
}

function spanOf(cell: HtmlElement, name: 'colspan' | 'rowspan'): number {
  const value = Number(cell.attributes[name] ?? 1);
  if (Number.isInteger(value) && value >= 1 && value <= 1000) return value;
  return refuse(
    `${name}="${cell.attributes[name] ?? ''}" is not a number from 1 to 1000`,
    cell.line,
  );
}

function columnsOf(rows: readonly TableRow[]): number {
  return Math.max(
    0,
    ...rows.flatMap((row) => row.cells.map((cell) => cell.column + cell.columnSpan)),
  );
}
