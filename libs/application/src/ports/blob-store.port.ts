/** Files by content. The hash is the lower-case hexadecimal SHA-256 of the bytes. */
export abstract class BlobStore {
  /** Durable when it resolves; writing the same bytes twice is one file. */
  abstract put(bytes: Uint8Array): Promise<{ readonly hash: string; readonly bytes: number }>;
  /** Undefined when unknown. Rejects with a WirebriefError `WB_BLOB_CORRUPT` when the bytes no longer match the hash. */
  abstract get(hash: string): Promise<Uint8Array | undefined>;
  abstract has(hash: string): Promise<boolean>;
  abstract hashes(): AsyncIterable<string>;
}
