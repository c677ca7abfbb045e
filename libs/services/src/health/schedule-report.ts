import { type Engine, type RunView } from '@wirebrief/application';

/** How due times fare. */
export interface ScheduleReport {
  /** What keeps them from firing or from being worked, or null. */
  readonly failure: string | null;
  /** Schedules whose last run was given up. */
  readonly failed: readonly (RunView & { readonly story: string; readonly schedule: string })[];
}

export function scheduleReport({ scheduler, tickWorker, scheduleDesk }: Engine): ScheduleReport {
  return {
    failure: scheduler.failure() ?? tickWorker.failure(),
    failed: scheduleDesk
      .failing()
      .flatMap(({ storyId, scheduleId, failure }) =>
        failure === null ? [] : [{ story: storyId, schedule: scheduleId, ...failure }],
      ),
  };
}
