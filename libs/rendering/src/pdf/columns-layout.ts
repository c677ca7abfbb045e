import { onceFor } from '@wirebrief/kernel';

import { type Block, type ContainerBlock } from '../blocks/ast';
import { addSpace, type Flow } from './flow';
import { type Area, type Layout } from './layout-context';
import { addStrips, layoutStrip } from './strips';

const alone = onceFor((block: Block): readonly Block[] => [block]);

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
      const x = area.x + place * (width + gap);
      return layoutStrip(alone(child), { ...area, x, width }, layout);
    });
    if (start > 0) addSpace(flow, gap);
    addStrips(cells, flow);
  }
}
