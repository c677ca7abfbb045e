import { sha256 } from './hash';
import { type Position, type StreamId, type StreamVersion } from './log';

/** A commit as it lies in a log: content as canonical JSON. `events` and `meta` are null once erased. */
export interface StoredCommit {
  readonly position: Position;
  readonly id: string;
  readonly stream: StreamId;
  readonly firstVersion: StreamVersion;
  readonly version: StreamVersion;
  /** Milliseconds since 1970. */
  readonly recordedAt: number;
  readonly hash: string;
  readonly events: string | null;
  readonly meta: string | null;
}

/** SHA-256 over the canonical JSON of id, stream, events and meta, put together from texts that are canonical already. */
export function commitHash(commit: {
  readonly id: string;
  readonly stream: string;
  readonly events: string;
  readonly meta: string;
}): string {
  const [id, stream] = [JSON.stringify(commit.id), JSON.stringify(commit.stream)];
  return sha256(`{"events":${commit.events},"id":${id},"meta":${commit.meta},"stream":${stream}}`);
}

/** What is wrong with the content of a commit: not what was recorded, or not as many events as its versions say. */
export function contentProblem(commit: StoredCommit): string | null {
  const { events, meta, id, stream } = commit;
  if (events === null || meta === null) return null;
  if (commitHash({ id, stream, events, meta }) !== commit.hash)
    return `content of commit ${id} does not match its hash`;
  const count = (JSON.parse(events) as readonly unknown[]).length;
  const counted = commit.version - commit.firstVersion + 1;
  return count === counted ? null : `commit ${id} has ${count} events for ${counted} versions`;
}

/** What stands before a commit: the last one of the log, and the version of its own stream. */
export interface PlaceBefore {
  readonly position: Position;
  readonly recordedAt: number;
  readonly version: StreamVersion;
}

/** What is wrong with the place of a commit: position, recorded time or version of the stream does not follow. */
export function placeProblems(commit: StoredCommit, before: PlaceBefore): readonly string[] {
  const { position, recordedAt, stream, firstVersion } = commit;
  const problems: string[] = [];
  if (position <= before.position) problems.push(`position does not follow ${before.position}`);
  if (recordedAt < before.recordedAt) problems.push('recorded earlier than the commit before it');
  if (firstVersion !== before.version + 1)
    problems.push(`stream ${stream} goes from version ${before.version} to ${firstVersion}`);
  return problems;
}
