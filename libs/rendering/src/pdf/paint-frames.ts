import { type Frame, type RowBox } from './box';
import { eachBox, eachCell } from './cells';
import { type PagePainter } from './page-painter';
import { type PlacedBox } from './paginate';
import { type Border } from './style';

interface Corner {
  readonly top: number;
  readonly left: number;
}

interface Extent {
  top: number;
  bottom: number;
}

/** Backgrounds and borders of boxes and of the cells in them, with the corner where the boxes begin. */
export function paintFrames(
  content: readonly PlacedBox[],
  { top, left }: Corner,
  painter: PagePainter,
): void {
  const extents = new Map<Frame, Extent>();
  for (const { box, y } of content) {
    for (const frame of box.frames) {
      const extent = extents.get(frame);
      if (extent === undefined) extents.set(frame, { top: top + y, bottom: top + y + box.height });
      else extent.bottom = Math.max(extent.bottom, top + y + box.height);
    }
  }
  for (const [frame, extent] of extents) paintFrame(frame, { ...extent, left }, painter);
  for (const { box, y } of content)
    if (box.kind === 'row') paintRowFrames(box, { top: top + y, left }, painter);
}

function paintRowFrames(row: RowBox, { top, left }: Corner, painter: PagePainter): void {
  let y = top;
  row.rows.forEach((part, index) => {
    const bottom = y + (row.rowHeights[index] ?? 0);
    paintFrame(part.frame, { top: y, bottom, left }, painter);
    y = bottom;
  });
  eachCell(row, top, ({ frame, padding, stack, x }, at, height) => {
    paintFrame(frame, { top: at, bottom: at + height, left }, painter);
    if (!stack.hasFrames) return;
    const placed: PlacedBox[] = [];
    eachBox(stack, 0, (box, y) => placed.push({ box, y, isRepeated: false }));
    paintFrames(placed, { top: at + padding.top, left: left + x }, painter);
  });
}

function paintFrame(
  frame: Frame,
  extent: Extent & { readonly left: number },
  painter: PagePainter,
): void {
  const { width, background, borders } = frame;
  if (background === undefined && borders.length === 0) return;
  const x = extent.left + frame.x;
  const height = extent.bottom - extent.top;
  if (background !== undefined) painter.fillRect(x, extent.top, width, height, background);
  for (const border of borders) paintBorder(border, { x, y: extent.top, width, height }, painter);
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
  painter: PagePainter,
): void {
  const { side, width: thickness, color } = border;
  if (side === 'top') painter.fillRect(x, y, width, thickness, color);
  if (side === 'bottom') painter.fillRect(x, y + height - thickness, width, thickness, color);
  if (side === 'left') painter.fillRect(x, y, thickness, height, color);
  if (side === 'right') painter.fillRect(x + width - thickness, y, thickness, height, color);
}
