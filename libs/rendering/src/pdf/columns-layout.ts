import { type Block, type ContainerBlock } from '../blocks/ast';
import { type RowBox } from './box';
import { cellRow, createRow } from './cells';
import { addBox, addSpace, createFlow, type Flow } from './flow';
import { type Area, type Layout, layoutBlocks } from './layout-context';

/** Children side by side in rows of equal cells; what is left over goes to further rows. */
export function layoutColumns(block: ContainerBlock, area: Area, flow: Flow, layout: Layout): void {
  const count = block.columns ?? 1;
  const { gap } = area.style;
  const width = (area.width - gap * (count - 1)) / count;
  const isRightToLeft = area.direction === 'rtl';
  for (let start = 0; start < block.children.length; start += count) {
    const row = block.children.slice(start, start + count);
    const cells = row.map((child: Block, index) => {
      const place = isRightToLeft ? count - 1 - index : index;
      const inner = createFlow();
      layoutBlocks([child], { ...area, x: area.x + place * (width + gap), width }, inner, layout);
      return inner;
    });
    if (start > 0) addSpace(flow, gap);
    addBox<RowBox>(flow, createRow([cellRow(cells.map(({ boxes }) => boxes))]));
    addSpace(flow, Math.max(...cells.map(({ pendingSpace }) => pendingSpace)));
  }
}
