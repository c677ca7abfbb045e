import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { makeFolders } from './make-folders';

describe('making folders', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'folders-'));
  });
  afterEach(() => {
    rmSync(root, { recursive: true });
  });

  it('makes those above too, names the first one, and is content with what is there', () => {
    expect(makeFolders(join(root, 'a', 'b', 'c'))).toBe(join(root, 'a'));
    expect(statSync(join(root, 'a', 'b', 'c')).isDirectory()).toBe(true);
    expect(makeFolders(join(root, 'a', 'b'))).toBeUndefined();
  });

  it.each([['file'], [join('file', 'below')]])('refuses %s where a file stands', (name) => {
    writeFileSync(join(root, 'file'), '');
    expect(() => makeFolders(join(root, name))).toThrow(/EEXIST|ENOTDIR/);
  });

  // Node's own way hangs there.
  (process.platform === 'linux' ? it : it.skip)('ends where the system takes no folder', () => {
    expect(() => makeFolders('/proc/none-here/below')).toThrow(/ENOENT|EACCES|EPERM/);
  });
});
