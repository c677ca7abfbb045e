import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/**
 * After a document, in milliseconds of quiet: a full collection takes about 50 ms and shrinks the old generation. V8
 * shrinks the young one, too, when little was allocated in the five seconds that it looks back on, for which the
 * collection before must be older than that; the last collection gives back what that freed.
 */
const COLLECTIONS = [1_000, 6_500, 6_600];

/** Before the collections that give back the most. */
const FORGETS = 6_000;

let gc: Collect | undefined;
let timers: readonly NodeJS.Timeout[] = [];

/**
 * In the first quiet spell after a document, memory that this thread took for it goes back to the system. V8 would keep
 * it until something needs it: a process that issues once a day would hold 100 MiB more than it uses. `forget` drops
 * what is only worth keeping for a document that follows closely.
 */
export function releaseMemorySoon(forget: () => void = () => undefined): void {
  for (const timer of timers) clearTimeout(timer);
  timers = [
    setTimeout(forget, FORGETS),
    ...COLLECTIONS.map((milliseconds) => setTimeout(collectAll, milliseconds)),
  ];
  for (const timer of timers) timer.unref();
}

/**
 * Takes what lives for a moment only, between two documents: of a whole one next to nothing is left, while a collection
 * in the midst of it has to move all that is still in use.
 */
export function collectYoung(): void {
  collector()({ type: 'minor' });
}

function collectAll(): void {
  collector()();
}

type Collect = (options?: { readonly type: 'minor' }) => void;

/** The flag belongs to all threads: one that took it back would take it from another that is about to use it. */
function collector(): Collect {
  if (gc !== undefined) return gc;
  setFlagsFromString('--expose-gc');
  return (gc = runInNewContext('gc') as Collect);
}
