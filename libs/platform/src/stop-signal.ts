// npm passes on the Ctrl-C that the terminal has given to this process already.
const SAME_SIGNAL_MILLISECONDS = 1000;

/** Aborted by the first Ctrl-C or SIGTERM; a later one ends the process at once: what was acknowledged is on disk. */
export function stopSignal(): AbortSignal {
  const stop = new AbortController();
  let first = 0;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (!stop.signal.aborted) first = performance.now();
      else if (performance.now() - first > SAME_SIGNAL_MILLISECONDS) process.exit(130);
      stop.abort();
    });
  }
  return stop.signal;
}
