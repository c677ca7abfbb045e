import { type RecordRange } from '@wirebrief/application';
import { type LogRecord, type Position, WirebriefError } from '@wirebrief/kernel';

import { type JetStreamLog } from './jetstream-log';
import { entryOf, type LogMessage } from './log-message';
import { type MemoryLogIndex, type Tombstone } from './memory-log-index';

/**
 * The commits of a range that ends at the head or before it, the erased ones at their places. The server never leaves
 * out a sequence: throws `WB_DATA_CORRUPT` for one that is missing and that no erasure names.
 */
export async function* readRecords(
  { source, index, signal }: JetStreamLog<MemoryLogIndex>,
  { after, until }: RecordRange,
): AsyncGenerator<readonly LogRecord[]> {
  let last = after;
  const missing = (before: Position): readonly LogRecord[] => {
    const found: LogRecord[] = [];
    for (last += 1; last < before; last += 1)
      found.push(erasedRecord(index.erased.get(last), last));
    return found;
  };
  if (after >= until) return;
  for await (const { messages } of source.pagesUntil({ after, signal }, until)) {
    const found = messages
      .filter(({ seq }) => seq <= until)
      .flatMap((message) => [...missing(message.seq), ...recordOf(message)]);
    if (found.length > 0) yield found;
  }
  if (signal.aborted) return;
  const rest = missing(until + 1);
  if (rest.length > 0) yield rest;

  /** None for an erasure, unless it stands at the place of the commit that it names, as a copied one does. */
  function recordOf(message: LogMessage): readonly LogRecord[] {
    const tombstone = index.erased.get(message.seq);
    if (tombstone) return [erasedRecord(tombstone, message.seq)];
    const entry = entryOf(source.address, message);
    if (!entry) throw damaged(message.seq);
    if (entry.kind === 'erasure') return [];
    return [{ ...entry.commit, recordedAt: index.timeOf(entry.commit), erasure: null }];
  }
}

function erasedRecord(tombstone: Tombstone | undefined, position: Position): LogRecord {
  if (tombstone) return { ...tombstone, events: null, meta: null };
  throw damaged(position);
}

function damaged(position: Position): WirebriefError {
  return new WirebriefError(
    'WB_DATA_CORRUPT',
    'unavailable',
    `The log is damaged: the message at position ${position} is lost, or no commit of Wirebrief.`,
    'Restore the log from a backup.',
  );
}
