import { rmSync } from 'node:fs';
import { join } from 'node:path';

import { type Checkpoint, type ProjectionSave, ProjectionStore } from '@wirebrief/application';
import { type Json } from '@wirebrief/kernel';

import { isFenced, nextCheckpoint } from '../checkpoint';
import { prepareFolder } from './data-folder';
import { openSqlite, type SqliteDriver, sqliteErrorCode } from './driver';
import { reported } from './reported-errors';

/** Raised when the tables change: a file of another version is thrown away and built anew from the log. */
const SCHEMA_VERSION = 1;

const SCHEMA = `
  CREATE TABLE checkpoints (
    name TEXT PRIMARY KEY,
    code_hash TEXT NOT NULL,
    position INTEGER NOT NULL,
    epoch INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE states (
    name TEXT NOT NULL,
    key TEXT NOT NULL,
    state TEXT NOT NULL,
    PRIMARY KEY (name, key)
  ) STRICT;
`;

/**
 * Snapshots in `projections.sqlite` of a data folder. Disposable: a damaged file is replaced by an empty one at the
 * start, and a power cut may lose the last saves but never mixes them.
 */
export class SqliteProjectionStore extends ProjectionStore {
  private readonly sql: ReturnType<typeof prepareStatements>;

  private constructor(
    private readonly database: SqliteDriver,
    private readonly file: string,
  ) {
    super();
    this.sql = prepareStatements(database);
  }

  /** Throws `WB_DATA_READ_ONLY`. One process at a time: the one that holds the log of the folder. */
  static open({ folder }: { readonly folder: string }): SqliteProjectionStore {
    prepareFolder(folder);
    const file = join(folder, 'projections.sqlite');
    try {
      return new SqliteProjectionStore(openOrReplace(file), file);
    } catch (error) {
      throw reported(error, file);
    }
  }

  async checkpoint(name: string): Promise<Checkpoint | undefined> {
    return this.guarded(() => this.sql.checkpoint.get(name));
  }

  async state(name: string, key: string): Promise<Json | undefined> {
    const row = this.guarded(() => this.sql.state.get(name, key));
    return row === undefined ? undefined : (JSON.parse(row.state) as Json);
  }

  async keys(name: string): Promise<readonly string[]> {
    return this.guarded(() => this.sql.keys.all(name)).map(({ key }) => key);
  }

  async save(
    save: ProjectionSave,
    previous: Checkpoint | undefined,
  ): Promise<Checkpoint | 'fenced'> {
    return this.transaction(() => {
      const current = this.sql.checkpoint.get(save.name);
      if (isFenced(save, previous, current)) return 'fenced';
      for (const [key, state] of save.changed) {
        if (state === null) this.sql.removeState.run(save.name, key);
        else this.sql.putState.run(save.name, key, JSON.stringify(state));
      }
      const next = nextCheckpoint(save, current);
      this.sql.putCheckpoint.run(next.name, next.codeHash, next.position, next.epoch);
      return next;
    });
  }

  async drop(name: string): Promise<void> {
    this.transaction(() => {
      this.sql.dropStates.run(name);
      this.sql.dropCheckpoint.run(name);
    });
  }

  async close(): Promise<void> {
    this.database.close();
  }

  private transaction<Result>(work: () => Result): Result {
    return this.guarded(() => {
      this.database.exec('BEGIN IMMEDIATE');
      try {
        const result = work();
        this.database.exec('COMMIT');
        return result;
      } catch (error) {
        this.database.exec('ROLLBACK');
        throw error;
      }
    });
  }

  private guarded<Result>(work: () => Result): Result {
    try {
      return work();
    } catch (error) {
      throw reported(error, this.file);
    }
  }
}

function openOrReplace(file: string): SqliteDriver {
  const found = openCurrent(file);
  if (found) return found;
  for (const suffix of ['', '-wal', '-shm']) rmSync(`${file}${suffix}`, { force: true });
  const database = openSqlite(file);
  configure(database);
  database.exec(`BEGIN IMMEDIATE; ${SCHEMA}; PRAGMA user_version = ${SCHEMA_VERSION}; COMMIT;`);
  return database;
}

/** Undefined when the file is new, damaged or of another version. */
function openCurrent(file: string): SqliteDriver | undefined {
  const database = openSqlite(file);
  try {
    configure(database);
    if (
      database.pragma('user_version') === SCHEMA_VERSION &&
      database.pragma('quick_check(1)') === 'ok'
    )
      return database;
  } catch (error) {
    const code = sqliteErrorCode(error);
    if (code !== 'SQLITE_NOTADB' && code?.startsWith('SQLITE_CORRUPT') !== true) throw error;
  }
  database.close();
  return undefined;
}

function configure(database: SqliteDriver): void {
  database.pragma('journal_mode = WAL');
  // NORMAL keeps the file consistent without a sync for each save; what is lost is folded again.
  database.pragma('synchronous = NORMAL');
}

function prepareStatements(database: SqliteDriver) {
  return {
    checkpoint: database.prepare<[name: string], Checkpoint>(
      'SELECT name, code_hash AS codeHash, position, epoch FROM checkpoints WHERE name = ?',
    ),
    putCheckpoint: database.prepare<
      [name: string, codeHash: string, position: number, epoch: number],
      never
    >('INSERT OR REPLACE INTO checkpoints (name, code_hash, position, epoch) VALUES (?, ?, ?, ?)'),
    state: database.prepare<[name: string, key: string], { state: string }>(
      'SELECT state FROM states WHERE name = ? AND key = ?',
    ),
    keys: database.prepare<[name: string], { key: string }>(
      'SELECT key FROM states WHERE name = ? ORDER BY key',
    ),
    putState: database.prepare<[name: string, key: string, state: string], never>(
      'INSERT OR REPLACE INTO states (name, key, state) VALUES (?, ?, ?)',
    ),
    removeState: database.prepare<[name: string, key: string], never>(
      'DELETE FROM states WHERE name = ? AND key = ?',
    ),
    dropStates: database.prepare<[name: string], never>('DELETE FROM states WHERE name = ?'),
    dropCheckpoint: database.prepare<[name: string], never>(
      'DELETE FROM checkpoints WHERE name = ?',
    ),
  };
}
