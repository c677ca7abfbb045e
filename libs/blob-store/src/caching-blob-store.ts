import { BlobStore, RecentBytes } from '@wirebrief/application';

/** Another blob store, with the files read last kept in memory: what is downloaded often is read and hashed once. */
export class CachingBlobStore extends BlobStore {
  private readonly recent: RecentBytes;

  constructor(
    private readonly blobs: BlobStore,
    maxBytes: number,
  ) {
    super();
    this.recent = new RecentBytes(maxBytes);
  }

  override put(bytes: Uint8Array): Promise<{ readonly hash: string; readonly bytes: number }> {
    return this.blobs.put(bytes);
  }

  override async get(hash: string): Promise<Uint8Array | undefined> {
    const known = this.recent.get(hash);
    // Copies: a caller may do with its bytes what it likes.
    if (known !== undefined) return known.slice();
    const bytes = await this.blobs.get(hash);
    if (bytes !== undefined) this.recent.set(hash, bytes.slice());
    return bytes;
  }

  override has(hash: string): Promise<boolean> {
    return this.blobs.has(hash);
  }

  override hashes(): AsyncIterable<string> {
    return this.blobs.hashes();
  }
}
