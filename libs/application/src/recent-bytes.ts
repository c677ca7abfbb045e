/** Byte strings by key, the most recently used ones up to a size: content that never changes, kept at hand. */
export class RecentBytes {
  private readonly entries = new Map<string, Uint8Array>();
  private size = 0;

  constructor(private readonly limit: number) {}

  get(key: string): Uint8Array | undefined {
    const bytes = this.entries.get(key);
    if (bytes === undefined) return undefined;
    this.entries.delete(key);
    this.entries.set(key, bytes);
    return bytes;
  }

  /** What is larger than a quarter of the limit would push out too much, and is not kept. */
  set(key: string, bytes: Uint8Array): void {
    if (this.entries.has(key) || bytes.byteLength > this.limit / 4) return;
    this.entries.set(key, bytes);
    this.size += bytes.byteLength;
    for (const [oldest, { byteLength }] of this.entries) {
      if (this.size <= this.limit) return;
      this.entries.delete(oldest);
      this.size -= byteLength;
    }
  }
}
