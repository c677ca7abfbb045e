import { WirebriefError } from '@wirebrief/kernel';

/** Throws `WB_INPUT_JSON`. */
export function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new WirebriefError(
      'WB_INPUT_JSON',
      'invalid',
      'The message is not well-formed JSON in UTF-8.',
      'Send the JSON of an update or of a command, as plain bytes.',
      { cause: cause instanceof SyntaxError ? cause : new SyntaxError(String(cause)) },
    );
  }
}
