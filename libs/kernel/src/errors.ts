/** How an error reaches a person: each category has one HTTP status and one exit code. */
export type ErrorCategory =
  | 'invalid' // the input is wrong: 400 or 422, exit 2
  | 'not-found' // 404, exit 4
  | 'conflict' // 409, exit 5
  | 'too-large' // 413, exit 2
  | 'unsupported' // 415, exit 2
  | 'unavailable' // 503, exit 6
  | 'gone'; // 410, exit 4

/**
 * An expected failure. `code` is stable and listed in docs/errors.md; `message` says what is wrong;
 * `remedy` says what to do about it.
 */
export class WirebriefError extends Error {
  override readonly name: string = 'WirebriefError';

  constructor(
    readonly code: string,
    readonly category: ErrorCategory,
    message: string,
    readonly remedy: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** An error as an event keeps it. */
export interface Problem {
  readonly code: string;
  readonly message: string;
}

export const problemFrom = (thrown: unknown): Problem => ({
  code: isWirebriefError(thrown) ? thrown.code : 'WB_INTERNAL',
  message: messageOf(thrown).slice(0, 500),
});

/** What anything that was thrown says of itself. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

/** Checks the shape, so that it holds across duplicated packages and worker threads. */
export function isWirebriefError(error: unknown): error is WirebriefError {
  return error instanceof Error && 'code' in error && 'category' in error && 'remedy' in error;
}
