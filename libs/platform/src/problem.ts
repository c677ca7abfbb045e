import { isNativeError } from 'node:util/types';
import { type ErrorCategory, isWirebriefError, WirebriefError } from '@wirebrief/kernel';

/** One wrong place in a JSON input; `pointer` is an RFC 6901 pointer as a URI fragment, for instance `#/text`. */
interface ProblemPlace {
  readonly pointer: string;
  readonly detail: string;
}

/** RFC 9457 problem details, with the stable code, the remedy and the wrong places as extension members. */
export interface ProblemDetails {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly remedy: string;
  readonly errors?: readonly ProblemPlace[];
}

interface Category {
  readonly title: string;
  readonly status: number;
  readonly exitCode: number;
}

const CATEGORIES: Readonly<Record<ErrorCategory, Category>> = {
  invalid: { title: 'Invalid input', status: 422, exitCode: 2 },
  'not-found': { title: 'Not found', status: 404, exitCode: 4 },
  conflict: { title: 'Conflict', status: 409, exitCode: 5 },
  'too-large': { title: 'Too large', status: 413, exitCode: 2 },
  unsupported: { title: 'Unsupported input', status: 415, exitCode: 2 },
  unavailable: { title: 'Unavailable', status: 503, exitCode: 6 },
  gone: { title: 'Gone', status: 410, exitCode: 4 },
};

/** 2 wrong input, 4 not found, 5 conflict, 6 unavailable; 1 for what nobody expected. */
export function exitCodeOf(error: unknown): number {
  return isWirebriefError(error) ? CATEGORIES[error.category].exitCode : 1;
}

/** The error that problem details of another process tell of, as if it were this one's. */
export function errorOfProblem(problem: unknown, httpStatus = 500): WirebriefError {
  const { code, detail, remedy, status = httpStatus } = (problem ?? {}) as Partial<ProblemDetails>;
  const found = Object.entries(CATEGORIES).find(([, category]) => category.status === status);
  const otherwise = status >= 500 ? 'unavailable' : 'invalid';
  return new WirebriefError(
    code ?? 'WB_SERVER_ANSWER',
    (found?.[0] as ErrorCategory | undefined) ?? otherwise,
    detail ?? `The server answered ${status}.`,
    remedy ?? 'Check that --url is the address of a Wirebrief server.',
  );
}

/** An error without a code is a defect: its text may hold anything, so it stays in the log of the server. */
export function toProblem(error: unknown): ProblemDetails {
  if (!isWirebriefError(error)) {
    return {
      type: 'urn:wirebrief:problem:wb-internal',
      title: 'Internal error',
      status: 500,
      detail: 'Something went wrong inside Wirebrief.',
      code: 'WB_INTERNAL',
      remedy: 'Try again; if it happens again, look at the log of the server.',
    };
  }
  const { title, status } = CATEGORIES[error.category];
  const places = placesIn(error.cause);
  return {
    type: `urn:wirebrief:problem:${error.code.toLowerCase().replaceAll('_', '-')}`,
    title,
    status: isUnreadable(error) ? 400 : status,
    detail: error.message,
    code: error.code,
    remedy: error.remedy,
    ...(places.length > 0 && { errors: places }),
  };
}

/** 400 for bytes that are not what they say they are, 422 for well-formed input of the wrong shape (RFC 9110, 15.5.21). */
function isUnreadable(error: WirebriefError): boolean {
  return (
    error.category === 'invalid' && isNativeError(error.cause) && error.cause.name === 'SyntaxError'
  );
}

/** Takes any error with `issues`, as zod's have, so that a duplicated zod package does no harm. */
function placesIn(cause: unknown): readonly ProblemPlace[] {
  if (!isNativeError(cause) || !('issues' in cause) || !Array.isArray(cause.issues)) return [];
  return cause.issues.filter(isIssue).map(({ path, message }) => ({
    pointer: jsonPointer(path),
    detail: message,
  }));
}

interface Issue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

function isIssue(value: unknown): value is Issue {
  return (
    typeof value === 'object' &&
    value !== null &&
    'path' in value &&
    Array.isArray(value.path) &&
    'message' in value &&
    typeof value.message === 'string'
  );
}

/** RFC 6901, section 6: `~` and `/` escaped, then percent-encoded as a URI fragment. */
function jsonPointer(path: readonly PropertyKey[]): string {
  const tokens = path.map((key) => String(key).replaceAll('~', '~0').replaceAll('/', '~1'));
  return `#${tokens.map((token) => `/${encodeURIComponent(token)}`).join('')}`;
}
