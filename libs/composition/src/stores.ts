import {
  type BlobStore,
  type DeadLetters,
  type EventStore,
  type ProjectionStore,
} from '@wirebrief/application';

export interface Stores {
  readonly store: EventStore;
  readonly projections: ProjectionStore;
  readonly blobs: BlobStore;
  readonly deadLetters: DeadLetters;
  /** To the servers, where the log is kept on some. */
  readonly connection?: { readonly isStanding: boolean };
  /** The log first: nothing may be acknowledged that a later snapshot or file would need. */
  readonly close: () => Promise<void>;
}
