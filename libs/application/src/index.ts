export { BlobStore } from './ports/blob-store.port';
export {
  type Appended,
  type Capabilities,
  type CaughtUp,
  type CommitBatch,
  CommitTooLargeError,
  ConcurrencyError,
  EventStore,
  type Finding,
  type FollowOptions,
  IdempotencyMismatchError,
  type LogFilter,
  type ReadAllOptions,
  type ReadStreamOptions,
  StoreUnavailableError,
  type StreamHead,
} from './ports/event-store.port';
export {
  type Checkpoint,
  type ProjectionSave,
  ProjectionStore,
} from './ports/projection-store.port';
export { upcast, type Upcaster, type UpcasterRegistry } from './upcasting';
