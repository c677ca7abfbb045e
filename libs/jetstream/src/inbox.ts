import { type KeptMessage } from '@wirebrief/application';
import { DiscardPolicy, type JsMsg, RetentionPolicy, StorageType } from 'nats';

import { DurableQueue } from './durable-queue';
import { ensureStream } from './ensure-stream';
import { fieldsOf } from './header-fields';
import { type JetStreamConnection } from './jetstream-connection';
import { type JetStreamDeadLetters } from './jetstream.dead-letters';

const STREAM = 'WIREBRIEF_INBOX';

/** Bytes that wait at most. When they are reached, senders are refused, and nothing that waits is lost. */
const MAX_BYTES = 1024 ** 3;

export interface InboxOptions {
  readonly replicas: 1 | 3;
  /** Every subject on which messages are kept. */
  readonly subjects: readonly string[];
}

/** Makes the stream where there is none. A message is kept from its acknowledgement until it is handled. */
export async function openInbox(
  connection: JetStreamConnection,
  { replicas, subjects }: InboxOptions,
): Promise<void> {
  await ensureStream(connection, {
    name: STREAM,
    description: 'Updates and commands until they are taken in.',
    subjects: [...subjects],
    retention: RetentionPolicy.Workqueue,
    storage: StorageType.File,
    num_replicas: replicas,
    discard: DiscardPolicy.New,
    max_bytes: MAX_BYTES,
    max_age: 0,
  });
}

/** The messages of one subject, one after the other. */
export function inboxQueue(
  connection: JetStreamConnection,
  deadLetters: Pick<JetStreamDeadLetters, 'add'>,
  subject: string,
): DurableQueue<KeptMessage> {
  const name = subject.replaceAll('.', '-');
  const itemOf = ({ info, subject: sentTo, data, headers }: JsMsg): KeptMessage => ({
    id: `${info.stream}-${info.streamSequence}`,
    subject: sentTo,
    data,
    fields: fieldsOf(headers),
  });
  const lanes = [{ durable: name, subject }];
  return new DurableQueue({
    ...{ connection, deadLetters, name, lanes, itemOf },
    stream: STREAM,
    from: 'beginning',
  });
}
