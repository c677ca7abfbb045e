import { randomUUID } from 'node:crypto';

import { type CommitMeta } from '@wirebrief/kernel';
import { type Request } from 'express';

const TOKEN = /^[\w.@:+-]{1,100}$/;

/** Who asks, and the id that ties all that follows together: given by the client, else made here. */
export function metaOf(request: Request): CommitMeta {
  return {
    correlationId: token(request.get('x-correlation-id')) ?? randomUUID(),
    actor: token(request.get('x-wirebrief-client')) ?? 'http',
  };
}

function token(text: string | undefined): string | undefined {
  return text !== undefined && TOKEN.test(text) ? text : undefined;
}
