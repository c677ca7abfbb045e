import { type Position, WirebriefError } from '@wirebrief/kernel';

/** A position of the log, or an instant (RFC 3339 in UTC) of recording or of publication. */
export type AsOf =
  | { readonly by: 'position'; readonly position: Position }
  | { readonly by: 'recorded' | 'published'; readonly instant: string };

/** By which clock an instant is meant. */
export const AS_OF_CLOCKS = ['recorded', 'published'] as const;
export type AsOfClock = (typeof AS_OF_CLOCKS)[number];

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})$/;

/** An instant with its zone in UTC; undefined for any other text. */
export const instantFrom = (text: string): string | undefined =>
  INSTANT.test(text) && !Number.isNaN(Date.parse(text)) ? new Date(text).toISOString() : undefined;

/** `120`, or `2021-09-02T09:00:00Z`. `name` is that of the option or parameter. Throws `WB_AS_OF`. */
export function asOfFrom(text: string, clock: AsOfClock, name: string): AsOf {
  const isPosition = /^\d{1,15}$/.test(text);
  if (isPosition && clock === 'recorded') return { by: 'position', position: Number(text) };
  const instant = instantFrom(text);
  if (instant !== undefined) return { by: clock, instant };
  throw new WirebriefError(
    'WB_AS_OF',
    'invalid',
    isPosition
      ? `${name} is a position of the log, and publications have none.`
      : `${name} is neither a position of the log nor an instant with its zone.`,
    'Give a whole number, or an instant such as 2021-09-02T09:00:00Z.',
  );
}
