/**
 * Items by id, on shelves by the last characters of the id: a change copies its shelf and the three rows of sixteen that
 * lead to it and not all items, and what it costs stays about the same over many thousands. Plain JSON.
 */
export type Shelves<Item> = Row<Row<Row<Row<Item>>>>;

type Row<Item> = Readonly<Record<string, Item>>;

// Ids end in hexadecimal digits. Keys that look like numbers would make the objects slow to copy.
const placeOf = (id: string): readonly [string, string, string] => [
  `_${id.slice(-1)}`,
  `_${id.slice(-2, -1)}`,
  `_${id.slice(-3, -2)}`,
];

export function itemAt<Item>(shelves: Shelves<Item>, id: string): Item | undefined {
  const [first, second, third] = placeOf(id);
  return shelves[first]?.[second]?.[third]?.[id];
}

export function withItem<Item>(shelves: Shelves<Item>, id: string, item: Item): Shelves<Item> {
  const [first, second, third] = placeOf(id);
  const row = shelves[first];
  const part = row?.[second];
  const shelf = { ...part?.[third], [id]: item };
  return { ...shelves, [first]: { ...row, [second]: { ...part, [third]: shelf } } };
}

export const itemsOf = <Item>(shelves: Shelves<Item>): Item[] =>
  Object.values(shelves)
    .flatMap((row) => Object.values(row))
    .flatMap((part) => Object.values(part))
    .flatMap((shelf) => Object.values(shelf));
