import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

// Editors write a file, replace it or write it in parts; asking is the same for all of them and on every file system.
const INTERVAL = 250;

/** Calls back when something in the folder has changed, until the signal is aborted. */
export async function watchFolder(
  folder: string,
  signal: AbortSignal,
  onChange: () => void,
): Promise<void> {
  let before = await fingerprint(folder);
  for (;;) {
    await wait(INTERVAL, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) return;
    const now = await fingerprint(folder);
    if (now !== before) onChange();
    before = now;
  }
}

async function fingerprint(folder: string): Promise<string> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile());
    const states = await Promise.all(
      files.map(async ({ parentPath, name }) => {
        const file = join(parentPath, name);
        const { mtimeMs, size } = await stat(file);
        return `${file} ${mtimeMs} ${size}`;
      }),
    );
    return states.sort().join('\n');
  } catch {
    // A file that went while it was looked at, or the folder itself: another state in any case.
    return '';
  }
}
