import { randomUUID } from 'node:crypto';
import { open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { makeFolders } from '@wirebrief/application';

const HOUR = 3_600_000;

/** Makes the folder and any missing one above it; the names survive a power cut. */
export async function makeFolder(path: string): Promise<void> {
  const first = makeFolders(path);
  if (first === undefined) return;
  for (let made = path; made.length >= first.length; made = dirname(made)) {
    await syncFolder(dirname(made));
  }
}

/**
 * Writes under a name of its own in `temporaryFolder` (same file system), then moves it to `path`: a reader finds the
 * whole file or none, whenever the process is killed. Durable when it resolves.
 */
export async function writeDurably(
  path: string,
  bytes: Uint8Array,
  temporaryFolder: string,
): Promise<void> {
  const temporary = join(temporaryFolder, randomUUID());
  try {
    const file = await open(temporary, 'wx');
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  await syncFolder(dirname(path));
}

/** A rename is only durable once the folder that holds the name is. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** Files that a killed process left behind; younger ones may belong to a process that is still writing. */
export async function sweepTemporaryFiles(temporaryFolder: string, now: number): Promise<void> {
  for (const name of await readdir(temporaryFolder)) {
    const path = join(temporaryFolder, name);
    const { mtimeMs } = await stat(path);
    if (now - mtimeMs > HOUR) await rm(path, { force: true });
  }
}
