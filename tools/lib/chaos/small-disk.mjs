import { execFileSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** The inbox reserves a gigabyte on each server, and a server offers three quarters of its disk. */
const SIZE = 1600 * 1024 ** 2;
const BLOCK = Buffer.alloc(1024 ** 2);

/** A disk of its own for the store of one nats-server, or undefined where this user may not mount one. */
export function smallDisk(folder, node) {
  const place = join(folder, node);
  mkdirSync(place, { recursive: true });
  try {
    const options = ['-t', 'tmpfs', '-o', `size=${SIZE},mode=700`, 'wirebrief-chaos', place];
    execFileSync('mount', options, { stdio: 'ignore' });
  } catch {
    return undefined;
  }
  const ballast = join(place, 'ballast');
  return {
    node,
    fill: () => {
      const file = openSync(ballast, 'w');
      try {
        for (;;) writeSync(file, BLOCK);
      } catch (error) {
        if (error.code !== 'ENOSPC') throw error;
      } finally {
        closeSync(file);
      }
    },
    free: () => rmSync(ballast, { force: true }),
    unmount: () => execFileSync('umount', [place], { stdio: 'ignore' }),
  };
}
