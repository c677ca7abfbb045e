import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  fsyncSync,
  openSync,
  statSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';

import { makeFolders } from '@wirebrief/application';

import { missingLog, readOnly } from './sqlite-errors';
import { type WriterData } from './writer-protocol';

/** Where the log lies in a data folder. */
export function logFilesIn(folder: string): WriterData {
  return { folder, file: join(folder, 'log.sqlite'), lockFile: join(folder, 'log.lock') };
}

/** Where the copy of a log that is kept elsewhere lies. */
export function copyFilesIn(folder: string): WriterData {
  return { folder, file: join(folder, 'log-copy.sqlite'), lockFile: join(folder, 'log-copy.lock') };
}

/** Creates the folder if needed. Throws `WB_DATA_READ_ONLY` when nothing can be written there. */
export function prepareFolder(folder: string): void {
  const path = resolve(folder);
  try {
    const created = makeFolders(path);
    if (created !== undefined) syncFolder(dirname(created));
    if (!statSync(path).isDirectory()) throw readOnly(folder);
    accessSync(path, constants.W_OK);
  } catch (error) {
    throw readOnly(folder, { cause: error });
  }
}

/** Throws `WB_DATA_MISSING` when the folder holds no log. */
export function assertLogExists({ folder, file }: WriterData): void {
  if (!existsSync(file)) throw missingLog(folder);
}

/** A new folder is durable only once its parent is. */
function syncFolder(folder: string): void {
  const descriptor = openSync(folder, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
