/** A value that survives JSON unchanged. Event data, snapshots and the briefing document are Json. */
export type Json =
  string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json | undefined };

/** JSON with sorted keys and no undefined: equal values give equal text, so the text can be hashed. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(sorted(value));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  const copy: Record<string, unknown> = {};
  for (const key of Object.keys(value).sort()) {
    const item = (value as Record<string, unknown>)[key];
    if (item !== undefined) setOwn(copy, key, sorted(item));
  }
  return copy;
}

// Three times as fast as Object.fromEntries, which every append would wait for.
function setOwn(copy: Record<string, unknown>, key: string, item: unknown): void {
  if (key !== '__proto__') copy[key] = item;
  else Object.defineProperty(copy, key, { value: item, enumerable: true, configurable: true });
}
