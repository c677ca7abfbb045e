export { AS_OF_CLOCKS, type AsOf, type AsOfClock, asOfFrom, instantFrom } from './as-of-text';
export { Analyst, type Reading } from './analyst';
export { Announcer } from './announcer';
export { ArticleIntake, type IntakeReceipt } from './article-intake';
export { DecisionDesk, type DecisionReceipt, type DecisionView } from './decision-desk';
export { EmbargoProjection } from './embargo-projection';
export { EmbargoTimer } from './embargo-timer';
export {
  type Download,
  DownloadLog,
  type DownloadPage,
  type EditionDownloaded,
} from './download-log';
export { type EditionFile, editionFileName, EditionArchive } from './edition-archive';
export { editionNumber } from './edition-number';
export { differenceOf, EditionVerifier, type Verification } from './edition-verifier';
export {
  createEngine,
  type Elsewhere,
  type Engine,
  type EnginePorts,
  startDeliveries,
  startEmbargoes,
  startEngine,
  startTriggers,
  startSchedules,
  stopEngine,
} from './engine';
export { fromRecorded } from './event-codec';
export { EventTeller } from './event-teller';
export { EVENT_TYPES } from './event-types';
export { type FollowerStatus } from './follower';
export {
  copyLog,
  copyParts,
  type CopyPart,
  type CopyReport,
  type CopySource,
  type CopyTarget,
  writePart,
} from './log-copy';
export { NoDeadLetters } from './no-dead-letters';
export { requireBlobHash } from './ports/blob-hash';
export { BlobStore } from './ports/blob-store.port';
export { type DeadLetter, type DeadLetterContent, DeadLetters } from './ports/dead-letters.port';
export { PROGRESS, Requests, type ServiceAnswer, type ServiceRequest } from './ports/requests.port';
export { type KeptMessage, type QueueStatus, WorkQueue } from './ports/work-queue.port';
export {
  type ArticleEntry,
  type ChoiceModel,
  type EditionEntry,
  type EditionFiles,
  type EditionReference,
  type ErrorModel,
  type IndexModel,
  type NoticeModel,
  type PageSettings,
  type RecalledModel,
  SitePages,
  type StoryEntry,
  type StoryModel,
} from './ports/site-pages.port';
export {
  type EditionForm,
  EditionRenderer,
  type RenderedEdition,
} from './ports/edition-renderer.port';
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
export { makeFolders } from './make-folders';
export { LogExport, LogImport, type RecordRange } from './ports/log-transfer.port';
export {
  type ErasedCommit,
  type KnownCommit,
  type LogEntry,
  LogReplica,
  type PageRange,
} from './ports/log-replica.port';
export {
  type Checkpoint,
  type ProjectionSave,
  ProjectionStore,
} from './ports/projection-store.port';
export { parseInput } from './parse-input';
export { type Edition, Press } from './press';
export { type Provenance, ProvenanceDesk, type QuoteProvenance } from './provenance';
export { RecentBytes } from './recent-bytes';
export { replayProjections, type ReplayReport } from './replay';
export { ScheduleDesk } from './schedule-desk';
export { ScheduleProjection } from './schedule-projection';
export { type RunView, type ScheduleView } from './schedule-view';
export { Scheduler } from './scheduler';
export { type Comparison, type Moment, type PastDocument, StoryHistory } from './story-history';
export { StoryDesk } from './story-desk';
export { type StoryStateView, storyStateView } from './story-view';
export { storiesOfEvent } from './stories-of';
export { type OpenStory, StoryProjection } from './story-projection';
export { unknownStoryError } from './unknown-story';
export { editionStream, storyStream } from './streams';
export { ScheduleRunner } from './schedule-runner';
export { Reanalyst, type ReanalysisReport } from './reanalyst';
export { RebuildTimer } from './rebuild-timer';
export { Rebuilder, type RebuildOutcome } from './rebuilder';
export { type RebuildReceipt, TriggerDesk, type TriggerView } from './trigger-desk';
export { TriggerProjection } from './trigger-projection';
export { TickWorker } from './tick-worker';
export { Turns } from './turns';
export { DeliveryWorker } from './delivery-worker';
export { SecretVault } from './ports/secret-vault.port';
export {
  type WebhookAnswer,
  type WebhookRequest,
  WebhookSender,
} from './ports/webhook-sender.port';
export {
  type DeliveryView,
  type SetWebhookView,
  WebhookDesk,
  type WebhookView,
} from './webhook-desk';
export { WebhookProjection } from './webhook-projection';
