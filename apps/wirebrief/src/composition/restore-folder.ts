import { open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { makeFolders, writePart } from '@wirebrief/application';
import { type BackupContent, readBackup, verifyBackup } from '@wirebrief/backup';
import { isWirebriefError, WirebriefError } from '@wirebrief/kernel';

import { withTarget } from './log-places';

/** The copy grows here, on the same disk, and goes to its place when it is whole. */
const UNFINISHED = 'restoring.tmp';

/**
 * Writes a backup into a folder that is new or empty. It is read to its end first, so that a damaged one changes
 * nothing; the log comes to its place last, so that a restore that was killed leaves no log and can be run again.
 * Throws `WB_RESTORE_TARGET`, and as `readBackup`.
 */
export async function restoreFolder(
  file: string,
  folder: string,
  onProgress: (position: number, head: number) => void,
): Promise<BackupContent> {
  await assertEmpty(folder);
  const content = await verifyBackup(file);
  const unfinished = join(folder, UNFINISHED);
  await startOver(folder);
  await withTarget({ folder: unfinished }, async (target) => {
    for await (const part of readBackup(file)) {
      await writePart(target, part);
      if (part.kind === 'commits') onProgress(part.records.at(-1)?.position ?? 0, content.position);
    }
  });
  await assertEmpty(folder);
  await rename(join(unfinished, 'blobs'), join(folder, 'blobs'));
  await rename(join(unfinished, 'log.sqlite'), join(folder, 'log.sqlite'));
  await rm(unfinished, { recursive: true });
  await sync(folder);
  return content;
}

/** What an earlier restore has left unfinished does not count. */
async function assertEmpty(folder: string): Promise<void> {
  const names = await namesIn(folder);
  const leftovers = names.includes(UNFINISHED) ? [UNFINISHED, 'blobs'] : [];
  const [found] = names.filter((name) => !leftovers.includes(name));
  if (found === undefined) return;
  throw new WirebriefError(
    'WB_RESTORE_TARGET',
    'conflict',
    `${folder} is not empty: it holds ${found}.`,
    'Name a new or empty folder with --data. Nothing was changed.',
  );
}

/** Throws `WB_DATA_IN_USE` while another restore into this folder is running. */
async function startOver(folder: string): Promise<void> {
  const unfinished = join(folder, UNFINISHED);
  if ((await namesIn(folder)).includes(UNFINISHED)) {
    await withTarget({ folder: unfinished }, () => Promise.resolve()).catch((error: unknown) => {
      // Whatever else an interrupted restore has left there goes.
      if (isWirebriefError(error) && error.code === 'WB_DATA_IN_USE') throw error;
    });
    await rm(join(folder, 'blobs'), { recursive: true, force: true });
    await rm(unfinished, { recursive: true, force: true });
  }
  try {
    makeFolders(folder);
  } catch (error) {
    refused(folder)(error);
  }
}

async function namesIn(folder: string): Promise<readonly string[]> {
  return readdir(folder).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    return refused(folder)(error);
  });
}

function refused(folder: string) {
  return (cause: unknown): never => {
    throw new WirebriefError(
      'WB_DATA_READ_ONLY',
      'unavailable',
      `${folder} cannot be used as a data folder.`,
      'Name a folder with --data in which this user may write.',
      { cause },
    );
  };
}

async function sync(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
