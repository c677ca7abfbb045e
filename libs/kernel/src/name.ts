import { WirebriefError } from './errors';

/** Lower-case words joined by hyphens. */
export const NAME = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** What people choose to call something by, of at most 64 characters. */
export const isName = (text: string): boolean => text.length <= 64 && NAME.test(text);

/** Throws `WB_NAME_INVALID`. */
export function assertName(text: string, example: string): void {
  if (isName(text)) return;
  throw new WirebriefError(
    'WB_NAME_INVALID',
    'invalid',
    'The name must be lower-case words joined by hyphens, at most 64 characters.',
    `Choose a name such as ${example}.`,
  );
}
