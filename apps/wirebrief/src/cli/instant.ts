import { WirebriefError } from '@wirebrief/kernel';

/** An instant that an option gives, in UTC. Throws `WB_OPTION`. */
export function instantOf(text: string, option: string): string {
  if (!Number.isNaN(Date.parse(text))) return new Date(text).toISOString();
  throw new WirebriefError(
    'WB_OPTION',
    'invalid',
    `${option} must be an instant.`,
    'Give it as 2026-01-31T09:00:00Z.',
  );
}
