import { levelsOf, mirrored, visualOrder } from './bidi';

describe('bidirectional text', () => {
  it('asks nothing of text that runs left to right', () => {
    expect(levelsOf('Kabul, Їжакевич, ʿAbd', 'ltr')).toBeUndefined();
  });

  it('raises Arabic above the Latin around it', () => {
    expect([...(levelsOf('a أ b', 'ltr') ?? [])]).toEqual([0, 0, 1, 0, 0]);
  });

  it('keeps numbers in a right-to-left paragraph in their own order', () => {
    expect([...(levelsOf('أ 20', 'rtl') ?? [])]).toEqual([1, 1, 2, 2]);
  });

  it.each([
    [
      [0, 0, 0],
      [0, 1, 2],
    ],
    [
      [1, 1, 1],
      [2, 1, 0],
    ],
    [
      [0, 1, 1, 0],
      [0, 2, 1, 3],
    ],
    [
      [1, 2, 2, 1],
      [3, 1, 2, 0],
    ],
    [
      [0, 1, 0, 1, 1],
      [0, 1, 2, 4, 3],
    ],
  ])('orders levels %j as %j', (levels, order) => {
    expect(visualOrder(levels)).toEqual(order);
  });

  it('turns brackets round', () => {
    expect(mirrored('(a)«')).toBe(')a(»');
  });
});
