import { type StreamVersion } from '@wirebrief/kernel';

import { commitHash, type StoredCommit } from './commit-record';

/** Looks at commits in order of position, each once, and says what is wrong with each: hash, version gap, order. */
export type CommitChecker = (commit: StoredCommit) => readonly string[];

/** A checker that begins in the middle of a log takes the first version it sees of each stream as given. */
export function createCommitChecker(startsAtFirstCommit: boolean): CommitChecker {
  const versions = new Map<string, StreamVersion>();
  let [position, recordedAt] = [0, -Infinity];
  return (commit) => {
    const problems: string[] = [];
    const before =
      versions.get(commit.stream) ?? (startsAtFirstCommit ? 0 : commit.firstVersion - 1);
    if (commit.position <= position) problems.push(`position does not follow ${position}`);
    if (commit.recordedAt < recordedAt) problems.push('recorded earlier than the commit before it');
    if (commit.firstVersion !== before + 1) {
      problems.push(
        `stream ${commit.stream} goes from version ${before} to ${commit.firstVersion}`,
      );
    }
    problems.push(...contentProblems(commit));
    versions.set(commit.stream, commit.version);
    [position, recordedAt] = [commit.position, commit.recordedAt];
    return problems;
  };
}

function contentProblems(commit: StoredCommit): readonly string[] {
  const { events, meta, id, stream } = commit;
  if (events === null || meta === null) return [];
  if (commitHash({ id, stream, events, meta }) !== commit.hash)
    return [`content of commit ${id} does not match its hash`];
  const count = (JSON.parse(events) as readonly unknown[]).length;
  const counted = commit.version - commit.firstVersion + 1;
  return count === counted ? [] : [`commit ${id} has ${count} events for ${counted} versions`];
}
