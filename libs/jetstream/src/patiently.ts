import { setTimeout as delay } from 'node:timers/promises';

import { StoreUnavailableError } from '@wirebrief/application';

const PATIENCE_MILLISECONDS = 30_000;
const RETRY_MILLISECONDS = 250;

/** Tries again for as long as an outage may take. For work that may be done twice. */
export async function patiently<Result>(work: () => Promise<Result>): Promise<Result> {
  const deadline = performance.now() + PATIENCE_MILLISECONDS;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof StoreUnavailableError) || performance.now() > deadline) throw error;
    }
    await delay(RETRY_MILLISECONDS);
  }
}
