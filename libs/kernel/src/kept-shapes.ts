const kept = new Map<string, unknown>();

/**
 * Keeps what was made last of a kind until the next is made. V8 throws away what it has compiled for objects of a shape
 * when it collects memory and none of them is left, and between two editions none would be: the first one after a quiet
 * spell takes three times as long then.
 */
export function keepShapes(kind: string, made: unknown): void {
  kept.set(kind, made);
}
