const kept = new Map<string, unknown>();

/**
 * Keeps what was made last of a kind until the next is made. V8 throws away what it has compiled for objects of a shape
 * when it collects memory and none of them is left, and between two editions none would be: the next one would take
 * four times as long as one that follows at once (ADR 31).
 */
export function keepShapes(kind: string, made: unknown): void {
  kept.set(kind, made);
}

/** Of a document that is not worth its memory. */
export function forgetShapes(): void {
  kept.clear();
}
