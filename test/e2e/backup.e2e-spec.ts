import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { SqliteLogImport } from '@wirebrief/event-store';
import { recordAt } from '@wirebrief/testing';

import { ask, post } from './support/http';
import {
  endPrograms,
  MAIN,
  removeFolder,
  startProgram,
  temporaryFolder,
  wirebrief,
} from './support/program';
import { openStory, postArticle, story } from './support/story';

jest.setTimeout(120_000);

const work = temporaryFolder();
const at = (name: string): string => join(work, name);
const FORMS = ['html', 'pdf', 'json'] as const;

afterAll(() => {
  endPrograms();
  removeFolder(work);
});

interface Served {
  readonly etags: readonly (string | undefined)[];
  readonly log: string;
}

/** The hashes of all files of both editions as a server over the folder gives them out, and the whole log. */
async function servedFrom(folder: string): Promise<Served> {
  const program = await startProgram(folder, ['--empty']);
  const etags: (string | undefined)[] = [];
  for (const number of [1, 2]) {
    for (const form of FORMS) {
      const address = `${program.url}/stories/${story.id}/editions/${number}.${form}`;
      etags.push((await ask(address)).headers.etag);
    }
  }
  await program.end('SIGTERM');
  return { etags, log: (await wirebrief(['events', '--data', folder])).out };
}

describe('backup and restore', () => {
  const file = at('backup.jsonl.gz');
  let original: Served;

  beforeAll(async () => {
    const program = await startProgram(at('data'), ['--empty']);
    await openStory(program);
    await postArticle(program, { itemId: 'one' });
    await post(`${program.url}/stories/${story.id}/editions`, {});
    await postArticle(program, { itemId: 'two', killed: 'Nine' });
    await post(`${program.url}/stories/${story.id}/editions`, {});
    const written = await wirebrief(['backup', '--out', file, '--data', at('data')]);
    expect(written).toMatchObject({ code: 0, out: `written  ${file}\n` });
    await program.end('SIGTERM');
    original = await servedFrom(at('data'));
  });

  it('make the same log and the same files, from a backup of a running server', async () => {
    const restored = await wirebrief(['restore', file, '--data', at('restored')]);
    expect(restored).toMatchObject({ code: 0, out: `restored  ${at('restored')}\n` });
    expect(await servedFrom(at('restored'))).toEqual(original);
    expect(original.etags).not.toContain(undefined);
    expect(await wirebrief(['replay', '--data', at('restored')])).toMatchObject({ code: 0 });
  });

  it('leave a folder that holds anything as it is', async () => {
    const before = readFileSync(at('data/log.sqlite'));
    const { code, err } = await wirebrief(['restore', file, '--data', at('data')]);
    expect([code, err]).toEqual([5, expect.stringContaining('is not empty')]);
    expect(readFileSync(at('data/log.sqlite')).equals(before)).toBe(true);
  });

  it('refuse a damaged backup before anything is written', async () => {
    const bytes = readFileSync(file);
    bytes.writeUInt8(bytes.readUInt8(bytes.length >> 1) ^ 1, bytes.length >> 1);
    writeFileSync(at('damaged'), bytes);
    const checked = await wirebrief(['backup', '--verify', at('damaged')]);
    const restored = await wirebrief(['restore', at('damaged'), '--data', at('none')]);
    for (const { code, out, err } of [checked, restored]) {
      expect([code, out]).toEqual([2, '']);
      expect(err).toContain('is no whole backup');
    }
    expect(existsSync(at('none'))).toBe(false);
    expect(await wirebrief(['backup', '--verify', file])).toMatchObject({ code: 0 });
  });

  it('say what is wrong with how they are called', async () => {
    expect(await wirebrief(['backup'])).toMatchObject({ code: 2, out: '' });
    expect(await wirebrief(['backup', '--out', at('x'), '--data', at('no-data')])).toMatchObject({
      code: 4,
    });
    expect(await wirebrief(['restore', at('no-file'), '--data', at('y')])).toMatchObject({
      code: 4,
    });
    expect(existsSync(at('no-data'))).toBe(false);
  });
});

const COMMITS = 20_000;

/** Runs a command and kills it once the file is there and has a size. */
async function killedOnce(args: readonly string[], file: string, bytes: number): Promise<void> {
  const child = spawn(process.execPath, [MAIN, ...args], { stdio: 'ignore' });
  const ended = once(child, 'exit');
  const look = setInterval(() => {
    if (existsSync(file) && statSync(file).size > bytes) child.kill('SIGKILL');
  }, 1);
  const [code] = (await ended) as [number | null];
  clearInterval(look);
  if (code !== null)
    throw new Error(`the command ended by itself with ${code}: nothing was killed`);
}

describe('a large log', () => {
  beforeAll(async () => {
    const log = SqliteLogImport.open({ folder: at('large') });
    for (let position = 2; position <= COMMITS * 2; position += 2000) {
      await log.write(
        Array.from({ length: 1000 }, (_, index) =>
          recordAt(position + index * 2, {
            stream: `default.article.a${position + index * 2}`,
            firstVersion: 1,
            types: ['RevisionNoted', 'RevisionNoted', 'RevisionNoted'],
          }),
        ),
      );
    }
    await log.close();
  });

  it('is migrated by runs that are killed, and the last of them finds both the same', async () => {
    const args = ['migrate', '--from', at('large'), '--to', at('moved')];
    await killedOnce(args, at('moved/log.sqlite-wal'), 400_000);
    const last = await wirebrief(args);
    expect(last).toMatchObject({ code: 0, out: `the same  ${at('large')}  ${at('moved')}\n` });
    expect(last.err).toMatch(/20000 commits .* continued after position [1-9]\d*\./);
    expect((await wirebrief(['replay', '--data', at('moved')])).err).toContain('20000 commits');
  });

  it('is not migrated into a place that holds another one', async () => {
    const args = ['migrate', '--from', at('large'), '--to', at('data')];
    expect(await wirebrief(args)).toMatchObject({ code: 5, out: '' });
  });

  it('whose restore is killed leaves no log, and is restored by the next one', async () => {
    const file = at('large.gz');
    const args = ['restore', file, '--data', at('again')];
    await wirebrief(['backup', '--out', file, '--data', at('large')]);
    await killedOnce(args, at('again/restoring.tmp/log.sqlite-wal'), 400_000);
    expect(readdirSync(at('again'))).toEqual(['restoring.tmp']);
    expect(await wirebrief(args)).toMatchObject({ code: 0 });
    expect(readdirSync(at('again')).sort()).toEqual(['blobs', 'log.sqlite']);
    const log = SqliteLogImport.open({ folder: at('again') });
    expect(await log.head()).toBe(COMMITS * 2);
    await log.close();
  });
});
