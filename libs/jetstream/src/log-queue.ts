import { decodeCommit, type Commit } from '@wirebrief/kernel';
import { type JsMsg } from 'nats';

import { DurableQueue } from './durable-queue';
import { type JetStreamConnection } from './jetstream-connection';
import { type JetStreamDeadLetters } from './jetstream.dead-letters';
import { DEFAULT_LOG, type LogAddress, PARTITIONS } from './log-address';
import { entryOf } from './log-message';

export interface LogQueueOptions {
  readonly connection: JetStreamConnection;
  readonly deadLetters: Pick<JetStreamDeadLetters, 'add'>;
  /** Whose work it is; each name gets every commit. */
  readonly name: string;
  /** `default.article`: tenant and category of the streams. */
  readonly streams: string;
  /** Commits with at least one event of these types; others are done at once. */
  readonly types: readonly string[];
  /** As of `DurableQueueOptions`. */
  readonly from: 'beginning' | 'now';
  /** Where `{"position"}` is sent for another try: the log itself takes nothing twice. */
  readonly retrySubject: string;
  /** `WIREBRIEF_LOG` where not given. */
  readonly address?: LogAddress;
}

/** Commits as work, in as many lanes as the log has partitions: those of one stream come one after the other. */
export function logQueue(options: LogQueueOptions): DurableQueue<Commit> {
  const { connection, deadLetters, name, streams, types, from, address = DEFAULT_LOG } = options;
  const lanes = Array.from({ length: PARTITIONS }, (_, partition) => ({
    durable: `${name}-${partition}`,
    subject: `${address.prefix}.${partition}.${streams}.>`,
  }));
  const itemOf = ({ seq, subject, headers, data }: JsMsg): Commit | undefined => {
    const entry = entryOf(address, { seq, subject, headers, data });
    if (entry?.kind !== 'commit' || !types.some((type) => entry.types.includes(type)))
      return undefined;
    return decodeCommit(entry.commit);
  };
  const retryOf = ({ seq }: JsMsg) => ({
    subject: options.retrySubject,
    data: Buffer.from(JSON.stringify({ position: seq })),
  });
  return new DurableQueue({
    ...{ connection, deadLetters, name, lanes, from, itemOf, retryOf },
    stream: address.stream,
  });
}
