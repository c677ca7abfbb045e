import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { openSqlite } from './driver';
import { openLogForWriting } from './log-schema';

describe('openLogForWriting', () => {
  let folder: string;
  let file: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'wirebrief-schema-'));
    file = join(folder, 'log.sqlite');
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('syncs every commit of a new log and of one that is opened again while its write-ahead file is there', () => {
    const first = openLogForWriting(file);
    expect(first.pragma('synchronous')).toBe(2);
    const second = openLogForWriting(file);
    expect(existsSync(`${file}-wal`)).toBe(true);
    expect(second.pragma('synchronous')).toBe(2);
    first.close();
    second.close();
    const third = openLogForWriting(file);
    expect(third.pragma('synchronous')).toBe(2);
    third.close();
  });

  it('has on every open the settings on which durability and erasure rest', () => {
    for (const database of [openLogForWriting(file), openLogForWriting(file)]) {
      const settings = [
        'journal_mode',
        'foreign_keys',
        'busy_timeout',
        'wal_autocheckpoint',
        'secure_delete',
      ];
      expect(settings.map((name) => database.pragma(name))).toEqual(['wal', 1, 5000, 4000, 1]);
      database.close();
    }
  });

  it('needs them set each time, because the library reopens such a file with less', () => {
    openLogForWriting(file).close();
    const plain = openSqlite(file);
    expect(plain.pragma('journal_mode')).toBe('wal');
    expect(plain.pragma('synchronous')).toBe(1);
    plain.close();
  });
});
