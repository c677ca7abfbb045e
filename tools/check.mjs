#!/usr/bin/env node
import { ROOT, run, runTool, say, scriptOf, seconds } from './lib/project.mjs';
import { join } from 'node:path';
import { prepareToTest } from './setup.mjs';

const STEPS = [
  {
    name: 'format',
    script: () => scriptOf('prettier'),
    args: ['--check', '--log-level=warn', '.'],
  },
  { name: 'lint', script: () => scriptOf('eslint'), args: ['.'] },
  {
    name: 'layers',
    script: () => scriptOf('dependency-cruiser', 'depcruise'),
    args: ['apps', 'libs', 'test', '--config', '.dependency-cruiser.cjs'],
  },
  {
    name: 'types',
    script: () => scriptOf('typescript', 'tsc'),
    args: ['--noEmit', '-p', 'tsconfig.json'],
  },
  { name: 'unused', script: () => scriptOf('knip'), args: [] },
  { name: 'tests', script: () => join(ROOT, 'tools/test.mjs'), args: [], passThrough: true },
];

async function runStep({ name, script, args, passThrough = false }) {
  const started = performance.now();
  const { code, output } = await run(process.execPath, [script(), ...args], { passThrough });
  const line = `${name.padEnd(7)} ${seconds(started).padStart(7)}  ${code === 0 ? 'ok' : 'failed'}`;
  if (code !== 0 && !passThrough) say(output.trimEnd());
  say(line);
  return { line, ok: code === 0 };
}

await runTool(async () => {
  const withTests = !process.argv.includes('--no-test');
  if (withTests) await prepareToTest();
  const results = [];
  for (const step of STEPS) {
    if (step.name !== 'tests' || withTests) results.push(await runStep(step));
  }
  const failed = results.filter((result) => !result.ok).length;
  say(`\n${results.map((result) => result.line).join('\n')}`);
  process.stdout.write(
    failed === 0 ? 'All checks ok.\n' : `${failed} of ${results.length} checks failed.\n`,
  );
  process.exitCode = failed === 0 ? 0 : 1;
});
