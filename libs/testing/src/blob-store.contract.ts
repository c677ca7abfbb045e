import { type BlobStore } from '@wirebrief/application';
import { sha256 } from '@wirebrief/kernel';
import fc from 'fast-check';

const bytesOf = (text: string) => new TextEncoder().encode(text);

async function allOf(items: AsyncIterable<string>): Promise<string[]> {
  const found: string[] = [];
  for await (const item of items) found.push(item);
  return found;
}

/** What every BlobStore must do. `openEmpty` gives a new, empty store for each test. */
export function itBehavesAsABlobStore(openEmpty: () => Promise<BlobStore>): void {
  let store: BlobStore;
  beforeEach(async () => {
    store = await openEmpty();
  });

  it('gives back the bytes it was given, under their SHA-256', async () => {
    const put = await store.put(bytesOf('first page'));
    expect(put).toEqual({ hash: sha256('first page'), bytes: 10 });
    expect(Buffer.from((await store.get(put.hash)) ?? []).toString()).toBe('first page');
    expect(await store.has(put.hash)).toBe(true);
  });

  it('takes any bytes, none included', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 2000 }), async (bytes) => {
        const { hash } = await store.put(bytes);
        expect(Buffer.compare((await store.get(hash)) ?? Buffer.from('absent'), bytes)).toBe(0);
      }),
      { numRuns: 30 },
    );
  });

  it('knows nothing of an unknown hash', async () => {
    const unknown = sha256('never stored');
    expect(await store.get(unknown)).toBeUndefined();
    expect(await store.has(unknown)).toBe(false);
    expect(await allOf(store.hashes())).toEqual([]);
  });

  it('keeps the same bytes once, even when they come many times at once', async () => {
    const bytes = bytesOf('same'.repeat(10_000));
    const puts = await Promise.all(Array.from({ length: 20 }, () => store.put(bytes)));
    expect(new Set(puts.map((put) => put.hash)).size).toBe(1);
    await store.put(bytes);
    expect(await allOf(store.hashes())).toEqual([sha256(bytes)]);
  });

  it('lists the hash of everything stored', async () => {
    const texts = Array.from({ length: 30 }, (_, index) => `text ${index}`);
    await Promise.all(texts.map((text) => store.put(bytesOf(text))));
    expect((await allOf(store.hashes())).sort()).toEqual(texts.map((text) => sha256(text)).sort());
  });

  it('is not changed through a buffer that a caller still holds', async () => {
    const bytes = bytesOf('original');
    const pending = store.put(bytes);
    bytes.fill(0);
    const { hash } = await pending;
    (await store.get(hash))?.fill(1);
    expect(Buffer.from((await store.get(hash)) ?? []).toString()).toBe('original');
  });

  it.each([
    '',
    'abc',
    `${'a'.repeat(63)}g`,
    'A'.repeat(64),
    `../${'a'.repeat(61)}`,
    'a'.repeat(65),
  ])('refuses %j as a hash', async (text) => {
    await expect(store.get(text)).rejects.toMatchObject({ code: 'WB_BLOB_HASH' });
    await expect(store.has(text)).rejects.toMatchObject({ code: 'WB_BLOB_HASH' });
  });
}
