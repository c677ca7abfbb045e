import { CommitTooLargeError } from '@wirebrief/application';
import {
  canonicalJson,
  type EncodedCommit,
  isCommitId,
  isStreamId,
  type NewCommit,
  type NewEvent,
  WirebriefError,
} from '@wirebrief/kernel';

/** The largest message of a NATS server by default, so that no commit outgrows the distributed log. */
export const MAX_COMMIT_BYTES = 1024 * 1024;

/** Rejects what no log can hold: `WB_COMMIT_INVALID`, or CommitTooLargeError. */
export function encodeCommit(commit: NewCommit, maxBytes = MAX_COMMIT_BYTES): EncodedCommit {
  const problem = problemOf(commit);
  if (problem !== undefined) {
    throw new WirebriefError(
      'WB_COMMIT_INVALID',
      'invalid',
      problem,
      'Correct the commit and append it again.',
    );
  }
  const events = canonicalJson(commit.events);
  const meta = canonicalJson(commit.meta);
  const bytes = Buffer.byteLength(events) + Buffer.byteLength(meta);
  if (bytes > maxBytes) throw new CommitTooLargeError(bytes, maxBytes);
  const types = [...new Set(commit.events.map((event) => event.type))];
  const { id, stream, expected } = commit;
  return { id, stream, expected, events, meta, eventCount: commit.events.length, types };
}

function problemOf({ id, stream, expected, events }: NewCommit): string | undefined {
  if (!isCommitId(id))
    return `"${id.slice(0, 128)}" is no commit id: 1 to 128 printable ASCII characters without spaces.`;
  if (!isStreamId(stream))
    return `"${String(stream)}" is no stream: tenant.category.id, each [A-Za-z0-9_-]{1,64}.`;
  if (typeof expected === 'number' && !(Number.isSafeInteger(expected) && expected >= 0)) {
    return `The expected version ${expected} is no whole number from 0.`;
  }
  if ((events as readonly NewEvent[]).length === 0) return `Commit ${id} has no events.`;
  const unversioned = events.find(
    (event) => event.type === '' || !Number.isSafeInteger(event.schema) || event.schema < 1,
  );
  if (unversioned)
    return `Commit ${id} has an event without a type or a schema version from 1: "${unversioned.type}".`;
  return undefined;
}
