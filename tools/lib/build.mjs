import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { withLock } from './lock.mjs';
import { ROOT, run, say, scriptOf, seconds, SetupError } from './project.mjs';

export const MAIN = join(ROOT, 'dist/apps/wirebrief/src/main.js');
const FINGERPRINT = join(ROOT, 'dist/.fingerprint');
const CONFIGURATION = ['.swcrc', 'nest-cli.json', 'package-lock.json'];

/** dist as new as the sources; nothing to do where only dist was installed. */
export async function ensureBuilt() {
  if (!existsSync(join(ROOT, 'nest-cli.json')) || isCurrent(fingerprint())) return;
  await build();
}

export async function build() {
  await withLock(join(ROOT, '.cache/build.lock'), 'building', async () => {
    const wanted = fingerprint();
    if (isCurrent(wanted)) return;
    const started = performance.now();
    // First the mark, then the rest: a build that is killed half-way must not look finished.
    rmSync(FINGERPRINT, { force: true });
    const { code, output } = await run(process.execPath, [
      scriptOf('@nestjs/cli', 'nest'),
      'build',
    ]);
    if (code !== 0 || !existsSync(MAIN)) {
      throw new SetupError('The build failed.', output.trim() || `${MAIN} was not written.`);
    }
    writeFileSync(FINGERPRINT, wanted);
    say(`Built in ${seconds(started)}.`);
  });
}

function isCurrent(wanted) {
  try {
    return readFileSync(FINGERPRINT, 'utf8') === wanted && existsSync(MAIN);
  } catch {
    return false;
  }
}

/** Over path, size and modification time of each source: a few milliseconds where contents would take fifty. */
function fingerprint() {
  const hash = createHash('sha256');
  for (const name of CONFIGURATION) hash.update(lineOf(name));
  for (const folder of ['apps', 'libs']) {
    for (const path of sourcesIn(folder)) hash.update(lineOf(path));
  }
  return hash.digest('hex');
}

function lineOf(path) {
  const { size, mtimeMs } = statSync(join(ROOT, path));
  return `${path}\t${size}\t${mtimeMs}\n`;
}

function* sourcesIn(folder) {
  const entries = readdirSync(join(ROOT, folder), { withFileTypes: true });
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) yield* sourcesIn(path);
    else if (entry.name.endsWith('.ts') && !entry.name.endsWith('.spec.ts')) yield path;
  }
}
