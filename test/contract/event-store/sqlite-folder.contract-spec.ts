import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

import { SqliteEventStore } from '@wirebrief/event-store';
import { type NewCommit } from '@wirebrief/kernel';
import Database from 'better-sqlite3';

import { HOOK, startChild } from './child-process';

const clock = (): Date => new Date('2021-08-29T12:00:00Z');

const commit = (id: string, data: string): NewCommit => ({
  id,
  stream: 'daily.article.one',
  expected: 'any',
  events: [
    {
      type: 'ArticleReceived',
      schema: 1,
      data: { text: data },
      sourceTime: '2021-08-29T10:00:00Z',
    },
    { type: 'ArticleRevised', schema: 2, data: { text: 'later' } },
  ],
  meta: { correlationId: 'request-1', actor: 'desk' },
});

describe('The data folder of the SQLite log', () => {
  let folder: string;
  let file: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'wirebrief-folder-'));
    file = join(folder, 'log.sqlite');
  });

  afterEach(() => {
    chmodSync(folder, 0o755);
    rmSync(folder, { recursive: true });
  });

  const open = (): Promise<SqliteEventStore> => SqliteEventStore.open({ folder, clock });

  it('is created with its parents', async () => {
    const store = await SqliteEventStore.open({ folder: join(folder, 'new/deep'), clock });
    await store.close();
    expect(readdirSync(join(folder, 'new/deep'))).toContain('log.sqlite');
  });

  it('holds one file without a write-ahead file after closing', async () => {
    const store = await open();
    await store.append(commit('c1', 'x'));
    await store.close();
    expect(readdirSync(folder).sort()).toEqual(['log.lock', 'log.sqlite']);
  });

  it('refuses a second writer in the same process', async () => {
    const store = await open();
    await expect(open()).rejects.toMatchObject({ code: 'WB_DATA_IN_USE' });
    await store.close();
    await (await open()).close();
  });

  it('refuses a second process, naming folder and holder, lets it read, and is free at once after kill -9', async () => {
    const child = startChild('appending-child.ts', [folder, 'r']);
    if (!child.stdout) throw new Error('the child has no output');
    await once(child.stdout, 'data');
    child.stdout.resume();
    const message = expect.stringMatching(new RegExp(`${folder}.*${child.pid}`)) as string;
    await expect(open()).rejects.toMatchObject({ code: 'WB_DATA_IN_USE', message });

    const reader = await SqliteEventStore.openReadOnly({ folder });
    const start = await reader.head();
    const signal = AbortSignal.timeout(30_000);
    let caughtUp = 0;
    for await (const item of reader.follow({ after: start, signal })) {
      if ('caughtUp' in item) caughtUp += 1;
      // Twice at the end means that it has waited for another process and was woken.
      if (caughtUp > 1) break;
    }
    expect(caughtUp).toBe(2);
    await expect(reader.append(commit('c1', 'x'))).rejects.toMatchObject({
      outcome: 'not-applied',
    });
    await reader.close();

    child.kill('SIGKILL');
    await once(child, 'exit');
    await (await open()).close();
  }, 60_000);

  it('says that there is no log to read, and makes none', async () => {
    await expect(SqliteEventStore.openReadOnly({ folder })).rejects.toMatchObject({
      code: 'WB_DATA_MISSING',
    });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('says so of a log that a first start could not begin', async () => {
    writeFileSync(join(folder, 'log.sqlite'), '');
    await expect(SqliteEventStore.openReadOnly({ folder })).rejects.toMatchObject({
      code: 'WB_DATA_MISSING',
    });
  });

  it('says that a folder cannot be written', async () => {
    chmodSync(folder, 0o555);
    // Compiled beforehand: the other user may not write the cache. Root may write everywhere, nobody (65534) may not.
    execFileSync(process.execPath, [HOOK]);
    const child = startChild(
      'opening-child.ts',
      [folder],
      process.getuid?.() === 0 ? { uid: 65534 } : {},
    );
    if (!child.stdout) throw new Error('the child has no output');
    expect(await text(child.stdout)).toContain(`WB_DATA_READ_ONLY ${folder} cannot be written.`);
    expect(readdirSync(folder)).toEqual([]);
  }, 30_000);

  it('says that a file stands where the folder should be', async () => {
    writeFileSync(file, '');
    await expect(SqliteEventStore.open({ folder: file, clock })).rejects.toMatchObject({
      code: 'WB_DATA_READ_ONLY',
    });
  });

  it.each([
    ['garbage', () => Buffer.alloc(20_000, 'garbage')],
    ['a cut-off log', () => Buffer.concat([Buffer.from('SQLite format 3\0'), Buffer.alloc(84, 7)])],
  ])('refuses %s as a log and leaves it untouched', async (_, make) => {
    writeFileSync(file, make());
    await expect(open()).rejects.toMatchObject({ code: 'WB_DATA_CORRUPT' });
    expect(readFileSync(file)).toEqual(make());
  });

  it('refuses a database of another program', async () => {
    const other = new Database(file);
    other.exec('CREATE TABLE songs (title TEXT)');
    other.close();
    const before = readFileSync(file);
    await expect(open()).rejects.toMatchObject({ code: 'WB_DATA_CORRUPT' });
    expect(readFileSync(file)).toEqual(before);
  });

  it('refuses the log of a newer version and says to upgrade', async () => {
    await (await open()).close();
    const newer = new Database(file);
    newer.pragma('user_version = 99');
    newer.close();
    const remedy = expect.stringContaining('Upgrade') as string;
    await expect(open()).rejects.toMatchObject({ code: 'WB_DATA_NEWER', remedy });
    await expect(SqliteEventStore.openReadOnly({ folder })).rejects.toMatchObject({
      code: 'WB_DATA_NEWER',
    });
  });

  it('can be read with any SQLite tool, one row for each event', async () => {
    const store = await open();
    await store.append(commit('c1', 'hello'));
    const tool = new Database(file, { readonly: true });
    const rows = tool.prepare('SELECT * FROM events ORDER BY position, version').all();
    tool.close();
    await store.close();
    const first = {
      position: 1,
      version: 1,
      stream: 'daily.article.one',
      type: 'ArticleReceived',
      schema: 1,
    };
    const times = { recorded_at: '2021-08-29T12:00:00.000Z', source_time: '2021-08-29T10:00:00Z' };
    const meta = '{"actor":"desk","correlationId":"request-1"}';
    expect(rows[0]).toMatchObject({
      ...first,
      ...times,
      meta,
      commit_id: 'c1',
      data: '{"text":"hello"}',
    });
    expect(rows[1]).toMatchObject({
      position: 1,
      version: 2,
      type: 'ArticleRevised',
      schema: 2,
      source_time: null,
    });
  });

  it('holds no byte of an erased text any more', async () => {
    const secret = 'the-name-of-a-witness '.repeat(2000);
    const store = await open();
    await store.append(commit('c1', secret));
    await store.append(commit('c2', 'other'));
    expect(filesHolding('the-name-of-a-witness')).not.toEqual([]);
    await store.erase('daily.article.one', { reason: 'asked for', commitIds: ['c1'] });
    expect(filesHolding('the-name-of-a-witness')).toEqual([]);
    await store.close();
    expect(filesHolding('the-name-of-a-witness')).toEqual([]);
  });

  it('is found damaged by verify when one bit of the file has flipped', async () => {
    const store = await open();
    for (let count = 0; count < 20; count += 1)
      await store.append(commit(`c${count}`, `text number ${count}.`));
    await store.close();
    const bytes = readFileSync(file);
    const offset = bytes.indexOf('text number 13.');
    bytes.writeUInt8(bytes.readUInt8(offset) ^ 1, offset);
    writeFileSync(file, bytes);
    const damaged = await open();
    const positions: number[] = [];
    for await (const { position } of damaged.verify()) positions.push(position);
    await damaged.close();
    expect(positions).toEqual([14]);
  });

  function filesHolding(words: string): readonly string[] {
    return readdirSync(folder).filter((name) => readFileSync(join(folder, name)).includes(words));
  }
});
