import { BlobStore, requireBlobHash } from '@wirebrief/application';
import { sha256 } from '@wirebrief/kernel';

/** For tests and for one-shot commands: gone with the process. */
export class InMemoryBlobStore extends BlobStore {
  readonly #blobs = new Map<string, Uint8Array>();

  override async put(
    bytes: Uint8Array,
  ): Promise<{ readonly hash: string; readonly bytes: number }> {
    const hash = sha256(bytes);
    // A copy: the caller may go on to use its buffer.
    if (!this.#blobs.has(hash)) this.#blobs.set(hash, Uint8Array.from(bytes));
    return { hash, bytes: bytes.byteLength };
  }

  override async get(hash: string): Promise<Uint8Array | undefined> {
    requireBlobHash(hash);
    const bytes = this.#blobs.get(hash);
    return bytes && Uint8Array.from(bytes);
  }

  override async has(hash: string): Promise<boolean> {
    requireBlobHash(hash);
    return this.#blobs.has(hash);
  }

  override async *hashes(): AsyncIterable<string> {
    yield* [...this.#blobs.keys()].sort();
  }
}
