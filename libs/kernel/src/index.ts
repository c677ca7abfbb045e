export { decodeCommit, type EncodedCommit } from './commit-record';
export { type Decider, type DomainEvent, fold } from './decider';
export {
  type ErrorCategory,
  isWirebriefError,
  messageOf,
  type Problem,
  problemFrom,
  WirebriefError,
} from './errors';
export { escapeRegExp } from './escape-reg-exp';
export { type EventKind, kindOf } from './event-kind';
export { isAsExpected } from './expected-version';
export { sha256, uuidFrom } from './hash';
export { canonicalJson, type Json } from './json';
export {
  categoryOf,
  type Commit,
  type CommitMeta,
  type ExpectedVersion,
  isCommitId,
  isStreamId,
  type NewCommit,
  type NewEvent,
  type Position,
  type RecordedEvent,
  recordedEvents,
  type StreamId,
  type StreamVersion,
} from './log';
export { assertName, isName, NAME } from './name';
export { onceFor } from './once-for';
export { RETRY, retryAt, waitsUntil } from './retry';
export { assertFollows, eventTypesOf, type LogRecord, recordProblem } from './log-record';
export {
  commitHash,
  contentProblem,
  type PlaceBefore,
  placeProblems,
  type StoredCommit,
} from './stored-commit';
