import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';

export const HOOK = join(__dirname, '../../../libs/testing/src/typescript-hook.cjs');

export interface ChildOptions {
  /** User and group of the child, for tests of rights: root may write everywhere. */
  readonly uid?: number;
}

/** A TypeScript file of this folder as a process of its own. */
export function startChild(
  file: string,
  parameters: readonly string[],
  { uid }: ChildOptions = {},
): ChildProcess {
  return spawn(process.execPath, ['--require', HOOK, join(__dirname, file), ...parameters], {
    stdio: ['ignore', 'pipe', 'inherit'],
    ...(uid !== undefined && { uid, gid: uid }),
  });
}
