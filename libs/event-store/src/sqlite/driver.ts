import Database from 'better-sqlite3';

export type SqlValue = string | number | Uint8Array | null;

interface SqlStatement<Parameters extends readonly SqlValue[], Row> {
  run(...parameters: Parameters): {
    readonly changes: number;
    readonly lastInsertRowid: number | bigint;
  };
  get(...parameters: Parameters): Row | undefined;
  all(...parameters: Parameters): readonly Row[];
  /** Leaving the loop early releases the statement. */
  iterate(...parameters: Parameters): IterableIterator<Row>;
}

/** All that the stores need of SQLite, so that another library can take the place of better-sqlite3. */
export interface SqliteDriver {
  prepare<Parameters extends readonly SqlValue[], Row>(sql: string): SqlStatement<Parameters, Row>;
  exec(sql: string): void;
  /** Sets or reads; the first column of the first row. */
  pragma(text: string): unknown;
  close(): void;
}

export interface SqliteOpenOptions {
  readonly readOnly?: boolean;
  /** How long to wait for a lock that another process holds. */
  readonly busyTimeoutMilliseconds?: number;
}

/** Throws the library's own errors, which `sqliteErrorCode` tells apart. */
export function openSqlite(file: string, options: SqliteOpenOptions = {}): SqliteDriver {
  const { readOnly = false, busyTimeoutMilliseconds = 5000 } = options;
  const database = new Database(file, {
    readonly: readOnly,
    timeout: busyTimeoutMilliseconds,
    ...nativeBinding(),
  });
  return {
    prepare: <Parameters extends readonly SqlValue[], Row>(sql: string) =>
      database.prepare<Parameters, Row>(sql) as unknown as SqlStatement<Parameters, Row>,
    exec: (sql) => {
      database.exec(sql);
    },
    pragma: (text) => database.pragma(text, { simple: true }),
    close: () => {
      database.close();
    },
  };
}

/**
 * SQLite's extended result code by name, for instance `SQLITE_BUSY`; undefined for any other error. Known by its shape:
 * the library keeps one error class for all realms of a process.
 */
export function sqliteErrorCode(error: unknown): string | undefined {
  const { name, code } = (error ?? {}) as { readonly name?: unknown; readonly code?: unknown };
  return name === 'SqliteError' && typeof code === 'string' ? code : undefined;
}

/** npm runs without install scripts here, so the binary may lie where our own set-up has put it. */
function nativeBinding(): { readonly nativeBinding?: string } {
  const file = process.env['WIREBRIEF_SQLITE_BINDING'];
  return file === undefined || file === '' ? {} : { nativeBinding: file };
}
