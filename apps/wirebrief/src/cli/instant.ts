import { instantFrom } from '@wirebrief/application';
import { WirebriefError } from '@wirebrief/kernel';

/** An instant that an option gives, in UTC; a day is its beginning there. Throws `WB_OPTION`. */
export function instantOf(text: string, option: string): string {
  const instant = instantFrom(text) ?? instantFrom(`${text}T00:00Z`);
  if (instant !== undefined) return instant;
  throw new WirebriefError(
    'WB_OPTION',
    'invalid',
    `${option} must be an instant with its zone, or a day of UTC.`,
    'Give it as 2026-01-31T09:00:00Z or 2026-01-31.',
  );
}
