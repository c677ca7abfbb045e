/**
 * Items by id, on shelves by the last characters of the id: a change copies its shelf and the three rows of sixteen that
 * lead to it and not all items, and what it costs stays about the same over many thousands. Plain JSON.
 */
export type Shelves<Item> = Row<Row<Row<Shelf<Item>>>>;

type Shelf<Item> = Readonly<Record<string, Item>>;

/** Sixteen places, null where nothing stands; arrays are copied many times as fast as objects. */
type Row<Item> = readonly (Item | null)[];

export const NO_SHELVES: Shelves<never> = [];

const EMPTY: Row<never> = Array.from({ length: 16 }, () => null);

// Ids end in hexadecimal digits; any other character has some place too.
function placeOf(id: string, fromEnd: number): number {
  const code = id.charCodeAt(id.length - fromEnd);
  return (code > 57 ? code + 9 : code) & 15;
}

export function itemAt<Item>(shelves: Shelves<Item>, id: string): Item | undefined {
  return shelves[placeOf(id, 1)]?.[placeOf(id, 2)]?.[placeOf(id, 3)]?.[id];
}

export function withItem<Item>(shelves: Shelves<Item>, id: string, item: Item): Shelves<Item> {
  const first = placeOf(id, 1);
  const second = placeOf(id, 2);
  const third = placeOf(id, 3);
  const row = shelves[first];
  const part = row?.[second];
  const shelf = { ...part?.[third], [id]: item };
  return placed(shelves, first, placed(row, second, placed(part, third, shelf)));
}

function placed<Item>(row: Row<Item> | null | undefined, at: number, item: Item): Row<Item> {
  const copy = row == null || row.length === 0 ? EMPTY.slice() : row.slice();
  copy[at] = item;
  return copy;
}

export function itemsOf<Item>(shelves: Shelves<Item>): Item[] {
  const items: Item[] = [];
  // Thousands of shelves, most of one item or none: an array for each of them would take many times as long.
  for (const row of shelves)
    for (const part of row ?? []) for (const shelf of part ?? []) addAll(items, shelf);
  return items;
}

function addAll<Item>(items: Item[], shelf: Shelf<Item> | null): void {
  for (const id in shelf) items.push(shelf[id] as Item);
}
