import { LogImport, type RecordRange } from '@wirebrief/application';
import {
  assertFollows,
  isStreamId,
  type LogRecord,
  type Position,
  type StreamId,
  type StreamVersion,
} from '@wirebrief/kernel';

import { type JetStreamConnection } from './jetstream-connection';
import { JetStreamLog } from './jetstream-log';
import { type JetStreamLogOptions } from './log-options';
import { readRecords } from './log-records';
import { MemoryLogIndex } from './memory-log-index';
import { patiently } from './patiently';
import { RecordPublisher } from './record-publisher';

/** A log on NATS servers as it is stored, to be copied from and to. Holds 30 to 50 bytes for each commit in memory. */
export class JetStreamLogImport extends LogImport {
  private readonly publisher: RecordPublisher;

  private constructor(private readonly log: JetStreamLog<MemoryLogIndex>) {
    super();
    this.publisher = new RecordPublisher(log);
  }

  /** Makes the stream where there is none. Throws `WB_NATS_STREAM_DIFFERS` or StoreUnavailableError. */
  static async open(
    connection: JetStreamConnection,
    options: JetStreamLogOptions,
  ): Promise<JetStreamLogImport> {
    const log = await JetStreamLog.open(connection, options, {
      create: (source) => new MemoryLogIndex(source),
      headersOnly: true,
    });
    return new JetStreamLogImport(log);
  }

  head(): Promise<Position> {
    return patiently(() => this.log.head());
  }

  async *records({ after, until }: RecordRange): AsyncIterable<readonly LogRecord[]> {
    const head = await this.head();
    yield* readRecords(this.log, { after, until: Math.min(until, head) });
  }

  /** The server's own sequence is the lock: nothing is written where another has written meanwhile. */
  async write(records: readonly LogRecord[]): Promise<void> {
    await this.head();
    await patiently(() => this.assertAllFollow(records));
    await this.publisher.publish(records);
    await this.head();
  }

  async close(): Promise<void> {
    await this.log.close();
  }

  private async assertAllFollow(records: readonly LogRecord[]): Promise<void> {
    const { index } = this.log;
    const [versions, ids] = [await this.versionsOf(records), new Set<string>()];
    let [position, recordedAt] = [index.head, index.lastRecordedAt];
    for (const record of records) {
      const { id, stream } = record;
      const isIdTaken = ids.has(id) || (await index.find(id)) !== undefined;
      assertFollows(
        record,
        { position, recordedAt, version: versions.get(stream) ?? 0 },
        isIdTaken,
      );
      ids.add(id);
      versions.set(stream, record.version);
      ({ position, recordedAt } = record);
    }
  }

  private async versionsOf(records: readonly LogRecord[]): Promise<Map<StreamId, StreamVersion>> {
    const { heads } = this.log.writer;
    const streams = [...new Set(records.map(({ stream }) => stream))].filter(isStreamId);
    const found = streams.map(async (stream) => {
      const head = heads.get(stream) ?? (await this.log.writer.headFromLeader(stream));
      return [stream, head.version] as const;
    });
    return new Map(await this.log.asked(Promise.all(found)));
  }
}
