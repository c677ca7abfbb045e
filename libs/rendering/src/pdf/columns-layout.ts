import { onceFor } from '@wirebrief/kernel';

import { type Block, type ContainerBlock } from '../blocks/ast';
import { leastWidth } from './column-widths';
import { addSpace, type Flow } from './flow';
import { type Area, type Layout } from './layout-context';
import { addStrips, layoutStrip } from './strips';

const alone = onceFor((block: Block): readonly Block[] => [block]);

/** Children side by side in rows of equal cells; what is left over goes to further rows. */
export function layoutColumns(block: ContainerBlock, area: Area, flow: Flow, layout: Layout): void {
  const count = fittingCount(block, area, layout);
  const { gap } = area.style;
  const width = columnWidth(count, area);
  const isRightToLeft = area.direction === 'rtl';
  for (let start = 0; start < block.children.length; start += count) {
    const row = block.children.slice(start, start + count);
    const cells = row.map((child: Block, index) => {
      const place = isRightToLeft ? count - 1 - index : index;
      const x = area.x + place * (width + gap);
      return layoutStrip(alone(child), { ...area, x, width }, layout);
    });
    if (start > 0) addSpace(flow, gap);
    addStrips(cells, flow);
  }
}

function columnWidth(count: number, { width, style }: Area): number {
  return (width - style.gap * (count - 1)) / count;
}

/** As many as asked for, or fewer where that would cut a word; a word that is wider than half of the page is cut. */
function fittingCount(
  { columns = 1, children }: ContainerBlock,
  area: Area,
  layout: Layout,
): number {
  const most = columnWidth(2, area);
  const needs = children.map((child) => leastWidth(child, area, layout));
  const widest = Math.max(0, ...needs.filter((need) => need <= most));
  let count = columns;
  while (count > 2 && columnWidth(count, area) < widest) count -= 1;
  return count;
}
