import { type Position } from '@wirebrief/kernel';
import { type MsgHdrs, type PubAck } from 'nats';

import { type JetStreamConnection } from './jetstream-connection';
import { hadNoReceiver, JETSTREAM_ERROR, jetStreamCode, refusal, unavailable } from './nats-errors';

/** What became of a message that was sent to the log. */
export type Published =
  | { readonly kind: 'stored'; readonly seq: Position }
  /** The server knows the id: it has stored nothing. */
  | { readonly kind: 'duplicate'; readonly seq: Position }
  /** The subject has moved on, or another write to it or with the id is in hand and may still fail: look again. */
  | { readonly kind: 'again' }
  | {
      readonly kind: 'unavailable';
      readonly outcome: 'not-applied' | 'unknown';
      readonly error: Error;
    };

const MOVED_ON: readonly number[] = [
  JETSTREAM_ERROR.wrongLastSequence,
  JETSTREAM_ERROR.wrongLastSequenceInProcess,
  JETSTREAM_ERROR.duplicateInProcess,
];

export async function publish(
  connection: JetStreamConnection,
  subject: string,
  message: { readonly headers: MsgHdrs; readonly data: Uint8Array },
): Promise<Published> {
  try {
    const { headers } = message;
    const answer = await connection.request(subject, message.data, headers);
    const ack = answer.json<PubAck & { readonly error?: Parameters<typeof refusal>[0] }>();
    if (ack.error) return refused(refusal(ack.error));
    return { kind: ack.duplicate ? 'duplicate' : 'stored', seq: ack.seq };
  } catch (error) {
    const outcome = hadNoReceiver(error) ? 'not-applied' : 'unknown';
    return { kind: 'unavailable', outcome, error: unavailable(error, outcome) };
  }
}

function refused(error: Error): Published {
  const code = jetStreamCode(error);
  if (code !== undefined && MOVED_ON.includes(code)) return { kind: 'again' };
  return { kind: 'unavailable', outcome: 'unknown', error: unavailable(error, 'unknown') };
}
