import fc from 'fast-check';

import { type Box, type GapBox, type RowBox, stackOf } from './box';
import { cellRow, createRow } from './cells';
import { paginate } from './paginate';
import { OWNER } from './tag-numbers';

interface Sketch {
  readonly height: number;
  readonly keepNext?: boolean;
  readonly breakBefore?: boolean;
  readonly spaceBefore?: number;
}

function box({ height, keepNext = false, breakBefore = false, spaceBefore = 0 }: Sketch): GapBox {
  return { kind: 'gap', height, keepNext, breakBefore, spaceBefore, frames: [], anchors: [] };
}

function row(heights: readonly (readonly number[])[], table?: RowBox['table']): RowBox {
  const cells = heights.map((cell) => {
    const boxes = cell.map((height) => box({ height }));
    return {
      x: 0,
      stack: stackOf(boxes, { tags: [], spaceAfter: 0 }),
      tags: { owner: OWNER, before: 0 },
    };
  });
  const place = { spaceBefore: 0, breakBefore: false, frames: [], anchors: [] };
  return { ...createRow([cellRow(cells)]), ...place, ...(table === undefined ? {} : { table }) };
}

const shape = (boxes: readonly Box[], pageHeight = 100): readonly (readonly number[])[] =>
  paginate(boxes, pageHeight).map((page) => page.map(({ box: { height } }) => height));

function leaves(boxes: readonly Box[]): readonly Box[] {
  return boxes.flatMap((one) =>
    one.kind === 'row'
      ? one.rows.flatMap(({ cells }) => cells.flatMap((cell) => leaves(cell.stack.boxes)))
      : [one],
  );
}

describe('pagination', () => {
  it('fills pages in order and drops space at their top', () => {
    const boxes = [60, 30, 30].map((height) => box({ height, spaceBefore: 10 }));
    const pages = paginate(boxes, 100);
    expect(pages.map((page) => page.map(({ y }) => y))).toEqual([[0, 70], [0]]);
  });

  it('moves a heading on with what follows it', () => {
    expect(
      shape([box({ height: 80 }), box({ height: 10, keepNext: true }), box({ height: 20 })]),
    ).toEqual([[80], [10, 20]]);
  });

  it('breaks a chain that is longer than a page', () => {
    const chain = Array.from({ length: 5 }, () => box({ height: 40, keepNext: true }));
    expect(shape(chain)).toEqual([[40, 40], [40, 40], [40]]);
  });

  it('begins a chain that is longer than a page where it stands', () => {
    const chain = Array.from({ length: 4 }, () => box({ height: 40, keepNext: true }));
    expect(shape([box({ height: 15 }), ...chain])).toEqual([
      [15, 40, 40],
      [40, 40],
    ]);
  });

  it('begins a page where it is told to', () => {
    expect(shape([box({ height: 10 }), box({ height: 10, breakBefore: true })])).toEqual([
      [10],
      [10],
    ]);
  });

  it('sets a box that is higher than a page rather than losing it', () => {
    expect(shape([box({ height: 10 }), box({ height: 300 }), box({ height: 10 })])).toEqual([
      [10],
      [300],
      [10],
    ]);
  });

  it('begins a high row where each of its cells can, and else on the next page', () => {
    const chained = row([Array.from({ length: 6 }, () => 20), [15, 15, 15, 40]]);
    for (const part of chained.rows[0]?.cells[1]?.stack.boxes.slice(0, 2) ?? [])
      part.keepNext = true;
    const heights = (before: number): readonly number[] =>
      paginate([box({ height: before }), chained], 200).map((page) => page.length);
    expect(heights(155)).toEqual([2, 1]);
    expect(heights(156)).toEqual([1, 1]);
  });

  it('splits a row that is higher than a page', () => {
    const pages = paginate([row([Array.from({ length: 12 }, () => 20), [20]])], 100);
    expect(pages.map((page) => leaves(page.map((placed) => placed.box)).length)).toEqual([6, 5, 2]);
  });

  it('moves a row on whose cells are all kept whole, unless it is higher than a page', () => {
    const cards = (count: number): RowBox => {
      const card = Array.from({ length: count }, () => box({ height: 20, keepNext: true }));
      const stack = stackOf(card, { tags: [], spaceAfter: 0 });
      const cell = { x: 0, stack, tags: { owner: OWNER, before: 0 } };
      return { ...row([]), ...createRow([cellRow([cell, cell])]) };
    };
    expect(shape([box({ height: 50 }), cards(4)])).toEqual([[50], [80]]);
    expect(shape([box({ height: 50 }), cards(6)])).toEqual([[50, 40], [80]]);
  });

  it('begins the next page of a table with its head', () => {
    const head = { ...row([[15]]), isHeader: true, keepNext: true };
    const rows = Array.from({ length: 5 }, () => row([[25]], { header: [head] }));
    const pages = paginate([{ ...head, table: { header: [head] } }, ...rows], 100);
    expect(pages.map((page) => page.map(({ isRepeated }) => isRepeated))).toEqual([
      [false, false, false, false],
      [true, false, false],
    ]);
  });

  it('places every box once, in order, and none over another', () => {
    const sketch = fc.record({
      height: fc.integer({ min: 1, max: 60 }),
      spaceBefore: fc.integer({ min: 0, max: 20 }),
      keepNext: fc.boolean(),
      breakBefore: fc.boolean(),
    });
    const cells = fc.array(fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 30 }), {
      minLength: 1,
      maxLength: 4,
    });
    const any: fc.Arbitrary<Box> = fc.oneof(
      sketch.map(box),
      cells.map((heights) => row(heights)),
    );
    fc.assert(
      fc.property(fc.array(any, { maxLength: 40 }), (boxes) => {
        const pages = paginate(boxes, 100);
        const placed = pages.flatMap((page) => leaves(page.map((entry) => entry.box)));
        expect(new Set(placed)).toEqual(new Set(leaves(boxes)));
        expect(placed).toHaveLength(leaves(boxes).length);
        for (const page of pages) {
          page.forEach(({ box: { height }, y }, index) => {
            expect(y + height <= 100.01 || page.length === 1).toBe(true);
            expect((page[index + 1]?.y ?? Infinity) >= y + height - 0.01).toBe(true);
          });
        }
      }),
      { seed: 20210829 },
    );
  });
});
