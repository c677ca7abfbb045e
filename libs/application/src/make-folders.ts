import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/**
 * Makes a folder and those above it that are missing, and returns the first one that was made. One by one, since Node's
 * own `recursive` never ends where the system says ENOENT of a folder whose parent is there, as /proc does.
 * Throws what the system says.
 */
export function makeFolders(path: string): string | undefined {
  const missing: string[] = [];
  for (let at = resolve(path); !existsSync(at); at = dirname(at)) missing.unshift(at);
  for (const folder of missing) makeOne(folder);
  if (!statSync(path).isDirectory()) mkdirSync(path);
  return missing[0];
}

// Another process may have been faster.
function makeOne(folder: string): void {
  try {
    mkdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}
