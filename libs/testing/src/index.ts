export { itBehavesAsABlobStore } from './blob-store.contract';
