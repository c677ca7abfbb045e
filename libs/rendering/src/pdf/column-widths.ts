import { type Block, type TableBlock, type TableCell } from '../blocks/ast';
import { type Area, intrinsicWidthsOf, type Layout } from './layout-context';
import { type IntrinsicWidths } from './lines';
import { type Style } from './style';

interface WidthsBefore extends Pick<Area, 'width' | 'style' | 'lang' | 'direction'> {
  readonly widths: readonly number[];
}

const widthsBefore = new WeakMap<TableBlock, WidthsBefore>();

/** Widths of the columns: as stated by `data-widths`, else by the content as browsers share them out. */
export function columnWidths(table: TableBlock, area: Area, layout: Layout): readonly number[] {
  const known = widthsBefore.get(table);
  const { width, style, lang, direction } = area;
  const isSame = known?.width === width && known.style === style && known.lang === lang;
  if (isSame && known.direction === direction) return known.widths;
  const widths = widthsIn(table, area, layout);
  widthsBefore.set(table, { width, style, lang, direction, widths });
  return widths;
}

function widthsIn(table: TableBlock, area: Area, layout: Layout): readonly number[] {
  if (table.widths !== undefined) {
    const total = table.widths.reduce((sum, part) => sum + part, 0);
    const stated = table.widths.map((part) => (part / total) * area.width);
    const isNarrow = area.width < NARROW * layout.styles.root.size;
    return isNarrow
      ? withRoomForWords(stated, columnNeeds(table, area, layout), area.width)
      : stated;
  }
  return shareOut(columnNeeds(table, area, layout), area.width);
}

/** Ems of body text: on a page as narrow as that, in large print, stated widths would cut words. */
const NARROW = 40;

/** Columns that are narrower than their longest word take what the others can spare. */
function withRoomForWords(
  stated: readonly number[],
  needs: readonly IntrinsicWidths[],
  available: number,
): readonly number[] {
  const wanted = needs.map(({ min }) => Math.min(min, available / 2));
  const lack = stated.map((width, index) => Math.max(0, (wanted[index] ?? 0) - width));
  const spare = stated.map((width, index) => Math.max(0, width - (wanted[index] ?? 0)));
  const lacking = lack.reduce((sum, part) => sum + part, 0);
  const sparing = spare.reduce((sum, part) => sum + part, 0);
  if (lacking === 0 || sparing === 0) return stated;
  const moved = Math.min(lacking, sparing);
  return stated.map(
    (width, index) =>
      width + ((lack[index] ?? 0) / lacking) * moved - ((spare[index] ?? 0) / sparing) * moved,
  );
}

function columnNeeds(table: TableBlock, area: Area, layout: Layout): readonly IntrinsicWidths[] {
  const needs: IntrinsicWidths[] = Array.from({ length: table.columnCount }, () => ({
    min: 0,
    max: 0,
  }));
  for (const row of [...table.head, ...table.body]) {
    const style = layout.styles.resolve(area.style, 'tr', row.classes);
    const inner = { ...area, style };
    for (const cell of row.cells) {
      const need = cellNeed(cell, inner, layout);
      for (let index = cell.column; index < cell.column + cell.columnSpan; index += 1) {
        const known = needs[index] ?? { min: 0, max: 0 };
        needs[index] = {
          min: Math.max(known.min, need.min / cell.columnSpan),
          max: Math.max(known.max, need.max / cell.columnSpan),
        };
      }
    }
  }
  return needs;
}

function cellNeed(cell: TableCell, area: Area, layout: Layout): IntrinsicWidths {
  const style = layout.styles.resolve(area.style, cell.tag, cell.classes);
  const inner = { ...area, style, direction: cell.dir ?? area.direction };
  return widened(
    blocksNeed(cell.children, inner, layout),
    style.padding.left + style.padding.right,
  );
}

function blocksNeed(blocks: readonly Block[], area: Area, layout: Layout): IntrinsicWidths {
  const needs = blocks.map((block) => blockNeed(block, area, layout));
  return {
    min: Math.max(0, ...needs.map((need) => need.min)),
    max: Math.max(0, ...needs.map((need) => need.max)),
  };
}

/** Of the longest word of a block, with what stands beside it. */
export function leastWidth(block: Block, area: Area, layout: Layout): number {
  return blockNeed(block, area, layout).min;
}

function blockNeed(block: Block, area: Area, layout: Layout): IntrinsicWidths {
  const style =
    block.tag === 'text'
      ? layout.styles.textOf(area.style)
      : layout.styles.resolve(area.style, block.tag, block.classes);
  const inner: Area = { ...area, style, direction: block.dir ?? area.direction };
  const edges = boxEdges(style);
  switch (block.kind) {
    case 'text':
      return widened(intrinsicWidthsOf(block, inner, layout), block.tag === 'text' ? 0 : edges);
    case 'container':
      return widened(blocksNeed(block.children, inner, layout), edges);
    case 'list':
      return widened(
        blocksNeed(
          block.items.flatMap((item) => item.children),
          inner,
          layout,
        ),
        edges + style.size,
      );
    case 'descriptions':
    case 'table':
    case 'drawing':
    case 'rule':
      return { min: style.size * 4, max: area.width / 2 };
  }
}

function boxEdges(style: Style): number {
  return style.padding.left + style.padding.right + style.indent;
}

function widened(need: IntrinsicWidths, by: number): IntrinsicWidths {
  return { min: need.min + by, max: need.max + by };
}

/** Minimum for each column first; what is left is shared by how much more each would like. */
function shareOut(needs: readonly IntrinsicWidths[], available: number): readonly number[] {
  // A single long word may not take more than half of the table; it is cut instead.
  const bounded = needs.map(({ min, max }) => {
    const least = needs.length === 1 ? available : Math.min(min, available / 2);
    return { min: Math.min(least, max), max: Math.max(1, max) };
  });
  const least = bounded.reduce((sum, need) => sum + need.min, 0);
  const most = bounded.reduce((sum, need) => sum + need.max, 0);
  if (least >= available) return bounded.map((need) => (need.min / least) * available);
  if (most <= available) return bounded.map((need) => (need.max / most) * available);
  const share = (available - least) / (most - least);
  return bounded.map((need) => need.min + (need.max - need.min) * share);
}
