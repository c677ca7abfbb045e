import { type Position } from '@wirebrief/kernel';

import { type JetStreamLog } from './jetstream-log';
import { entryOf } from './log-message';
import { type MemoryLogIndex } from './memory-log-index';

/** The last commit recorded at or before the instant, by halving the range of sequences: recorded times never go back. */
export async function positionAt(
  log: JetStreamLog<MemoryLogIndex>,
  milliseconds: number,
): Promise<Position> {
  await log.feed.complete();
  const { index } = log;
  let [found, end] = [0, index.head];
  while (found < end) {
    const middle = Math.floor((found + end) / 2) + 1;
    const commit = await commitFrom(log, middle, end);
    if (commit !== undefined && commit.time <= milliseconds) found = commit.position;
    else end = middle - 1;
  }
  const erased = [...index.erased.values()].filter((commit) => commit.recordedAt <= milliseconds);
  return Math.max(found, ...erased.map(({ position }) => position));
}

/** The first commit from a sequence on that still has its message. */
async function commitFrom(
  { source, index }: JetStreamLog<MemoryLogIndex>,
  from: Position,
  end: Position,
): Promise<{ readonly position: Position; readonly time: number } | undefined> {
  for (let seq = from; seq <= end; seq += 1) {
    const message = await source.next(seq);
    if (message === undefined || message.seq > end) return undefined;
    const entry = entryOf(source.address, message);
    if (entry?.kind === 'commit')
      return { position: message.seq, time: index.timeOf(entry.commit) };
    seq = message.seq;
  }
  return undefined;
}
