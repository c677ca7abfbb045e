import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

import { type EditionRenderer } from '@wirebrief/application';

const QUIET_MILLISECONDS = 3_000;

/**
 * The same renderer; in the first quiet spell after a document, memory that it took goes back to the system. V8 would
 * keep it until something needs it: a process that issues once a day would hold 80 MiB more than it uses.
 */
export function releasingMemory(renderer: EditionRenderer): EditionRenderer {
  const release = collector();
  let timer: NodeJS.Timeout | undefined;
  return {
    html: (briefing) => renderer.html(briefing),
    pdf: async (briefing, html) => {
      clearTimeout(timer);
      try {
        return await renderer.pdf(briefing, html);
      } finally {
        timer = setTimeout(release, QUIET_MILLISECONDS).unref();
      }
    },
  };
}

/** A full collection of about 50 ms, and a second one a moment later, which frees what the first one has finalised. */
function collector(): () => void {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  setFlagsFromString('--no-expose-gc');
  return () => {
    collect();
    setTimeout(collect, 1_000).unref();
  };
}
