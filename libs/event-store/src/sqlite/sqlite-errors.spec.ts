import { explained } from './sqlite-errors';

const fromSqlite = (code: string): Error =>
  Object.assign(new Error('what SQLite says'), { name: 'SqliteError', code });

describe('an error of SQLite', () => {
  it.each(['SQLITE_FULL', 'SQLITE_IOERR_SHMSIZE'])('%s says that the disk is full', (code) => {
    expect(explained(fromSqlite(code), 'data/log.sqlite')).toMatchObject({
      message: 'The disk that holds data/log.sqlite is full.',
    });
  });
});
