import { randomUUID } from 'node:crypto';

import { type CommitMeta, WirebriefError } from '@wirebrief/kernel';
import { isToken, type ReceivedMessage } from '@wirebrief/messages';
import { type Request } from 'express';

const CLIENT = 'x-wirebrief-client';
// As a table program would not take it for a formula.
const CLIENT_NAME = /^[A-Za-z0-9][\w.@:+-]{0,99}$/;

/** As the client names itself, which proves nothing; null when it does not. Throws `WB_CLIENT_NAME`. */
export function clientOf(request: Request): string | null {
  const name = request.get(CLIENT);
  if (name === undefined || CLIENT_NAME.test(name)) return name ?? null;
  throw new WirebriefError(
    'WB_CLIENT_NAME',
    'invalid',
    `"${name.slice(0, 100)}" is no name of a client.`,
    'Name yourself with 1 to 100 letters, digits and ._@:+- in X-Wirebrief-Client, or leave it out.',
  );
}

/** Whether a person is looking, with a browser, and not a program. */
export function wantsPage(request: Request): boolean {
  return request.accepts(['json', 'html']) === 'html';
}

/** Who asks, and the id that ties all that follows together: given by the client, or by its message, else made here. */
export function metaOf(request: Request, message?: ReceivedMessage<unknown>): CommitMeta {
  return {
    correlationId: token(request.get('x-correlation-id')) ?? message?.correlationId ?? randomUUID(),
    actor: token(request.get(CLIENT)) ?? 'http',
  };
}

function token(text: string | undefined): string | undefined {
  return text !== undefined && isToken(text) ? text : undefined;
}
