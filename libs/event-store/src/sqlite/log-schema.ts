import { dirname } from 'node:path';

import { WirebriefError } from '@wirebrief/kernel';

import { openSqlite, type SqliteDriver } from './driver';
import { explained, missingLog } from './sqlite-errors';

/** Steps from one `user_version` to the next. A released step never changes. */
const STEPS: readonly string[] = [
  `
  CREATE TABLE streams (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    version INTEGER NOT NULL,
    position INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE commits (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    commit_id TEXT NOT NULL UNIQUE,
    stream_id INTEGER NOT NULL REFERENCES streams (id),
    first_version INTEGER NOT NULL,
    version INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL,
    hash BLOB NOT NULL,
    events TEXT,
    meta TEXT,
    UNIQUE (stream_id, version)
  ) STRICT;
  CREATE INDEX commits_by_time ON commits (recorded_at);
  CREATE TABLE event_kinds (
    id INTEGER PRIMARY KEY,
    tenant TEXT NOT NULL,
    category TEXT NOT NULL,
    type TEXT NOT NULL,
    UNIQUE (tenant, category, type)
  ) STRICT;
  CREATE TABLE commit_kinds (
    kind_id INTEGER NOT NULL REFERENCES event_kinds (id),
    position INTEGER NOT NULL REFERENCES commits (position),
    PRIMARY KEY (kind_id, position)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE erasures (
    position INTEGER PRIMARY KEY REFERENCES commits (position),
    erased_at INTEGER NOT NULL,
    reason TEXT NOT NULL
  ) STRICT;
  CREATE VIEW events AS
    SELECT c.position, c.first_version + e.key AS version, s.name AS stream, json_extract(e.value, '$.type') AS type,
      json_extract(e.value, '$.schema') AS schema, strftime('%Y-%m-%dT%H:%M:%fZ', c.recorded_at / 1000.0, 'unixepoch') AS recorded_at,
      json_extract(e.value, '$.sourceTime') AS source_time, json_extract(e.value, '$.data') AS data, c.meta,
      c.commit_id, lower(hex(c.hash)) AS hash
    FROM commits c JOIN streams s ON s.id = c.stream_id, json_each(c.events) e;
  `,
];

/** "WBLG": says to \`file\` and to us that this is a log of Wirebrief. */
const APPLICATION_ID = 0x57424c47;

/** What durability and erasure rest on. better-sqlite3 reopens a WAL database with synchronous=NORMAL, so all are set on every open. */
const SETTINGS = {
  journal_mode: 'wal',
  synchronous: 2,
  foreign_keys: 1,
  busy_timeout: 5000,
  wal_autocheckpoint: 4000,
  secure_delete: 1,
} as const;

/**
 * The log's database, created if missing, with its settings and schema. A copy that can be made again does without a
 * sync for each transaction.
 */
export function openLogForWriting(file: string, { isCopy = false } = {}): SqliteDriver {
  return opened(
    file,
    () => openSqlite(file),
    (database) => {
      database.pragma('page_size = 8192');
      assertOurs(database, file);
      applySettings(database, isCopy ? { ...SETTINGS, synchronous: 1 } : SETTINGS);
      migrate(database);
    },
  );
}

export function openLogForReading(file: string): SqliteDriver {
  return opened(
    file,
    () => openSqlite(file, { readOnly: true }),
    (database) => {
      assertOurs(database, file);
      // What a first start leaves that has found no room.
      if (isEmpty(database)) throw missingLog(dirname(file));
    },
  );
}

function opened(
  file: string,
  open: () => SqliteDriver,
  prepare: (database: SqliteDriver) => void,
): SqliteDriver {
  let database: SqliteDriver | undefined;
  try {
    database = open();
    prepare(database);
    return database;
  } catch (error) {
    database?.close();
    throw explained(error, file);
  }
}

/** Sets each and reads it back: a setting that did not take is a broken promise. */
function applySettings(
  database: SqliteDriver,
  settings: Readonly<Record<string, string | number>>,
): void {
  for (const [name, wanted] of Object.entries(settings)) {
    database.pragma(`${name} = ${wanted}`);
    const actual = database.pragma(name);
    if (actual !== wanted) {
      throw new WirebriefError(
        'WB_DATA_SETTINGS',
        'unavailable',
        `SQLite does not take ${name}=${wanted} for the log; it says ${String(actual)}.`,
        'Keep the data folder on a local disk: network file systems cannot hold the log.',
      );
    }
  }
}

function assertOurs(database: SqliteDriver, file: string): void {
  const version = database.pragma('user_version') as number;
  if (version > STEPS.length) {
    throw new WirebriefError(
      'WB_DATA_NEWER',
      'unavailable',
      `${file} was written by a newer Wirebrief (schema ${version}; this one knows ${STEPS.length}).`,
      'Upgrade Wirebrief, or choose another folder with --data.',
    );
  }
  if (isEmpty(database) || database.pragma('application_id') === APPLICATION_ID) return;
  throw new WirebriefError(
    'WB_DATA_CORRUPT',
    'unavailable',
    `${file} is a database of another program.`,
    'Move that file away, or choose another folder with --data.',
  );
}

const isEmpty = (database: SqliteDriver): boolean =>
  database.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get() === undefined;

function migrate(database: SqliteDriver): void {
  const version = database.pragma('user_version') as number;
  for (const [index, step] of STEPS.entries()) {
    if (index < version) continue;
    database.exec(
      `BEGIN IMMEDIATE; ${step}; PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${index + 1}; COMMIT;`,
    );
  }
}
