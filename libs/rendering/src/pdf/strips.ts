import { type Block } from '../blocks/ast';
import { type Cell, type RowBox } from './box';
import { cellRow, createRow } from './cells';
import { addBox, addSpace, type Flow } from './flow';
import { type Area, type Layout } from './layout-context';
import { layoutStack } from './stack-layout';
import { placeTags } from './tag-numbers';

type Strip = Pick<Cell, 'x' | 'stack' | 'tags'>;

/** Blocks in one of the strips that stand side by side. */
export function layoutStrip(blocks: readonly Block[], area: Area, layout: Layout): Strip {
  const stack = layoutStack(blocks, area, layout);
  return { x: area.x, stack, tags: placeTags(stack.tags, area.tag?.number, layout.tags) };
}

/** Strips side by side as one row without a look of its own. */
export function addStrips(strips: readonly Strip[], flow: Flow): void {
  addBox<RowBox>(flow, createRow([cellRow(strips)]));
  addSpace(flow, Math.max(...strips.map(({ stack }) => stack.spaceAfter)));
}
