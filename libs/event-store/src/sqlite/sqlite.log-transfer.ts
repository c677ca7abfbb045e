import { setImmediate as nextTurn } from 'node:timers/promises';

import { LogExport, LogImport, type RecordRange } from '@wirebrief/application';
import { type LogRecord, type Position } from '@wirebrief/kernel';

import { assertLogExists, logFilesIn, prepareFolder } from './data-folder';
import { type DataLock, lockData } from './data-lock';
import { LogReader } from './log-reader';
import { openLogForReading, openLogForWriting } from './log-schema';
import { LogWriter } from './log-writer';
import { reported } from './reported-errors';

interface FolderOptions {
  readonly folder: string;
}

/** Reads the log of a data folder as it is stored, also while a server writes it. */
export class SqliteLogExport extends LogExport {
  private constructor(
    private readonly reader: LogReader,
    private readonly file: string,
  ) {
    super();
  }

  /** Throws `WB_DATA_MISSING`, `WB_DATA_CORRUPT` or `WB_DATA_NEWER`. */
  static open({ folder }: FolderOptions): SqliteLogExport {
    const files = logFilesIn(folder);
    assertLogExists(files);
    return guarded(
      files.file,
      () => new SqliteLogExport(new LogReader(openLogForReading(files.file)), files.file),
    );
  }

  async head(): Promise<Position> {
    return guarded(this.file, () => this.reader.head());
  }

  async *records(range: RecordRange): AsyncIterable<readonly LogRecord[]> {
    yield* recordsOf(this.reader, this.file, range);
  }

  async close(): Promise<void> {
    this.reader.close();
  }
}

/** Writes a log into a data folder, of which it is the one writer, in the thread of the caller. */
export class SqliteLogImport extends LogImport {
  private constructor(
    private readonly writer: LogWriter,
    private readonly reader: LogReader,
    private readonly lock: DataLock,
    private readonly file: string,
  ) {
    super();
  }

  /** Creates folder and log where they are missing. Throws as `SqliteEventStore.open` does. */
  static open({ folder }: FolderOptions): SqliteLogImport {
    prepareFolder(folder);
    const { file, lockFile } = logFilesIn(folder);
    return guarded(file, () => {
      const lock = lockData(folder, lockFile);
      try {
        const writer = new LogWriter(openLogForWriting(file), file);
        return new SqliteLogImport(writer, new LogReader(openLogForReading(file)), lock, file);
      } catch (error) {
        lock.release();
        throw error;
      }
    });
  }

  async head(): Promise<Position> {
    return guarded(this.file, () => this.reader.head());
  }

  async *records(range: RecordRange): AsyncIterable<readonly LogRecord[]> {
    yield* recordsOf(this.reader, this.file, range);
  }

  async write(records: readonly LogRecord[]): Promise<void> {
    guarded(this.file, () => {
      this.writer.importRecords(records);
    });
  }

  async close(): Promise<void> {
    // The writer last, so that one file without a write-ahead file is left.
    this.reader.close();
    this.writer.close();
    this.lock.release();
  }
}

async function* recordsOf(
  reader: LogReader,
  file: string,
  { after, until }: RecordRange,
): AsyncGenerator<readonly LogRecord[]> {
  let position = after;
  for (;;) {
    const records = guarded(file, () => reader.records({ after: position, until }));
    const last = records.at(-1);
    if (last === undefined) return;
    yield records;
    position = last.position;
    await nextTurn();
  }
}

function guarded<Result>(file: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw reported(error, file);
  }
}
