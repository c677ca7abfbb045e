import { StoreUnavailableError } from '@wirebrief/application';
import { isWirebriefError, messageOf, type WirebriefError } from '@wirebrief/kernel';
import { type ApiError, NatsError } from 'nats';

/** `err_code` of JetStream's answers: docs.nats.io/reference, errors. */
export const JETSTREAM_ERROR = {
  noMessage: 10037,
  streamNotFound: 10059,
  notEnabled: 10076,
  notEnabledForAccount: 10039,
  wrongLastSequence: 10071,
  /** The same, without a number: the server has another write to the subject in hand. From 2.12. */
  wrongLastSequenceInProcess: 10164,
  /** A message with this id is being stored at this moment. */
  duplicateInProcess: 10158,
  replicasNotSupported: 10074,
} as const;

/** The number that JetStream gives its refusals; undefined for any other error. */
export function jetStreamCode(error: unknown): number | undefined {
  return isNatsError(error) ? error.api_error?.err_code : undefined;
}

/** JetStream answers with an error inside of a well-formed reply. */
export function refusal(error: ApiError): NatsError {
  const refused = new NatsError(error.description, String(error.code));
  refused.api_error = error;
  return refused;
}

/** Nobody was there to receive it: what was asked for cannot have happened. */
export function hadNoReceiver(error: unknown): boolean {
  return isNatsError(error) && error.code === '503' && error.api_error === undefined;
}

/** Nothing was heard in time. */
export function isTimeout(error: unknown): boolean {
  return isNatsError(error) && error.code === 'TIMEOUT';
}

/** Nobody leads at this moment; someone will soon. */
export function isLeaderless(error: unknown): boolean {
  if (!isNatsError(error)) return false;
  return hadNoReceiver(error) || isTimeout(error) || error.api_error?.code === 503;
}

/** The error of a call as the port promises it. Errors of ours pass as they are. */
export function unavailable(error: unknown, outcome: 'not-applied' | 'unknown'): WirebriefError {
  if (isWirebriefError(error)) return error;
  return new StoreUnavailableError(
    outcome,
    `NATS does not answer as it should: ${reasonOf(error)}.`,
    outcome === 'unknown'
      ? 'Send it again with the same id: that is safe.'
      : 'Check that the servers run and can be reached, then send it again with the same id.',
    { cause: error },
  );
}

export function reasonOf(error: unknown): string {
  if (!isNatsError(error)) return messageOf(error);
  if (error.api_error)
    return `${error.api_error.description} (JetStream error ${error.api_error.err_code})`;
  return error.code === error.message ? error.message.toLowerCase() : error.message;
}

/** By its shape: under Jest there may be several copies of the class. */
function isNatsError(error: unknown): error is NatsError {
  return error instanceof Error && error.name === 'NatsError';
}
