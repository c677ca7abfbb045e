import { itBehavesAsABlobStore } from '@wirebrief/testing';
import { CachingBlobStore } from './caching-blob-store';
import { InMemoryBlobStore } from './in-memory-blob-store';

describe(CachingBlobStore.name, () => {
  itBehavesAsABlobStore(async () => new CachingBlobStore(new InMemoryBlobStore(), 1_000_000));

  it('reads a file once, and one that is not there each time', async () => {
    const inner = new InMemoryBlobStore();
    const read = jest.spyOn(inner, 'get');
    const store = new CachingBlobStore(inner, 1_000_000);
    const { hash } = await store.put(new TextEncoder().encode('an edition'));
    for (let times = 0; times < 3; times++) await store.get(hash);
    expect(read).toHaveBeenCalledTimes(1);
    for (let times = 0; times < 3; times++) await store.get('0'.repeat(64));
    expect(read).toHaveBeenCalledTimes(4);
  });
});
