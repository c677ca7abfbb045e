export { Analyst } from './analyst';
export { ArticleIntake, type IntakeReceipt, unknownStoryError } from './article-intake';
export { fromRecorded } from './event-codec';
export { type FollowerStatus } from './follower';
export { BlobStore } from './ports/blob-store.port';
export { EditionRenderer } from './ports/edition-renderer.port';
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
export { type Edition, Press, type RenderedEdition, renderEdition } from './press';
export { StoryDesk } from './story-desk';
export { StoryProjection } from './story-projection';
export { articleStream, editionStream, storyStream } from './streams';
export { currentSchema, type Upcaster, type UpcasterRegistry, upcast } from './upcasting';
