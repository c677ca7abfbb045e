import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

const QUIET_MILLISECONDS = 3_000;

let collect: (() => void) | undefined;
let timer: NodeJS.Timeout | undefined;

/**
 * In the first quiet spell after a document, memory that it took goes back to the system. V8 would keep it until
 * something needs it: a process that issues once a day would hold 80 MiB more than it uses.
 */
export function releaseMemorySoon(): void {
  clearTimeout(timer);
  timer = setTimeout(release, QUIET_MILLISECONDS).unref();
}

/** A full collection of about 50 ms, and a second one a moment later, which frees what the first one has finalised. */
function release(): void {
  collect ??= collector();
  collect();
  setTimeout(collect, 1_000).unref();
}

function collector(): () => void {
  setFlagsFromString('--expose-gc');
  const gc = runInNewContext('gc') as () => void;
  setFlagsFromString('--no-expose-gc');
  return gc;
}
