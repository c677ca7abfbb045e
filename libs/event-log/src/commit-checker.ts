import {
  contentProblem,
  placeProblems,
  type StoredCommit,
  type StreamVersion,
} from '@wirebrief/kernel';

/** Looks at commits in order of position, each once, and says what is wrong with each: hash, version gap, order. */
export interface CommitChecker {
  (commit: StoredCommit): readonly string[];
  /** One commit is known to be lost here: the next gap in the versions of a stream is no further finding. */
  lost(): void;
}

/** A checker that begins in the middle of a log takes the first version it sees of each stream as given. */
export function createCommitChecker(startsAtFirstCommit: boolean): CommitChecker {
  const versions = new Map<string, StreamVersion>();
  let [position, recordedAt, lostCommits] = [0, -Infinity, 0];
  const check = (commit: StoredCommit): readonly string[] => {
    let version =
      versions.get(commit.stream) ?? (startsAtFirstCommit ? 0 : commit.firstVersion - 1);
    if (version + 1 < commit.firstVersion && lostCommits > 0) {
      lostCommits -= 1;
      version = commit.firstVersion - 1;
    }
    const problems = placeProblems(commit, { position, recordedAt, version });
    const content = contentProblem(commit);
    versions.set(commit.stream, commit.version);
    [position, recordedAt] = [commit.position, commit.recordedAt];
    return content === null ? problems : [...problems, content];
  };
  const lost = (): void => {
    lostCommits += 1;
  };
  return Object.assign(check, { lost });
}
