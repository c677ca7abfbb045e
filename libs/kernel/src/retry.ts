/** 5 s, 15 s, 45 s and so on, at most 15 minutes; given up after 70 minutes. */
export const RETRY = { firstSeconds: 5, factor: 3, mostSeconds: 900, attempts: 10 } as const;

/** When what failed for the `attempt`th time at that instant is tried again; RFC 3339. */
export function retryAt(at: string, attempt: number): string {
  const { firstSeconds, factor, mostSeconds } = RETRY;
  const seconds = Math.min(firstSeconds * factor ** (attempt - 1), mostSeconds);
  return new Date(Date.parse(at) + seconds * 1000).toISOString();
}

/**
 * Until when the next attempt waits where nothing is heard of the one that begins now; null: for nothing. One process may
 * be killed by anything; whatever ends two in a row may end each that begins it.
 */
export const waitsUntil = (at: string, attempt: number): string | null =>
  attempt === 1 ? null : retryAt(at, attempt - 1);
