import { isDay } from './dates';

/** The place of an ISO date in a drawing. */
export type DayScale = (date: string) => number;

/** From the first of the days at `from` to the last at `to`, by the time between them. `days` in order. */
export function dayScale(days: readonly string[], from: number, to: number): DayScale {
  const [first = 0, last = 0] = [days[0] ?? '', days.at(-1) ?? ''].map(Date.parse);
  const span = Math.max(last - first, 1);
  return (date) => round(from + ((to - from) * (Date.parse(date) - first)) / span);
}

export const hasDay = ({ date }: { readonly date: string }): boolean =>
  isDay(date) && Number.isFinite(Date.parse(date));

/** To a tenth of a view box unit. */
export const round = (value: number): number => Math.round(value * 10) / 10;
