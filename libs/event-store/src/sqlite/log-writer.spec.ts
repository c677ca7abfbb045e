import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { encodeCommit } from '@wirebrief/event-log';
import { type ExpectedVersion, type Json, type NewCommit } from '@wirebrief/kernel';

import { type SqliteDriver, type SqlValue } from './driver';
import { openLogForWriting } from './log-schema';
import { LogWriter } from './log-writer';
import { type AppendRequest, appendRequest } from './writer-protocol';

const request = (
  id: string,
  data: Json,
  { expected = 'any', requestedAt = 1 }: { expected?: ExpectedVersion; requestedAt?: number } = {},
): AppendRequest => {
  const commit: NewCommit = {
    id,
    stream: 'daily.article.one',
    expected,
    events: [{ type: 'ArticleReceived', schema: 1, data }],
    meta: { correlationId: 'request', actor: 'tester' },
  };
  return appendRequest(encodeCommit(commit), requestedAt);
};

/** In two parts, as a caller with many appends sends them. */
function appendGroup(writer: LogWriter, requests: readonly AppendRequest[]) {
  writer.addToGroup(requests.slice(0, 2));
  if (requests.length > 2) writer.addToGroup(requests.slice(2));
  return writer.commitGroup();
}

describe('LogWriter', () => {
  let folder: string;
  let database: SqliteDriver;
  let writer: LogWriter;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'wirebrief-writer-'));
    database = openLogForWriting(join(folder, 'log.sqlite'));
    writer = new LogWriter(database, 'log.sqlite');
  });

  afterEach(() => {
    writer.close();
    rmSync(folder, { recursive: true });
  });

  const ids = (): readonly unknown[] =>
    database.prepare('SELECT commit_id AS id FROM commits ORDER BY position').all();

  it('keeps nothing of a group for which the disk is too full, says so, and goes on when there is room again', () => {
    const pages = Number(database.pragma('page_count'));
    database.pragma(`max_page_count = ${pages + 4}`);
    const group = [
      request('small', 'x'),
      request('big', 'x'.repeat(500_000)),
      request('other', 'x'),
    ];
    for (const outcome of appendGroup(writer, group)) {
      expect(outcome).toMatchObject({
        kind: 'failed',
        failure: { code: 'WB_STORE_UNAVAILABLE', outcome: 'not-applied' },
      });
      expect(outcome).toMatchObject({
        failure: { message: expect.stringContaining('is full') as string },
      });
    }
    expect(ids()).toEqual([]);
    database.pragma('max_page_count = 1000000');
    expect(appendGroup(writer, group)).toEqual([
      [1, 1],
      [2, 2],
      [3, 3],
    ]);
    expect(ids()).toEqual([{ id: 'small' }, { id: 'big' }, { id: 'other' }]);
  });

  it('does not let the recorded time or a kind of a failed group reach the next one', () => {
    database.pragma(`max_page_count = ${Number(database.pragma('page_count')) + 4}`);
    appendGroup(writer, [request('late', 'x'.repeat(500_000), { requestedAt: 99 })]);
    database.pragma('max_page_count = 1000000');
    appendGroup(writer, [request('early', 'x')]);
    expect(database.prepare('SELECT recorded_at FROM commits').all()).toEqual([{ recorded_at: 1 }]);
    expect(database.prepare('SELECT count(*) AS count FROM commit_kinds').all()).toEqual([
      { count: 1 },
    ]);
  });

  it('answers the members of one group one by one', () => {
    const outcomes = appendGroup(writer, [
      request('a', 1),
      request('a', 1),
      request('a', 2),
      request('b', 1, { expected: 'none' }),
      request('c', 1, { expected: 1 }),
    ]);
    expect(outcomes).toEqual([
      [1, 1],
      { kind: 'duplicate', position: 1, version: 1 },
      { kind: 'mismatch' },
      { kind: 'conflict', actual: 1 },
      [2, 2],
    ]);
  });

  it('writes nothing more after a disk error at the commit, whose outcome nobody knows', () => {
    const failing: SqliteDriver = {
      ...database,
      prepare: <Parameters extends readonly SqlValue[], Row>(sql: string) => {
        const statement = database.prepare<Parameters, Row>(sql);
        if (sql !== 'COMMIT') return statement;
        const run = (): never => {
          throw Object.assign(new Error('disk'), {
            name: 'SqliteError',
            code: 'SQLITE_IOERR_FSYNC',
          });
        };
        return Object.assign(statement, { run });
      },
    };
    const doomed = new LogWriter(failing, 'log.sqlite');
    expect(appendGroup(doomed, [request('a', 1)])).toMatchObject([
      { failure: { outcome: 'unknown' } },
    ]);
    expect(appendGroup(doomed, [request('b', 1)])).toMatchObject([
      { failure: { outcome: 'not-applied' } },
    ]);
    expect(ids()).toEqual([]);
  });
});
