import { Session } from 'node:inspector';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** After a document, in milliseconds of quiet. */
const RELEASE_AFTER = 1_000;
/** What is only worth keeping for a document that follows closely is kept for so long. */
const FORGET_AFTER = 6_000;

let gc: Collect | undefined;
let timers: readonly NodeJS.Timeout[] = [];

/**
 * In the first quiet spell after a document, memory that this thread took for it goes back to the system. V8 would keep
 * it until something needs it: a process that issues once a day would hold 100 MiB more than it uses. `forget` drops
 * what only a document that follows closely would use; it is forgotten, and released, a few seconds later.
 */
export function releaseMemorySoon(forget?: () => void): void {
  for (const timer of timers) clearTimeout(timer);
  const forgetAndRelease = (): void => {
    forget?.();
    release();
  };
  timers = [
    setTimeout(release, RELEASE_AFTER),
    ...(forget === undefined ? [] : [setTimeout(forgetAndRelease, FORGET_AFTER)]),
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

/**
 * What V8 does when the system is short of memory, some 70 ms for a heap of 20 MiB: an ordinary collection leaves the
 * young generation as large as it has grown.
 */
function release(): void {
  const session = new Session();
  session.connect();
  session.post('HeapProfiler.collectGarbage', () => {
    // Inside of its own answer V8 still holds the lock that disconnecting takes, and the thread would stand still.
    setImmediate(() => {
      session.disconnect();
    });
  });
}

type Collect = (options: { readonly type: 'minor' }) => void;

/** The flag belongs to all threads: one that took it back would take it from another that is about to use it. */
function collector(): Collect {
  if (gc !== undefined) return gc;
  setFlagsFromString('--expose-gc');
  return (gc = runInNewContext('gc') as Collect);
}
