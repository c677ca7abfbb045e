import { type ErrorCategory, WirebriefError } from '@wirebrief/kernel';

/** File names and field names in the words lose their control characters, which could fool a terminal. */
export function inputError(
  code: string,
  category: ErrorCategory,
  words: readonly [message: string, remedy: string],
  options?: ErrorOptions,
): WirebriefError {
  const [message, remedy] = words;
  return new WirebriefError(code, category, printable(message), remedy, options);
}

function printable(text: string): string {
  return text.replace(/\p{Cc}/gu, '?');
}
