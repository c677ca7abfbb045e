import { setMaxListeners } from 'node:events';
import { setImmediate as nextTurn } from 'node:timers/promises';

import {
  type CaughtUp,
  type CommitBatch,
  type FollowOptions,
  type PageRange,
  type ReadAllOptions,
} from '@wirebrief/application';
import { type Position, WirebriefError } from '@wirebrief/kernel';

/** What a store must offer for reads and subscriptions over the whole log. */
export interface LogPages {
  head(): Position;
  /** The next batch after `after` and up to `until`, both at most the head; `scannedTo` always advances. */
  page(range: PageRange): CommitBatch;
  /** Resolves when the head is past `after`, the store is closed or the signal aborts; never rejects. */
  changed(after: Position, signal: AbortSignal): Promise<void>;
  isClosed(): boolean;
}

/** Bounds the memory of a reader and the time for which it holds the event loop: about a millisecond of parsing. */
export const PAGE_BYTES = 256 * 1024;
export const PAGE_COMMITS = 256;

/** Batches up to the head as it is when the end is reached, or to `until`. */
export async function* readPages(
  pages: LogPages,
  options: ReadAllOptions,
): AsyncGenerator<CommitBatch> {
  const { until = Number.MAX_SAFE_INTEGER, filter = {}, signal } = options;
  let after = options.after;
  while (signal?.aborted !== true) {
    const end = Math.min(until, pages.head());
    if (after >= end) return;
    const batch = pages.page({ after, until: end, filter });
    after = batch.scannedTo;
    yield batch;
    await nextTurn();
  }
}

/**
 * Batches without end, with `caughtUp` each time the end is reached. Ends when the signal aborts or the store closes.
 * Throws `WB_POSITION_AHEAD` for a checkpoint of another log: waiting for it would skip everything up to there.
 */
export async function* followPages(
  pages: LogPages,
  options: FollowOptions,
): AsyncGenerator<CommitBatch | CaughtUp> {
  const { filter = {}, signal } = options;
  let after = options.after;
  if (after > pages.head()) throw positionAhead(after, pages.head());
  // Any number of readers may share one signal, for instance that of the shutdown.
  setMaxListeners(0, signal);
  while (!signal.aborted && !pages.isClosed()) {
    const until = pages.head();
    if (after < until) {
      const batch = pages.page({ after, until, filter });
      after = batch.scannedTo;
      yield batch;
      await nextTurn();
    } else {
      yield { caughtUp: after };
      await pages.changed(after, signal);
    }
  }
}

/** `WB_POSITION_AHEAD` */
export function positionAhead(after: Position, head: Position): WirebriefError {
  return new WirebriefError(
    'WB_POSITION_AHEAD',
    'conflict',
    `Position ${after} is past the end of the log, ${head}: the checkpoint belongs to another log or to a lost part of it.`,
    'Rebuild the projections with: wirebrief replay',
  );
}
