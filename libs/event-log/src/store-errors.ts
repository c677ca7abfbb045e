import { StoreUnavailableError } from '@wirebrief/application';
import { WirebriefError } from '@wirebrief/kernel';

/** What every call on a closed store gets. */
export function storeClosed(): StoreUnavailableError {
  return new StoreUnavailableError(
    'not-applied',
    'The log is closed.',
    'Open the data folder again.',
  );
}

/** Milliseconds since 1970. An instant that cannot be read must not look like the beginning of time. */
export function millisecondsOf(instant: string): number {
  const milliseconds = Date.parse(instant);
  if (!Number.isNaN(milliseconds)) return milliseconds;
  throw new WirebriefError(
    'WB_INSTANT_INVALID',
    'invalid',
    `"${instant}" is no instant.`,
    'Write it as in RFC 3339, for instance 2026-01-31T06:00:00Z.',
  );
}
