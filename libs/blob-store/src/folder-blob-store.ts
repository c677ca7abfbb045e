import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isNativeError } from 'node:util/types';
import { BlobStore, requireBlobHash } from '@wirebrief/application';
import { sha256, WirebriefError } from '@wirebrief/kernel';

import { makeFolder, sweepTemporaryFiles, syncFolder, writeDurably } from './durable-file';

interface Stored {
  readonly hash: string;
  readonly bytes: number;
}

/** One file for each content: `ab/cdef…` under the folder, named by the SHA-256 of the bytes. */
export class FolderBlobStore extends BlobStore {
  readonly #writing = new Map<string, Promise<void>>();

  private constructor(
    private readonly folder: string,
    private readonly temporaryFolder: string,
  ) {
    super();
  }

  /** Makes the folder where it is missing. Rejects with `WB_BLOB_STORE_UNAVAILABLE` when it cannot be written to. */
  static async open(folder: string): Promise<FolderBlobStore> {
    const temporaryFolder = join(folder, 'tmp');
    await explained(folder, async () => {
      await makeFolder(temporaryFolder);
      await sweepTemporaryFiles(temporaryFolder, Date.now());
    });
    return new FolderBlobStore(folder, temporaryFolder);
  }

  override async put(bytes: Uint8Array): Promise<Stored> {
    const hash = sha256(bytes);
    const writing = this.#writing.get(hash) ?? this.#start(hash, bytes);
    await explained(this.folder, () => writing);
    return { hash, bytes: bytes.byteLength };
  }

  override async get(hash: string): Promise<Uint8Array | undefined> {
    requireBlobHash(hash);
    const path = this.#pathOf(hash);
    const bytes = await explained(this.folder, () => readIfThere(path));
    if (bytes === undefined || sha256(bytes) === hash) return bytes;
    throw new WirebriefError(
      'WB_BLOB_CORRUPT',
      'unavailable',
      `The stored file ${path} is damaged: its bytes no longer match its name.`,
      'Restore that file from a backup, or delete it and have the edition rendered again from the log.',
    );
  }

  override async has(hash: string): Promise<boolean> {
    requireBlobHash(hash);
    const path = this.#pathOf(hash);
    const found = await explained(this.folder, () => absentIsUndefined(stat(path)));
    return found !== undefined;
  }

  override async *hashes(): AsyncIterable<string> {
    for (const start of await explained(this.folder, () => namesIn(this.folder))) {
      if (!/^[0-9a-f]{2}$/.test(start)) continue;
      const rest = await explained(this.folder, () => namesIn(join(this.folder, start)));
      yield* rest.filter((name) => /^[0-9a-f]{62}$/.test(name)).map((name) => start + name);
    }
  }

  #pathOf(hash: string): string {
    return join(this.folder, hash.slice(0, 2), hash.slice(2));
  }

  /** Two puts of the same bytes at once are one write. */
  #start(hash: string, bytes: Uint8Array): Promise<void> {
    const writing = this.#write(hash, Uint8Array.from(bytes)).finally(() =>
      this.#writing.delete(hash),
    );
    this.#writing.set(hash, writing);
    return writing;
  }

  async #write(hash: string, bytes: Uint8Array): Promise<void> {
    const path = this.#pathOf(hash);
    const folder = join(this.folder, hash.slice(0, 2));
    const present = await readIfThere(path);
    // Present but damaged: written again. Present and whole: another process may not have synced the folder yet.
    if (present !== undefined && sha256(present) === hash) return syncFolder(folder);
    await makeFolder(folder);
    await writeDurably(path, bytes, this.temporaryFolder);
  }
}

async function readIfThere(path: string): Promise<Uint8Array | undefined> {
  return absentIsUndefined(readFile(path));
}

async function namesIn(folder: string): Promise<readonly string[]> {
  return ((await absentIsUndefined(readdir(folder))) ?? []).sort();
}

async function absentIsUndefined<Value>(promise: Promise<Value>): Promise<Value | undefined> {
  try {
    return await promise;
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

async function explained<Value>(folder: string, work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    const code = systemCode(error);
    if (code === undefined) throw error;
    throw new WirebriefError(
      'WB_BLOB_STORE_UNAVAILABLE',
      'unavailable',
      `The folder of the edition files, ${folder}, cannot be used (${code}).`,
      'Check that it exists, belongs to this user, is writable, and that the disk has space left.',
      { cause: error },
    );
  }
}

function systemCode(error: unknown): string | undefined {
  if (!isNativeError(error) || !('syscall' in error) || !('code' in error)) return undefined;
  return String(error.code);
}
