import { type SqliteDriver } from './driver';

/** Every statement of the writer, prepared once. */
export function prepareWriterStatements(database: SqliteDriver) {
  return {
    begin: database.prepare<[], never>('BEGIN IMMEDIATE'),
    commit: database.prepare<[], never>('COMMIT'),
    last: database.prepare<[], { position: number; recordedAt: number }>(
      'SELECT position, recorded_at AS recordedAt FROM commits ORDER BY position DESC LIMIT 1',
    ),
    commitById: database.prepare<[id: string], { position: number; version: number; hash: string }>(
      'SELECT position, version, lower(hex(hash)) AS hash FROM commits WHERE commit_id = ?',
    ),
    streamByName: database.prepare<[name: string], { id: number; version: number }>(
      'SELECT id, version FROM streams WHERE name = ?',
    ),
    insertStream: database.prepare<[name: string], never>(
      'INSERT INTO streams (name, version, position) VALUES (?, 0, 0)',
    ),
    updateStream: database.prepare<[version: number, position: number, id: number], never>(
      'UPDATE streams SET version = max(version, ?), position = max(position, ?) WHERE id = ?',
    ),
    insertCommit: database.prepare<
      [
        position: number | null,
        id: string,
        streamId: number,
        firstVersion: number,
        version: number,
        recordedAt: number,
        hash: string,
        events: string | null,
        meta: string | null,
      ],
      never
    >(
      `INSERT INTO commits (position, commit_id, stream_id, first_version, version, recorded_at, hash, events, meta)
       VALUES (?, ?, ?, ?, ?, ?, unhex(?), ?, ?)`,
    ),
    kindByName: database.prepare<[tenant: string, category: string, type: string], { id: number }>(
      'SELECT id FROM event_kinds WHERE tenant = ? AND category = ? AND type = ?',
    ),
    insertKind: database.prepare<[tenant: string, category: string, type: string], never>(
      'INSERT INTO event_kinds (tenant, category, type) VALUES (?, ?, ?)',
    ),
    insertCommitKind: database.prepare<[kindId: number, position: number], never>(
      'INSERT INTO commit_kinds (kind_id, position) VALUES (?, ?)',
    ),
    commitsToErase: database.prepare<[stream: string], { position: number; id: string }>(
      `SELECT c.position, c.commit_id AS id FROM commits c JOIN streams s ON s.id = c.stream_id
       WHERE s.name = ? AND c.events IS NOT NULL ORDER BY c.version`,
    ),
    eraseCommit: database.prepare<[position: number], never>(
      'UPDATE commits SET events = NULL, meta = NULL WHERE position = ?',
    ),
    insertErasure: database.prepare<[position: number, erasedAt: number, reason: string], never>(
      'INSERT INTO erasures (position, erased_at, reason) VALUES (?, ?, ?)',
    ),
  };
}

export type WriterStatements = ReturnType<typeof prepareWriterStatements>;
