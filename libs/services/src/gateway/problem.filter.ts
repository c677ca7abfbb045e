import { posix } from 'node:path';

import {
  type ArgumentsHost,
  Catch,
  type ExceptionFilter,
  HttpException,
  Inject,
} from '@nestjs/common';
import { SitePages } from '@wirebrief/application';
import { isWirebriefError, WirebriefError } from '@wirebrief/kernel';
import { type Logger, type ProblemDetails, toProblem } from '@wirebrief/platform';
import { type Request, type Response } from 'express';

import { LOGGER } from '../engine.module';
import { isHookCall, tooLargeError } from './body';
import { methodsAt } from './methods-at';
import { metaOf, wantsPage } from './request-context';

/** Every failed request answers with problem details (RFC 9457), or with a page where a person is looking. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    @Inject(SitePages) private readonly pages: SitePages,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<Request>();
    const response = host.switchToHttp().getResponse<Response>();
    const allowed = statusOf(thrown) === 404 ? methodsAt(request) : [];
    if (allowed.length > 0) response.set('Allow', allowed.join(', '));
    const error = allowed.length > 0 ? methodError(request, allowed) : explained(thrown, request);
    const problem = withHttpStatus(toProblem(error));
    if (problem.status >= 500) {
      const { method } = request;
      const path = isHookCall(request) ? `${posix.dirname(request.path)}/[redacted]` : request.path;
      this.logger.error('request failed', { method, path, ...metaOf(request), error });
    }
    if (response.headersSent) {
      response.destroy();
      return;
    }
    response.status(problem.status).vary('Accept').set('Cache-Control', 'no-store');
    if (wantsPage(request)) {
      response.type('html').send(this.pages.error({ ...problem, language: 'en', timeZone: 'UTC' }));
    } else {
      response.type('application/problem+json').send(JSON.stringify(problem));
    }
  }
}

/** HTTP has a status for a form that the client does not take, which no other interface knows. */
function withHttpStatus(problem: ProblemDetails): ProblemDetails {
  if (problem.code === 'WB_METHOD') return { ...problem, status: 405, title: 'Method not allowed' };
  if (problem.code !== 'WB_FORM_NOT_ACCEPTED') return problem;
  return { ...problem, status: 406, title: 'Not acceptable' };
}

function methodError({ method, path }: Request, allowed: readonly string[]): WirebriefError {
  return new WirebriefError(
    'WB_METHOD',
    'invalid',
    `${path.slice(0, 200)} takes no ${method}.`,
    `It takes ${allowed.join(', ')}; the README lists what each address does.`,
  );
}

/** Errors of the HTTP layer in our own words; all others as they are. */
function explained(thrown: unknown, request: Request): unknown {
  if (isWirebriefError(thrown)) return thrown;
  if (isUndecodable(thrown)) return addressError(thrown);
  const status = statusOf(thrown);
  if (status === 404) {
    return new WirebriefError(
      'WB_ADDRESS_UNKNOWN',
      'not-found',
      `There is nothing at ${request.path.slice(0, 200)}.`,
      'See / for the stories and their editions.',
    );
  }
  if (status === 413) return tooLargeError(limitOf(thrown));
  if (status === 415) {
    return new WirebriefError(
      'WB_INPUT_MEDIA_TYPE',
      'unsupported',
      'The body is not in a form that is taken here.',
      'Send JSON in UTF-8 with Content-Type: application/json.',
    );
  }
  return status === 400 && thrown instanceof Error ? unreadable(thrown) : thrown;
}

function unreadable(cause: Error): WirebriefError {
  return new WirebriefError(
    'WB_INPUT_JSON',
    'invalid',
    `The request cannot be read: ${cause.message}.`,
    'Send well-formed JSON in UTF-8 with Content-Type: application/json.',
    { cause: new SyntaxError(cause.message) },
  );
}

/** Express makes a plain error of the URIError: only its words are left of it. */
function isUndecodable(thrown: unknown): thrown is Error {
  return thrown instanceof Error && thrown.message.startsWith('Failed to decode param');
}

function addressError(cause: Error): WirebriefError {
  return new WirebriefError(
    'WB_ADDRESS_INVALID',
    'invalid',
    'The address cannot be read: its percent-encoding is wrong.',
    'Encode the address as UTF-8; see / for the stories and their editions.',
    { cause: new SyntaxError(cause.message) },
  );
}

/** The body parser tells the limit that it was given. */
function limitOf(thrown: unknown): number | undefined {
  const { limit } = thrown as { readonly limit?: unknown };
  return typeof limit === 'number' ? limit : undefined;
}

function statusOf(thrown: unknown): number | undefined {
  if (thrown instanceof HttpException) return thrown.getStatus();
  // Errors of the body parser carry their status.
  if (thrown instanceof Error && 'status' in thrown && typeof thrown.status === 'number')
    return thrown.status;
  return undefined;
}
