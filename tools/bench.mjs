#!/usr/bin/env node
import { existsSync, readdirSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT, runTool, say, SetupError } from './lib/project.mjs';
import { prepareToRun } from './setup.mjs';

const FOLDER = 'test/bench';
const COLUMNS = ['figure', 'value', 'goal', 'beside', 'command'];

function benchFiles(filter) {
  const folder = join(ROOT, FOLDER);
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return names
    .filter((name) => name.endsWith('.bench.mjs') && name.includes(filter))
    .sort()
    .map((name) => `${FOLDER}/${name}`);
}

/** One measurement as a row of text; `command` defaults to the bench file that printed it. */
function cellsOf(row, file) {
  return [
    row.name,
    `${formatted(row.value)} ${row.unit}`,
    row.goal === undefined ? '' : `${formatted(row.goal)} ${row.unit}`,
    row.beside ?? '',
    row.command ?? `node ${file}`,
  ].map(String);
}

function formatted(value) {
  if (typeof value !== 'number') return String(value);
  return value.toLocaleString('en-GB', { maximumFractionDigits: Math.abs(value) < 10 ? 2 : 0 });
}

function table(rows) {
  const all = [COLUMNS, ...rows];
  const used = COLUMNS.map((_, column) => rows.some((row) => row[column] !== ''));
  const widths = COLUMNS.map((_, column) => Math.max(...all.map((row) => row[column].length)));
  const line = (row) =>
    row
      .map((cell, column) =>
        column === 1 ? cell.padStart(widths[1]) : cell.padEnd(widths[column]),
      )
      .filter((_, column) => used[column])
      .join('  ')
      .trimEnd();
  return all.map(line).join('\n');
}

await runTool(async () => {
  const filter = process.argv[2] ?? '';
  const files = benchFiles(filter);
  if (files.length === 0) {
    throw new SetupError(
      `No measurement in ${FOLDER} has "${filter}" in its name.`,
      'Run "npm run bench" without a name.',
    );
  }
  await prepareToRun();
  const rows = [];
  for (const file of files) {
    say(`${file} ...`);
    const { run } = await import(pathToFileURL(join(ROOT, file)).href);
    rows.push(...(await run()).map((row) => cellsOf(row, file)));
  }
  const [cpu] = cpus();
  process.stdout.write(`${table(rows)}\n`);
  process.stdout.write(
    `On ${cpus().length} × ${cpu?.model.trim() ?? 'unknown CPU'}, Node ${process.versions.node}, ${process.platform} ${process.arch}.\n`,
  );
});
