import { PositionTable } from './position-table';

describe(PositionTable.name, () => {
  it('finds every id again while it grows, and no other', () => {
    const table = new PositionTable();
    for (let position = 1; position <= 5000; position += 1)
      table.add(`commit-${position}`, position);
    for (let position = 1; position <= 5000; position += 1)
      expect(table.find(`commit-${position}`)).toEqual([position]);
    expect(table.find('commit-0')).toEqual([]);
  });

  it('keeps both positions of one id, the latest first, while it grows', () => {
    const table = new PositionTable();
    for (let position = 1; position <= 600; position += 1)
      table.add(`commit-${position % 300}`, position);
    for (let position = 601; position <= 5000; position += 1)
      table.add(`other-${position}`, position);
    for (let number = 1; number < 300; number += 1)
      expect(table.find(`commit-${number}`)).toEqual([number + 300, number]);
  });
});
