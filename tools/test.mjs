#!/usr/bin/env node
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
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

async function runJest(args) {
  const folder = mkdtempSync(join(tmpdir(), 'wirebrief-test-'));
  const resultFile = join(folder, 'result.json');
  try {
    const jest = [scriptOf('jest'), '--json', `--outputFile=${resultFile}`, ...args];
    const { code } = await run(process.execPath, jest, { passThrough: true });
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
