import { isUtf8 } from 'node:buffer';
import { type IncomingMessage } from 'node:http';

import { WirebriefError } from '@wirebrief/kernel';
import {
  json,
  type NextFunction,
  raw,
  type Request,
  type RequestHandler,
  type Response,
} from 'express';

/** Largest request body. A text of the longest length that is taken fits, also when every character needs an escape. */
const MAX_BODY_BYTES = 2_000_000;

const JSON_TYPES = ['application/json', 'application/cloudevents+json'];

/** JSON bodies only, in UTF-8 that is checked and not patched up. */
export function jsonBody(): readonly RequestHandler[] {
  return [
    discardHookBody,
    requireJson,
    json({ type: JSON_TYPES, limit: MAX_BODY_BYTES, verify: requireUtf8, strict: true }),
  ];
}

// What calls a hook sends whatever it sends: it is read, up to this, and thrown away.
const MAX_HOOK_BYTES = 64_000;

/** Whether a request calls a hook; `path` holds its token and must not be written anywhere. */
export function isHookCall({ method, path }: Request): boolean {
  return method === 'POST' && /^\/stories\/[^/]+\/hooks\/[^/]+\/?$/i.test(path);
}

function discardHookBody(request: Request, response: Response, next: NextFunction): void {
  if (!isHookCall(request)) {
    next();
    return;
  }
  raw({ type: () => true, limit: MAX_HOOK_BYTES })(request, response, (error?: unknown) => {
    request.body = {};
    next(error);
  });
}

function requireJson(request: Request, _response: Response, next: NextFunction): void {
  if (isHookCall(request)) {
    next();
    return;
  }
  const length = Number(request.headers['content-length'] ?? 0);
  const hasBody = request.headers['transfer-encoding'] !== undefined || length > 0;
  if (hasBody && request.is(JSON_TYPES) === false) {
    next(mediaTypeError(request.get('content-type')));
    return;
  }
  // Answered at once: the parser would first read all of it off the wire.
  next(length > MAX_BODY_BYTES ? tooLargeError() : undefined);
}

export function tooLargeError(limit = MAX_BODY_BYTES): WirebriefError {
  return new WirebriefError(
    'WB_INPUT_TOO_LARGE',
    'too-large',
    `The body is larger than ${limit / 1_000_000} MB.`,
    'Send the text of the article without pictures and mark-up.',
  );
}

function mediaTypeError(type = 'none'): WirebriefError {
  return new WirebriefError(
    'WB_INPUT_MEDIA_TYPE',
    'unsupported',
    `The body has the type ${type.slice(0, 100)}; JSON is taken here.`,
    'Send JSON in UTF-8 with Content-Type: application/json, or give files to `wirebrief ingest`.',
  );
}

function requireUtf8(_request: IncomingMessage, _response: unknown, bytes: Buffer): void {
  if (isUtf8(bytes)) return;
  throw new WirebriefError(
    'WB_INPUT_ENCODING',
    'invalid',
    'The body is not valid UTF-8.',
    'Encode the JSON as UTF-8.',
    { cause: new SyntaxError('invalid UTF-8') },
  );
}
