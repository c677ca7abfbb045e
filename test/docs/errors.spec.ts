import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..');

function sources(folder: string): readonly string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter(
      (name) => name.endsWith('.ts') && !name.endsWith('.spec.ts') && !name.startsWith('testing/'),
    )
    .map((name) => join(ROOT, folder, name));
}

const codesIn = (text: string, pattern: RegExp): readonly string[] =>
  [...text.matchAll(pattern)].map((match) => match[1] ?? '');

const sorted = (codes: readonly string[]): readonly string[] => [...new Set(codes)].sort();

describe('docs/errors.md', () => {
  it('lists every error code of the program and no other', () => {
    const inCode = [...sources('libs'), ...sources('apps')].flatMap((file) =>
      codesIn(readFileSync(file, 'utf8'), /'(WB_[A-Z_]+)'/g),
    );
    const documented = codesIn(
      readFileSync(join(ROOT, 'docs/errors.md'), 'utf8'),
      /^\| `(WB_[A-Z_]+)`/gm,
    );
    expect(sorted(documented)).toEqual(sorted(inCode));
  });
});
