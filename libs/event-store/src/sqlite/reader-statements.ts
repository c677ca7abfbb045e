import { type KnownCommit } from '@wirebrief/application';
import { type Position, type StoredCommit, type StreamVersion } from '@wirebrief/kernel';

import { type SqliteDriver } from './driver';

const COMMIT = `
  SELECT c.position, c.commit_id AS id, s.name AS stream, c.first_version AS firstVersion, c.version,
    c.recorded_at AS recordedAt, lower(hex(c.hash)) AS hash, c.events, c.meta
  FROM commits c JOIN streams s ON s.id = c.stream_id`;

/** A commit with its erasure: both null, or both not. */
interface RecordRow extends StoredCommit {
  readonly erasedAt: number | null;
  readonly reason: string | null;
}

/** Every statement of a reader, prepared once. */
export function prepareReaderStatements(database: SqliteDriver) {
  type StreamRange = [streamId: number, from: StreamVersion, to: StreamVersion];
  const streamRange = `${COMMIT} WHERE c.stream_id = ? AND c.version BETWEEN ? AND ? AND c.events IS NOT NULL ORDER BY c.version`;
  return {
    head: database.prepare<[], { position: Position }>(
      'SELECT position FROM commits ORDER BY position DESC LIMIT 1',
    ),
    streamHead: database.prepare<[stream: string], { version: StreamVersion; position: Position }>(
      'SELECT version, position FROM streams WHERE name = ?',
    ),
    streamId: database.prepare<[stream: string], { id: number }>(
      'SELECT id FROM streams WHERE name = ?',
    ),
    positionAt: database.prepare<[milliseconds: number], { position: Position }>(
      'SELECT position FROM commits WHERE recorded_at <= ? ORDER BY recorded_at DESC, position DESC LIMIT 1',
    ),
    range: database.prepare<[after: Position, until: Position], StoredCommit>(
      `${COMMIT} WHERE c.position > ? AND c.position <= ? AND c.events IS NOT NULL ORDER BY c.position`,
    ),
    commitById: database.prepare<[id: string], KnownCommit>(
      `SELECT c.position, s.name AS stream, c.version, lower(hex(c.hash)) AS hash
       FROM commits c JOIN streams s ON s.id = c.stream_id WHERE c.commit_id = ?`,
    ),
    erasedAt: database.prepare<[position: Position], { position: Position }>(
      'SELECT position FROM commits WHERE position = ? AND events IS NULL',
    ),
    lastRecordedAt: database.prepare<[], { recordedAt: number }>(
      'SELECT recorded_at AS recordedAt FROM commits ORDER BY position DESC LIMIT 1',
    ),
    byPosition: database.prepare<[position: Position], StoredCommit>(
      `${COMMIT} WHERE c.position = ?`,
    ),
    storedRange: database.prepare<[after: Position, limit: number], StoredCommit>(
      `${COMMIT} WHERE c.position > ? ORDER BY c.position LIMIT ?`,
    ),
    records: database.prepare<[after: Position, until: Position], RecordRow>(
      `SELECT c.*, e.erased_at AS erasedAt, e.reason FROM (${COMMIT}) c
       LEFT JOIN erasures e ON e.position = c.position WHERE c.position > ? AND c.position <= ? ORDER BY c.position`,
    ),
    versionAtOrAfter: database.prepare<
      [streamId: number, version: StreamVersion],
      { version: StreamVersion }
    >('SELECT version FROM commits WHERE stream_id = ? AND version >= ? ORDER BY version LIMIT 1'),
    streamForwards: database.prepare<StreamRange, StoredCommit>(streamRange),
    streamBackwards: database.prepare<StreamRange, StoredCommit>(`${streamRange} DESC`),
    kindsAfter: database.prepare<
      [id: number],
      { id: number; tenant: string; category: string; type: string }
    >('SELECT id, tenant, category, type FROM event_kinds WHERE id > ? ORDER BY id'),
    kindRange: database.prepare<
      [kindId: number, after: Position, until: Position, limit: number],
      { position: Position }
    >(
      'SELECT position FROM commit_kinds WHERE kind_id = ? AND position > ? AND position <= ? ORDER BY position LIMIT ?',
    ),
    kindPosition: database.prepare<[kindId: number, position: Position], { position: Position }>(
      'SELECT position FROM commit_kinds WHERE kind_id = ? AND position = ?',
    ),
    wrongStreamHeads: database.prepare<[], { name: string; position: Position }>(
      `SELECT s.name, s.position FROM streams s WHERE (s.version, s.position) IS NOT
         (SELECT c.version, c.position FROM commits c WHERE c.stream_id = s.id ORDER BY c.version DESC LIMIT 1)`,
    ),
    quickCheck: database.prepare<[], { quick_check: string }>('PRAGMA quick_check'),
  };
}

export type ReaderStatements = ReturnType<typeof prepareReaderStatements>;
