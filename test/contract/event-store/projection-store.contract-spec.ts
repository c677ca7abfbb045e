import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { InMemoryProjectionStore, SqliteProjectionStore } from '@wirebrief/event-store';
import { projectionStoreContract } from '@wirebrief/testing';
import Database from 'better-sqlite3';

projectionStoreContract('InMemoryProjectionStore', async () => {
  const store = new InMemoryProjectionStore();
  return { store, dispose: () => store.close() };
});

projectionStoreContract('SqliteProjectionStore', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'wirebrief-projections-'));
  const store = SqliteProjectionStore.open({ folder });
  const dispose = async (): Promise<void> => {
    await store.close();
    rmSync(folder, { recursive: true });
  };
  return { store, dispose };
});

describe('The file of the projections', () => {
  let folder: string;
  let file: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'wirebrief-projections-'));
    file = join(folder, 'projections.sqlite');
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const saveOne = async (): Promise<void> => {
    const store = SqliteProjectionStore.open({ folder });
    await store.save(
      { name: 'stories', codeHash: 'fold', position: 3, changed: new Map([['a', 1]]) },
      undefined,
    );
    await store.close();
  };

  const checkpoint = async (): Promise<unknown> => {
    const store = SqliteProjectionStore.open({ folder });
    const found = await store.checkpoint('stories');
    await store.close();
    return found;
  };

  it('keeps its snapshots over a restart', async () => {
    await saveOne();
    expect(await checkpoint()).toEqual({
      name: 'stories',
      codeHash: 'fold',
      position: 3,
      epoch: 1,
    });
  });

  it('is replaced by an empty one when it is damaged, since it can be built anew', async () => {
    writeFileSync(file, Buffer.alloc(20_000, 'garbage'));
    expect(await checkpoint()).toBeUndefined();
    await saveOne();
    expect(await checkpoint()).toMatchObject({ position: 3 });
  });

  it('is replaced by an empty one when another version has written it', async () => {
    await saveOne();
    const other = new Database(file);
    other.pragma('user_version = 99');
    other.close();
    expect(await checkpoint()).toBeUndefined();
  });
});
