import { type Block } from '../blocks/ast';
import { type Stack, stackOf } from './box';
import { createFlow } from './flow';
import { type Area, type Layout, layoutBlocks } from './layout-context';
import { collectNumbered, type NumberedTag, OWNER } from './tag-numbers';

interface StackedBefore {
  readonly area: Area;
  readonly firstLevel: number;
  readonly lastLevel: number;
  readonly stack: Stack;
}

const stackedBefore = new WeakMap<readonly Block[], StackedBefore>();

/** Blocks below each other in a strip of their own; as the last time where nothing around them has changed. */
export function layoutStack(blocks: readonly Block[], area: Area, layout: Layout): Stack {
  const { headings } = layout;
  const known = stackedBefore.get(blocks);
  if (known?.firstLevel === headings.lastLevel && isSameStrip(known.area, area)) {
    headings.lastLevel = known.lastLevel;
    return known.stack;
  }
  const firstLevel = headings.lastLevel;
  const tags: NumberedTag[] = [];
  const flow = createFlow();
  const tag = area.tag && { number: OWNER, type: area.tag.type };
  const inner: Layout = { ...layout, tags: collectNumbered(tags) };
  layoutBlocks(blocks, { ...area, x: 0, tag }, flow, inner);
  const stack = stackOf(flow.boxes, { tags, spaceAfter: flow.pendingSpace });
  stackedBefore.set(blocks, { area, firstLevel, lastLevel: headings.lastLevel, stack });
  return stack;
}

function isSameStrip(one: Area, other: Area): boolean {
  return (
    one.style === other.style &&
    one.width === other.width &&
    one.tag?.type === other.tag?.type &&
    one.lang === other.lang &&
    one.direction === other.direction &&
    one.isContents === other.isContents
  );
}
