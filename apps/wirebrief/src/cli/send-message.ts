import { text } from 'node:stream/consumers';

import { connectToNats, REQUEST_MILLISECONDS } from '@wirebrief/jetstream';
import { WirebriefError } from '@wirebrief/kernel';
import { requestTypeOf } from '@wirebrief/messages';
import { errorOfProblem } from '@wirebrief/platform';
import { ErrorCode, headers, type Msg, NatsError } from 'nats';

import { parseJson } from './input';
import { natsOf } from './nats-of';
import { type Terminal } from './terminal';

export interface SendOptions {
  readonly nats?: string;
  readonly id?: string;
  readonly timeout: string;
}

/** Prints the answer; rejects with what the other side refuses, or `WB_NATS_NO_ANSWER`. */
export async function sendMessage(
  message: string,
  json: string,
  options: SendOptions,
  terminal: Terminal,
): Promise<void> {
  const { subject, keptSubject } = requestTypeOf(message);
  const timeout = millisecondsOf(options.timeout);
  const body = json === '-' ? await text(process.stdin) : json;
  parseJson(body, 'The message');
  const nats = natsOf(options);
  const connection = await connectToNats(nats, {
    name: 'wirebrief send',
    timeout: Math.min(timeout, REQUEST_MILLISECONDS),
  });
  try {
    const fields = headers();
    if (options.id !== undefined) fields.set('Nats-Msg-Id', options.id);
    if (message === keptSubject) {
      const kept = connection
        .jetstream({ timeout })
        .publish(keptSubject, body, { headers: fields });
      terminal.out(JSON.stringify(await kept.catch(failed(keptSubject, timeout)), null, 2));
      return;
    }
    terminal.progress(`Waiting for the answer to ${subject}`);
    const answer = await connection
      .request(subject, body, { timeout, headers: fields })
      .catch(failed(subject, timeout));
    terminal.out(JSON.stringify(resultOf(answer), null, 2));
  } finally {
    await connection.close();
  }
}

function resultOf(answer: Msg): unknown {
  const body = parseJson(answer.string(), 'The answer');
  if (answer.headers?.get('Content-Type') !== 'application/problem+json') return body;
  throw errorOfProblem(body);
}

function millisecondsOf(seconds: string): number {
  const number = Number(seconds);
  if (number > 0 && number <= 3600) return number * 1000;
  throw optionError('--timeout is up to 3600 seconds.', 'Give seconds: --timeout 30.');
}

const failed =
  (subject: string, timeout: number) =>
  (error: unknown): never => {
    throw natsError(error, subject, timeout);
  };

function natsError(error: unknown, subject: string, timeout: number): unknown {
  if (!(error instanceof NatsError)) return error;
  const is = (code: string): boolean => error.code === code;
  if (is(ErrorCode.NoResponders)) {
    return noAnswer(
      `Nobody takes ${subject} on that NATS server.`,
      'Start Wirebrief with NATS_URL set to the same server; the inbox is one of the distributed mode.',
      error,
    );
  }
  if (is(ErrorCode.Timeout)) {
    return noAnswer(
      `No answer to ${subject} came within ${timeout / 1000} seconds; it may have been done.`,
      'Look at /health, or send it again with a longer --timeout and the same --id.',
      error,
    );
  }
  if (is(ErrorCode.MaxPayloadExceeded)) {
    return new WirebriefError(
      'WB_INPUT_TOO_LARGE',
      'too-large',
      'The message is larger than the NATS server takes.',
      'Send the text of the article without pictures and mark-up.',
      { cause: error },
    );
  }
  return noAnswer(`Sending ${subject} failed: ${error.message}.`, 'Send it again.', error);
}

function noAnswer(message: string, remedy: string, cause: unknown): WirebriefError {
  return new WirebriefError('WB_NATS_NO_ANSWER', 'unavailable', message, remedy, { cause });
}

function optionError(message: string, remedy: string): WirebriefError {
  return new WirebriefError('WB_OPTION', 'invalid', message, remedy);
}
