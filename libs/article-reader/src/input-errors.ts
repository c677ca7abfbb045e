import { type ErrorCategory, WirebriefError } from '@wirebrief/kernel';

/** What an input is called in messages: its file name without control characters, which could fool a terminal. */
export function displayName(name: string): string {
  return name.replace(/\p{Cc}/gu, '?').slice(0, 300);
}

/** `code` without its prefix, for instance `EMPTY` for `WB_INPUT_EMPTY`. */
export function inputError(
  code: string,
  category: ErrorCategory,
  words: readonly [message: string, remedy: string],
  options?: ErrorOptions,
): WirebriefError {
  return new WirebriefError(`WB_INPUT_${code}`, category, ...words, options);
}
