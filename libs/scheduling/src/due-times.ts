import { type ScheduleDefinition } from './schedule.events';
import { lastDues } from './timing';

/** A due time that is younger is on time: timers, clocks and restarts are not that exact, and no outage. */
const ON_TIME_SECONDS = 120;

const MOST_COUNTED = 1000;

export interface DueTimes {
  /** To fire now, oldest first: those on time, and what the policy of the schedule makes of older ones. */
  readonly wanted: readonly string[];
  /** How many others are left out. */
  readonly passedOver: number;
  /** The newest that has come, wanted or not; null when none has. */
  readonly newest: string | null;
}

/** The due times of a schedule after `after`, seen from `now`. */
export function dueTimes(
  schedule: ScheduleDefinition,
  { after, now }: { readonly after: string; readonly now: string },
): DueTimes {
  if (schedule.paused) return { wanted: [], passedOver: 0, newest: null };
  const come = lastDues(schedule, { after, until: now }, MOST_COUNTED);
  const onTime = come.filter((due) => ageSeconds(due, now) < ON_TIME_SECONDS);
  const missed = come.slice(0, come.length - onTime.length);
  const wanted = [...afterOutage(schedule, missed, onTime.length > 0, now), ...onTime];
  return { wanted, passedOver: come.length - wanted.length, newest: come.at(-1) ?? null };
}

function afterOutage(
  { outage }: ScheduleDefinition,
  missed: readonly string[],
  isOneOnTime: boolean,
  now: string,
): readonly string[] {
  const young = missed.filter((due) => ageSeconds(due, now) <= outage.maxAgeHours * 3600);
  switch (outage.policy) {
    case 'all':
      return young.slice(-outage.limit);
    case 'once':
      // The one on time is the one edition for all of them.
      return isOneOnTime ? [] : young.slice(-1);
    case 'none':
      return [];
  }
}

const ageSeconds = (due: string, now: string): number => (Date.parse(now) - Date.parse(due)) / 1000;
