import {
  contentProblem,
  placeProblems,
  type StoredCommit,
  type StreamVersion,
} from '@wirebrief/kernel';

/** Looks at commits in order of position, each once, and says what is wrong with each: hash, version gap, order. */
export type CommitChecker = (commit: StoredCommit) => readonly string[];

/** A checker that begins in the middle of a log takes the first version it sees of each stream as given. */
export function createCommitChecker(startsAtFirstCommit: boolean): CommitChecker {
  const versions = new Map<string, StreamVersion>();
  let [position, recordedAt] = [0, -Infinity];
  return (commit) => {
    const version =
      versions.get(commit.stream) ?? (startsAtFirstCommit ? 0 : commit.firstVersion - 1);
    const problems = placeProblems(commit, { position, recordedAt, version });
    const content = contentProblem(commit);
    versions.set(commit.stream, commit.version);
    [position, recordedAt] = [commit.position, commit.recordedAt];
    return content === null ? problems : [...problems, content];
  };
}
