import { type DeadLetter, type DeadLetterContent, DeadLetters } from '@wirebrief/application';
import { messageOf, problemFrom, WirebriefError } from '@wirebrief/kernel';
import {
  DiscardPolicy,
  headers,
  type JsMsg,
  type MsgHdrs,
  StorageType,
  type StoredMsg,
} from 'nats';

import { ensureStream } from './ensure-stream';
import { fieldsOf } from './header-fields';
import { type JetStreamConnection } from './jetstream-connection';
import { JETSTREAM_ERROR, jetStreamCode, unavailable } from './nats-errors';

const STREAM = 'WIREBRIEF_DEAD_LETTERS';
const PREFIX = 'wirebrief.dead-letters';

const HEADER = {
  queue: 'Wb-Dead-Queue',
  subject: 'Wb-Dead-Subject',
  attempts: 'Wb-Dead-Attempts',
  code: 'Wb-Dead-Code',
  reason: 'Wb-Dead-Reason',
} as const;

const REASON_LENGTH = 1000;

interface Given {
  readonly queue: string;
  readonly error: unknown;
  /** What to send for another try; the message itself where not given. */
  readonly subject?: string;
  readonly data?: Uint8Array;
}

/** Dead letters in a JetStream stream, each with the bytes and the header fields of the message that it was. */
export class JetStreamDeadLetters extends DeadLetters {
  private constructor(private readonly connection: JetStreamConnection) {
    super();
  }

  /** Makes the stream where there is none. Throws `WB_NATS_STREAM_DIFFERS`. */
  static async open(
    connection: JetStreamConnection,
    { replicas }: { readonly replicas: 1 | 3 },
  ): Promise<JetStreamDeadLetters> {
    await ensureStream(connection, {
      name: STREAM,
      description: 'Messages that nobody could handle.',
      subjects: [`${PREFIX}.>`],
      storage: StorageType.File,
      num_replicas: replicas,
      discard: DiscardPolicy.New,
      max_age: 0,
      allow_direct: false,
    });
    return new JetStreamDeadLetters(connection);
  }

  /** Durable when it resolves. The same message again changes nothing: its subject takes one only. */
  async add(
    message: JsMsg,
    { queue, error, subject = message.subject, data = message.data }: Given,
  ): Promise<void> {
    const { stream, streamSequence, deliveryCount } = message.info;
    const fields = copyOf(subject === message.subject ? message.headers : undefined);
    fields.set(HEADER.queue, queue);
    fields.set(HEADER.subject, subject);
    fields.set(HEADER.attempts, String(deliveryCount));
    fields.set(HEADER.code, problemFrom(error).code);
    fields.set(HEADER.reason, oneLine(messageOf(error)));
    try {
      await this.connection.client.publish(`${PREFIX}.${stream}.${streamSequence}`, data, {
        headers: fields,
        expect: { lastSubjectSequence: 0 },
      });
    } catch (failure) {
      if (jetStreamCode(failure) !== JETSTREAM_ERROR.wrongLastSequence) throw failure;
    }
  }

  async list({
    after,
    limit,
  }: {
    readonly after: number;
    readonly limit: number;
  }): Promise<readonly DeadLetter[]> {
    const letters: DeadLetter[] = [];
    for (let seq = after + 1; letters.length < limit;) {
      const stored = await this.stored({ seq, next_by_subj: `${PREFIX}.>` });
      if (stored === undefined) break;
      letters.push(withoutContent(letterOf(stored)));
      seq = stored.seq + 1;
    }
    return letters;
  }

  async show(id: number): Promise<DeadLetterContent> {
    const stored = await this.stored({ seq: id });
    if (stored === undefined) throw unknownLetter(id);
    return letterOf(stored);
  }

  async retry(id: number): Promise<DeadLetter> {
    const letter = await this.show(id);
    const fields = headers();
    for (const [name, value] of Object.entries(letter.fields)) fields.append(name, value);
    // Twice at once, or again after a failure between the two steps, is one message.
    const msgID = `${STREAM}-${id}`;
    try {
      await this.connection.client.publish(letter.subject, letter.data, { headers: fields, msgID });
    } catch (error) {
      throw unavailable(error, 'unknown');
    }
    await this.delete(id);
    return withoutContent(letter);
  }

  async drop(id: number): Promise<DeadLetter> {
    const letter = await this.show(id);
    await this.delete(id);
    return withoutContent(letter);
  }

  private async delete(id: number): Promise<void> {
    try {
      await this.connection.manager.streams.deleteMessage(STREAM, id, true);
    } catch (error) {
      // Someone else was first.
      if ((await this.stored({ seq: id })) !== undefined) throw unavailable(error, 'unknown');
    }
  }

  private async stored(
    query: { readonly seq: number } & { readonly next_by_subj?: string },
  ): Promise<StoredMsg | undefined> {
    try {
      const { connection } = this;
      await connection.whenConnected(performance.now() + connection.requestMilliseconds);
      return await connection.manager.streams.getMessage(STREAM, query);
    } catch (error) {
      if (jetStreamCode(error) === JETSTREAM_ERROR.noMessage) return undefined;
      throw unavailable(error, 'not-applied');
    }
  }
}

function letterOf({ seq, header, data, time }: StoredMsg): DeadLetterContent {
  const fields = Object.entries(fieldsOf(header));
  return {
    id: seq,
    queue: header.get(HEADER.queue),
    subject: header.get(HEADER.subject),
    at: time.toISOString(),
    attempts: Number(header.get(HEADER.attempts)),
    code: header.get(HEADER.code),
    reason: header.get(HEADER.reason),
    bytes: data.byteLength,
    data,
    fields: Object.fromEntries(fields.filter(([name]) => !/^(Wb-Dead|Nats)-/i.test(name))),
  };
}

function withoutContent({ data, fields, ...letter }: DeadLetterContent): DeadLetter {
  return letter;
}

/** Fields of the server and of a message's way through it are not its own. */
function copyOf(given: MsgHdrs | undefined): MsgHdrs {
  const copy = headers();
  for (const [name, value] of Object.entries(fieldsOf(given)))
    if (!name.toLowerCase().startsWith('nats-')) copy.append(name, value);
  return copy;
}

const oneLine = (text: string): string => text.replace(/\p{Cc}+/gu, ' ').slice(0, REASON_LENGTH);

function unknownLetter(id: number): WirebriefError {
  return new WirebriefError(
    'WB_DEAD_LETTER_UNKNOWN',
    'not-found',
    `There is no dead letter ${id}.`,
    'It may have been retried or dropped. See wirebrief dead-letters list.',
  );
}
