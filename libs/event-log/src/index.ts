export { ChangeSignal } from './change-signal';
export { type CommitChecker, createCommitChecker } from './commit-checker';
export { encodeCommit, MAX_COMMIT_BYTES } from './encode-commit';
export { isUnfiltered, isWanted } from './log-filter';
export {
  followPages,
  type LogPages,
  PAGE_BYTES,
  PAGE_COMMITS,
  positionAhead,
  readPages,
} from './log-pages';
export { millisecondsOf, storeClosed } from './store-errors';
