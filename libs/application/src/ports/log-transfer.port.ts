import { type LogRecord, type Position } from '@wirebrief/kernel';

export interface RecordRange {
  readonly after: Position;
  /** Inclusive. */
  readonly until: Position;
}

/** Reads a log as it is stored, also while another process writes it. */
export abstract class LogExport {
  /** Position of the last commit, erased or not; 0 for an empty log. */
  abstract head(): Promise<Position>;
  /** In order of position, erased commits included, in batches that fit in memory. */
  abstract records(range: RecordRange): AsyncIterable<readonly LogRecord[]>;
  abstract close(): Promise<void>;
}

/**
 * Writes commits of another log under the positions, versions and times that they have there; gaps between positions
 * stay. The one writer of its log while it is open.
 */
export abstract class LogImport extends LogExport {
  /**
   * Durable when it resolves. Rejects with `WB_LOG_IMPORT` for a commit that does not follow what is there: position or
   * time going back, a version gap, an id that is taken, content unlike its hash; then nothing of the batch is written.
   * Of a batch that is cut off by a crash or an outage the beginning may be there.
   */
  abstract write(records: readonly LogRecord[]): Promise<void>;
}
