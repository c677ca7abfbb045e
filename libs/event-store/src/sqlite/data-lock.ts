import { WirebriefError } from '@wirebrief/kernel';

import { openSqlite, type SqliteDriver, sqliteErrorCode } from './driver';
import { explained } from './sqlite-errors';

/** Held by the one process that may write a data folder. */
export interface DataLock {
  release(): void;
}

/**
 * An open write transaction on a small database of its own. The operating system ends it with the process, also after
 * kill -9, so that nothing stale can remain. Throws `WB_DATA_IN_USE`.
 */
export function lockData(folder: string, lockFile: string): DataLock {
  let database: SqliteDriver | undefined;
  try {
    database = openSqlite(lockFile, { busyTimeoutMilliseconds: 0 });
    database.exec('BEGIN IMMEDIATE');
    database.exec(
      `CREATE TABLE IF NOT EXISTS holder (process INTEGER); DELETE FROM holder; INSERT INTO holder VALUES (${process.pid});`,
    );
    // Others may read who holds the lock only after a commit; between the two statements one of them may take it.
    database.exec('PRAGMA busy_timeout = 1000; COMMIT; PRAGMA busy_timeout = 0; BEGIN IMMEDIATE');
  } catch (error) {
    const holder = database === undefined ? undefined : holderOf(database);
    database?.close();
    throw sqliteErrorCode(error)?.startsWith('SQLITE_BUSY') === true
      ? inUse(folder, holder, error)
      : explained(error, lockFile);
  }
  const held = database;
  return {
    release: () => {
      held.close();
    },
  };
}

function holderOf(database: SqliteDriver): number | undefined {
  try {
    return database.prepare<[], { process: number }>('SELECT process FROM holder').get()?.process;
  } catch {
    // The holder is writing its number at this moment; the message does without it.
    return undefined;
  }
}

function inUse(folder: string, holder: number | undefined, cause: unknown): WirebriefError {
  const who = holder === undefined ? 'another process' : `process ${holder}`;
  return new WirebriefError(
    'WB_DATA_IN_USE',
    'unavailable',
    `The data folder ${folder} is in use by ${who}.`,
    'Stop that process, or choose another folder with --data.',
    { cause },
  );
}
