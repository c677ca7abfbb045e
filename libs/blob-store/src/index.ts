export { FolderBlobStore } from './folder-blob-store';
export { InMemoryBlobStore } from './in-memory-blob-store';
