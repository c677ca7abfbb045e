import { setImmediate as nextTurn } from 'node:timers/promises';

import { type Finding } from '@wirebrief/application';
import { type CommitChecker, createCommitChecker } from '@wirebrief/event-log';
import { eventTypesOf, kindOf, type Position, type StoredCommit } from '@wirebrief/kernel';

import { sqliteErrorCode } from './driver';
import { type LogReader } from './log-reader';

/** Every commit against its hash, its stream and its place; then the indexes and the pages of the file. */
export async function* verifyLog(reader: LogReader, after: Position): AsyncGenerator<Finding> {
  let position = after;
  const check = createCommitChecker(after === 0);
  try {
    for (let page = reader.storedPage(after); page.length > 0; page = reader.storedPage(position)) {
      yield* page.flatMap((commit) => findings(reader, commit, check));
      position = page.at(-1)?.position ?? position;
      await nextTurn();
    }
    yield* indexFindings(reader);
  } catch (error) {
    const code = sqliteErrorCode(error);
    if (code === undefined) throw error;
    yield { position, problem: `the file cannot be read after this position (${code})` };
  }
}

function findings(
  reader: LogReader,
  commit: StoredCommit,
  check: CommitChecker,
): readonly Finding[] {
  const problems = check(commit);
  // What does not match its hash may not even be JSON.
  const all = problems.length > 0 ? problems : indexProblems(reader, commit);
  return all.map((problem) => ({ position: commit.position, problem }));
}

function indexFindings(reader: LogReader): readonly Finding[] {
  const heads = reader.wrongStreamHeads().map(({ name, position }) => ({
    position,
    problem: `the head kept for stream ${name} is not that of its last commit`,
  }));
  return [...heads, ...reader.pageDamage().map((problem) => ({ position: 0, problem }))];
}

function indexProblems(reader: LogReader, commit: StoredCommit): readonly string[] {
  const { stream, position } = commit;
  return eventTypesOf(commit)
    .filter((type) => !reader.kindPositionExists(kindOf(stream, type), position))
    .map((type) => `the index does not know of ${type} here`);
}
