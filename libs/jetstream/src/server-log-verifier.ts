import { type Finding } from '@wirebrief/application';
import { createCommitChecker } from '@wirebrief/event-log';
import { type Position, type StoredCommit } from '@wirebrief/kernel';

import { type JetStreamLog } from './jetstream-log';
import { entryOf } from './log-message';
import { type MemoryLogIndex } from './memory-log-index';

/**
 * Every message against its hash, its stream and its place. The server never leaves out a sequence: one that is missing
 * and that no erasure names is lost, or damaged so that the server no longer gives it out.
 */
export async function* verifyServerLog(
  log: JetStreamLog<MemoryLogIndex>,
  after: Position,
): AsyncGenerator<Finding> {
  const { source, index, signal } = log;
  const end = index.reached;
  const check = createCommitChecker(after === 0);
  let last = after;
  const missing = function* (before: Position): Generator<Finding> {
    for (last += 1; last < before; last += 1) {
      const tombstone = index.erased.get(last);
      if (!tombstone) {
        check.lost();
        yield { position: last, problem: 'the message is lost or damaged' };
      } else yield* findings(check({ ...tombstone, events: null, meta: null }), last);
    }
  };
  for await (const { messages } of source.pagesUntil({ after, signal }, end)) {
    for (const message of messages) {
      yield* missing(message.seq);
      const entry = entryOf(source.address, message);
      if (!entry) yield { position: message.seq, problem: 'the message is no commit of Wirebrief' };
      // Copied from another log, in which it was erased.
      const copied = entry?.kind === 'erasure' ? index.erased.get(message.seq) : undefined;
      if (copied) yield* findings(check({ ...copied, events: null, meta: null }), message.seq);
      if (entry?.kind !== 'commit') continue;
      const commit = { ...entry.commit, recordedAt: index.timeOf(entry.commit) };
      yield* findings(check(storedOf(commit, index)), message.seq);
    }
  }
  yield* missing(end + 1);
}

/** One whose message is about to be deleted counts as erased. */
function storedOf(commit: StoredCommit, index: MemoryLogIndex): StoredCommit {
  return index.isErased(commit.position) ? { ...commit, events: null, meta: null } : commit;
}

function findings(problems: readonly string[], position: Position): readonly Finding[] {
  return problems.map((problem) => ({ position, problem }));
}
