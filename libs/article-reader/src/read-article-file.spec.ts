import { mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readArticleFile } from './read-article-file';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wirebrief-articles-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function file(name: string, content: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

describe('readArticleFile', () => {
  it('reads a file by its content', async () => {
    const path = await file('a.txt', 'Four people died.\n');
    expect(await readArticleFile(path)).toEqual({ text: 'Four people died.' });
  });

  it('names a missing file, also one below a file', async () => {
    const path = await file('b.txt', 'x');
    for (const missing of [join(folder, 'none.txt'), join(path, 'x')]) {
      await expect(readArticleFile(missing)).rejects.toMatchObject({
        code: 'WB_INPUT_NOT_FOUND',
        category: 'not-found',
        message: expect.stringContaining(missing) as string,
      });
    }
  });

  it('refuses a folder', async () => {
    await expect(readArticleFile(folder)).rejects.toMatchObject({ code: 'WB_INPUT_DIRECTORY' });
  });

  it('refuses a file above 50 MiB without reading it, and reads none of its bytes into the message', async () => {
    const path = await file('big.txt', '');
    await truncate(path, 50 * 1024 * 1024 + 1);
    await expect(readArticleFile(path)).rejects.toMatchObject({
      code: 'WB_INPUT_TOO_LARGE',
      category: 'too-large',
      message: expect.stringContaining('50 MiB') as string,
    });
  });

  it('refuses a file that the system does not let it read', async () => {
    const loop = join(folder, 'loop');
    await symlink(loop, loop);
    await expect(readArticleFile(loop)).rejects.toMatchObject({
      code: 'WB_INPUT_UNREADABLE',
      message: expect.stringContaining('ELOOP') as string,
    });
  });

  it('refuses a path that the system cannot use', async () => {
    await expect(readArticleFile(join(folder, 'x'.repeat(5000)))).rejects.toMatchObject({
      code: 'WB_INPUT_UNREADABLE',
    });
    await expect(readArticleFile('a\0b')).rejects.toMatchObject({ code: 'WB_INPUT_NOT_FOUND' });
  });
});
