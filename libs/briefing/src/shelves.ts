/**
 * Items by id, on shelves by the last characters of the id: a change copies its shelf and not all items, and what it
 * costs stays the same over many thousands. Plain JSON.
 */
export type Shelves<Item> = Readonly<Record<string, Readonly<Record<string, Item>>>>;

// Ids end in hexadecimal digits: 256 shelves.
const shelfOf = (id: string): string => id.slice(-2);

export const itemAt = <Item>(shelves: Shelves<Item>, id: string): Item | undefined =>
  shelves[shelfOf(id)]?.[id];

export function withItem<Item>(shelves: Shelves<Item>, id: string, item: Item): Shelves<Item> {
  return { ...shelves, [shelfOf(id)]: { ...shelves[shelfOf(id)], [id]: item } };
}

export const itemsOf = <Item>(shelves: Shelves<Item>): Item[] =>
  Object.values(shelves).flatMap((shelf) => Object.values(shelf));
