import {
  entryDue,
  failureOf,
  type Run,
  type ScheduleDefinition,
  type ScheduleEntry,
} from '@wirebrief/scheduling';

export type RunView = Omit<Run, 'storyId' | 'scheduleId' | 'kind' | 'unchanged'>;

/** A schedule as the API and the command line show it. */
export interface ScheduleView extends ScheduleDefinition {
  readonly definedAt: string;
  readonly nextDue: string | null;
  /** The run that failed for good, until a newer one does better or the schedule is set anew; null when all is well. */
  readonly failure: RunView | null;
  /** Newest first: those without an outcome, and the last 50 with one. */
  readonly runs: readonly RunView[];
}

/** Undefined for a schedule that was removed. */
export function scheduleView(entry: ScheduleEntry, now: string): ScheduleView | undefined {
  const { definition, definedAt, open, past } = entry;
  if (definition === null) return undefined;
  const failure = failureOf(entry);
  return {
    ...definition,
    definedAt,
    nextDue: entryDue(entry, now),
    failure: failure === null ? null : runView(failure),
    runs: [...past, ...Object.values(open)]
      .sort((one, other) => Date.parse(other.due) - Date.parse(one.due))
      .map(runView),
  };
}

function runView({ storyId, scheduleId, kind, unchanged, ...run }: Run): RunView {
  return run;
}
