import { type Box } from './box';
import { eachBox, eachCell } from './cells';
import { type Target } from './links';
import { type PageContent } from './paginate';

/** Where ids stand, known before anything is painted. */
export function findTargets(
  pages: readonly PageContent[],
  marginTop: number,
): ReadonlyMap<string, Target> {
  const targets = new Map<string, Target>();
  const visit = (box: Box, y: number, { page, left }: { page: number; left: number }): void => {
    for (const id of box.anchors) {
      if (!targets.has(id)) targets.set(id, { page, x: 'x' in box ? left + box.x : left, y });
    }
    if (box.kind !== 'row') return;
    eachCell(box, y, ({ x, stack, padding }, top) => {
      if (stack.hasAnchors)
        eachBox(stack, top + padding.top, (inner, at) => {
          visit(inner, at, { page, left: left + x });
        });
    });
  };
  pages.forEach((content, page) => {
    for (const { box, y, isRepeated } of content)
      if (!isRepeated) visit(box, marginTop + y, { page, left: 0 });
  });
  return targets;
}
