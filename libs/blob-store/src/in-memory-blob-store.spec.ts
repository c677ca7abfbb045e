import { itBehavesAsABlobStore } from '@wirebrief/testing';
import { InMemoryBlobStore } from './in-memory-blob-store';

describe(InMemoryBlobStore.name, () => {
  itBehavesAsABlobStore(async () => new InMemoryBlobStore());
});
