import { type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import { SqliteEventStore } from '@wirebrief/event-store';
import { type Commit, type Position } from '@wirebrief/kernel';

import { startChild } from './child-process';

const ROUNDS = 25;

/** How many acknowledgements to wait for before the kill: early, late, and in between. */
const acknowledgementsBeforeKill = (round: number): number => 1 + ((round * 7919) % 400);

/** Commits acknowledged to the child before it was killed, with their positions. */
async function runAndKill(folder: string, round: number): Promise<ReadonlyMap<string, Position>> {
  const child = startChild('appending-child.ts', [folder, `round-${round}`]);
  const ended = once(child, 'exit');
  const acknowledged = new Map<string, Position>();
  for await (const line of linesOf(child)) {
    const [id, position] = line.split(' ');
    if (id !== undefined && position !== undefined) acknowledged.set(id, Number(position));
    if (acknowledged.size >= acknowledgementsBeforeKill(round)) child.kill('SIGKILL');
  }
  expect(await ended).toEqual([null, 'SIGKILL']);
  return acknowledged;
}

/** Complete lines only: the kill may cut the last one. */
async function* linesOf(child: ChildProcess): AsyncGenerator<string> {
  if (!child.stdout) throw new Error('the child has no output');
  for await (const line of createInterface({ input: child.stdout })) {
    if (/^round-\d+-\d+-\d+ \d+$/.test(line)) yield line;
  }
}

async function commitsOf(store: SqliteEventStore): Promise<readonly Commit[]> {
  const commits: Commit[] = [];
  for await (const batch of store.readAll({ after: 0 })) commits.push(...batch.commits);
  return commits;
}

function assertGapless(commits: readonly Commit[]): void {
  const versions = new Map<string, number>();
  for (const { stream, firstVersion, version } of commits) {
    expect(firstVersion).toBe((versions.get(stream) ?? 0) + 1);
    versions.set(stream, version);
  }
}

describe('The SQLite log of a process that is killed with kill -9', () => {
  it(`keeps every acknowledged commit once, over ${ROUNDS} kills on one file`, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'wirebrief-kill-'));
    const acknowledged = new Map<string, Position>();
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const [id, position] of await runAndKill(folder, round)) acknowledged.set(id, position);
    }
    const store = await SqliteEventStore.open({ folder, clock: () => new Date() });
    const commits = await commitsOf(store);
    const recorded = new Map(commits.map((commit) => [commit.id, commit.position]));
    const lost = [...acknowledged].filter(([id, position]) => recorded.get(id) !== position);
    expect(acknowledged.size).toBeGreaterThan(ROUNDS);
    expect(lost).toEqual([]);
    expect(recorded.size).toBe(commits.length);
    assertGapless(commits);
    for await (const finding of store.verify())
      throw new Error(`position ${finding.position}: ${finding.problem}`);
    await store.close();
    rmSync(folder, { recursive: true });
  }, 180_000);
});
