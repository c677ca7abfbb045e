#!/usr/bin/env node
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statfsSync } from 'node:fs';
import { freemem, tmpdir } from 'node:os';
import { join } from 'node:path';
import { run, runTool, scriptOf } from './lib/project.mjs';
import { prepareToTest } from './setup.mjs';

/** A suite that could not even load has no failed test of its own: it counts as one. */
function countsIn(resultFile) {
  try {
    const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites } = JSON.parse(
      readFileSync(resultFile, 'utf8'),
    );
    return { passed: numPassedTests, failed: numFailedTests + numRuntimeErrorTestSuites };
  } catch {
    return { passed: 0, failed: 1 };
  }
}

const IN_MEMORY = '/dev/shm';
const SPACE = 4 * 2 ** 30;

/**
 * Where the tests' logs and servers write: in memory where there is room, since they wait for the disk at each commit.
 * What they prove, that a killed process loses nothing, asks no disk: the system keeps what a process had written.
 */
function parentOfTemporaryFolders() {
  if (process.env.TMPDIR) return tmpdir();
  try {
    const { bavail, bsize } = statfsSync(IN_MEMORY);
    if (bavail * bsize >= SPACE && freemem() >= 2 * SPACE) return IN_MEMORY;
  } catch {
    // No such folder: not a Linux.
  }
  return tmpdir();
}

async function runJest(args) {
  const folder = mkdtempSync(join(parentOfTemporaryFolders(), 'wirebrief-test-'));
  const resultFile = join(folder, 'result.json');
  const temporary = join(folder, 'tmp');
  mkdirSync(temporary);
  try {
    const jest = [scriptOf('jest'), '--json', `--outputFile=${resultFile}`, ...args];
    const env = { ...process.env, TMPDIR: temporary };
    const { code } = await run(process.execPath, jest, { passThrough: true, env });
    return { code, ...countsIn(resultFile) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

await runTool(async () => {
  await prepareToTest();
  const { code, passed, failed } = await runJest(process.argv.slice(2));
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
  process.exitCode = failed > 0 ? 1 : code;
});
