import { type ScheduleView } from '@wirebrief/application';
import { nextDues } from '@wirebrief/scheduling';

export interface ComingDue {
  readonly scheduleId: string;
  readonly due: string;
  readonly timeZone: string;
}

/** The first due times to come of all these schedules together. */
export function comingDues(
  schedules: readonly ScheduleView[],
  count: number,
): readonly ComingDue[] {
  return schedules
    .flatMap((schedule) => {
      const { scheduleId, timeZone, nextDue } = schedule;
      if (nextDue === null) return [];
      const dues = [nextDue, ...nextDues(schedule, nextDue, count - 1)];
      return dues.map((due) => ({ scheduleId, due, timeZone }));
    })
    .sort((one, other) => (one.due < other.due ? -1 : 1))
    .slice(0, count);
}

/** `Sun, 29 Mar 2026, 06:00 GMT+2`, with seconds where there are some. */
export function dueText(due: string, timeZone: string): string {
  const second = due.endsWith(':00Z') ? {} : ({ second: '2-digit' } as const);
  return new Intl.DateTimeFormat('en-GB', {
    ...({ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' } as const),
    ...({ hour: '2-digit', minute: '2-digit', timeZoneName: 'shortOffset', timeZone } as const),
    ...second,
  }).format(new Date(due));
}
