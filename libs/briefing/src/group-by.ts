/** Groups in order of first occurrence. Node 20 has no Map.groupBy. */
export function groupBy<Item, Key>(
  items: readonly Item[],
  keyOf: (item: Item) => Key,
): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

/** The same items, the first of each group before the others. */
export function firstsFirst<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => unknown,
): readonly Item[] {
  const firsts = [...groupBy(items, keyOf).values()].flatMap((group) => group.slice(0, 1));
  return [...new Set([...firsts, ...items])];
}
