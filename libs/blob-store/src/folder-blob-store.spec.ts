import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { sha256 } from '@wirebrief/kernel';
import { itBehavesAsABlobStore } from '@wirebrief/testing';
import { FolderBlobStore } from './folder-blob-store';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wirebrief-blobs-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

const pathOf = (hash: string) => join(folder, hash.slice(0, 2), hash.slice(2));

async function hashesIn(store: FolderBlobStore): Promise<string[]> {
  const found: string[] = [];
  for await (const hash of store.hashes()) found.push(hash);
  return found;
}

describe(FolderBlobStore.name, () => {
  itBehavesAsABlobStore(() => FolderBlobStore.open(join(folder, 'new', 'blobs')));

  it('keeps files for the next process and leaves nothing temporary behind', async () => {
    const { hash } = await (await FolderBlobStore.open(folder)).put(Buffer.from('kept'));
    const reopened = await FolderBlobStore.open(folder);
    expect(Buffer.from((await reopened.get(hash)) ?? []).toString()).toBe('kept');
    expect(await readdir(join(folder, 'tmp'))).toEqual([]);
  });

  it('refuses to hand out a file whose bytes changed, and mends it when they are put again', async () => {
    const store = await FolderBlobStore.open(folder);
    const { hash } = await store.put(Buffer.from('true'));
    await writeFile(pathOf(hash), 'forged');
    await expect(store.get(hash)).rejects.toMatchObject({ code: 'WB_BLOB_CORRUPT' });
    await store.put(Buffer.from('true'));
    expect(Buffer.from((await store.get(hash)) ?? []).toString()).toBe('true');
  });

  it('writes the same bytes once from two stores on one folder', async () => {
    const [one, two] = await Promise.all([
      FolderBlobStore.open(folder),
      FolderBlobStore.open(folder),
    ]);
    const bytes = Buffer.alloc(100_000, 7);
    await Promise.all([one.put(bytes), two.put(bytes), one.put(bytes)]);
    expect(await hashesIn(two)).toEqual([sha256(bytes)]);
  });

  it('shows no stray file and sweeps what a killed process left an hour ago', async () => {
    await FolderBlobStore.open(folder);
    const [old, young] = ['old', 'young'].map((name) => join(folder, 'tmp', name));
    if (old === undefined || young === undefined) throw new Error('no paths');
    await Promise.all([old, young, join(folder, 'README')].map((path) => writeFile(path, 'half')));
    await utimes(old, 0, 0);
    const store = await FolderBlobStore.open(folder);
    expect(await hashesIn(store)).toEqual([]);
    expect(await readdir(join(folder, 'tmp'))).toEqual(['young']);
  });

  it('says what to check when the folder cannot be used', async () => {
    const file = join(folder, 'file');
    await writeFile(file, '');
    await expect(FolderBlobStore.open(join(file, 'blobs'))).rejects.toMatchObject({
      code: 'WB_BLOB_STORE_UNAVAILABLE',
      category: 'unavailable',
    });
  });

  it.each([1, 4])(
    'killed after %d acknowledged puts, keeps those and shows no half file',
    async (count) => {
      const acknowledged = await killWhilePutting(count);
      const store = await FolderBlobStore.open(folder);
      const visible = await hashesIn(store);
      expect(visible).toEqual(expect.arrayContaining(acknowledged));
      for (const hash of visible) expect(await store.get(hash)).toHaveLength(4_000_000);
    },
  );
});

/** Hashes that a writing process reported as stored before it was killed. */
async function killWhilePutting(count: number): Promise<string[]> {
  const hook = join(__dirname, '../../testing/src/typescript-hook.cjs');
  const script = `
    const { FolderBlobStore } = require(${JSON.stringify(join(__dirname, 'folder-blob-store.ts'))});
    const { randomBytes } = require('node:crypto');
    const writer = async (store) => {
      for (;;) console.log((await store.put(randomBytes(4_000_000))).hash);
    };
    FolderBlobStore.open(${JSON.stringify(folder)}).then((store) => Promise.all([1, 2, 3].map(() => writer(store))));
  `;
  const child = spawn(process.execPath, ['--require', hook, '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'close');
  const hashes: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.length === 64) hashes.push(line);
    if (hashes.length === count) child.kill('SIGKILL');
  }
  await ended;
  return hashes;
}
