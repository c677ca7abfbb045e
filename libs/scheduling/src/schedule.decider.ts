import { canonicalJson, type Decider, isName, WirebriefError } from '@wirebrief/kernel';
import { z } from 'zod';

import { parseCron } from './cron-expression';
import { type ScheduleDefinition, type ScheduleEvent } from './schedule.events';
import { parseTimeZone } from './time-zone';

/** `timeZone` is the story's when it is left out. */
export const scheduleInputSchema = z.strictObject({
  cron: z.string(),
  timeZone: z.string().optional(),
  kind: z.enum(['edition', 'flash']).default('edition'),
  unchanged: z.enum(['issue', 'skip']).default('issue'),
  outage: z
    .strictObject({
      policy: z.enum(['once', 'all', 'none']).default('once'),
      limit: z.int().min(1).max(1000).default(10),
      maxAgeHours: z
        .number()
        .positive()
        .max(24 * 366)
        .default(24 * 7),
    })
    .prefault({}),
  paused: z.boolean().default(false),
});

export type ScheduleInput = z.infer<typeof scheduleInputSchema>;

export interface DefineSchedule {
  readonly type: 'DefineSchedule';
  readonly storyId: string;
  readonly scheduleId: string;
  readonly schedule: ScheduleInput;
  /** Of the story. */
  readonly timeZone: string;
}

export interface RemoveSchedule {
  readonly type: 'RemoveSchedule';
  readonly storyId: string;
  readonly scheduleId: string;
}

/** Definitions in force, by schedule id. */
export type Schedules = Readonly<Record<string, ScheduleDefinition>>;

const MOST_SCHEDULES = 50;

/** The schedules of one story. The same definition again changes nothing. */
export const scheduleDecider: Decider<DefineSchedule | RemoveSchedule, Schedules, ScheduleEvent> = {
  initialState: {},
  decide: (command, schedules) => {
    const { storyId, scheduleId } = command;
    const known = Object.hasOwn(schedules, scheduleId) ? schedules[scheduleId] : undefined;
    if (command.type === 'RemoveSchedule') {
      if (known === undefined) throw unknownScheduleError(command, Object.keys(schedules));
      return [{ type: 'ScheduleRemoved', data: { storyId, scheduleId } }];
    }
    const definition = definitionOf(command);
    if (known !== undefined && canonicalJson(known) === canonicalJson(definition)) return [];
    if (known === undefined && Object.keys(schedules).length >= MOST_SCHEDULES)
      throw limitError(storyId);
    return [{ type: 'ScheduleDefined', data: definition }];
  },
  evolve: (schedules, { type, data }) => {
    const { [data.scheduleId]: _, ...others } = schedules;
    return type === 'ScheduleDefined' ? { ...others, [data.scheduleId]: data } : others;
  },
};

function definitionOf({
  storyId,
  scheduleId,
  schedule,
  timeZone,
}: DefineSchedule): ScheduleDefinition {
  if (!isName(scheduleId)) throw idError(scheduleId);
  return {
    ...schedule,
    storyId,
    scheduleId,
    cron: parseCron(schedule.cron),
    timeZone: parseTimeZone(schedule.timeZone ?? timeZone),
  };
}

export function unknownScheduleError(
  { storyId, scheduleId }: { readonly storyId: string; readonly scheduleId: string },
  known: readonly string[],
): WirebriefError {
  return new WirebriefError(
    'WB_SCHEDULE_UNKNOWN',
    'not-found',
    `The story "${storyId}" has no schedule "${scheduleId.slice(0, 64)}".`,
    known.length === 0
      ? `Set one: wirebrief schedules set ${storyId} daily --cron "0 6 * * *".`
      : `Its schedules: ${known.slice(0, 10).join(', ')}.`,
  );
}

function idError(scheduleId: string): WirebriefError {
  return new WirebriefError(
    'WB_SCHEDULE_ID',
    'invalid',
    `"${scheduleId.slice(0, 64)}" cannot be the id of a schedule.`,
    'Use lower-case letters, digits and single hyphens, at most 64, as in "daily" or "monday-review".',
  );
}

function limitError(storyId: string): WirebriefError {
  return new WirebriefError(
    'WB_SCHEDULE_LIMIT',
    'conflict',
    `The story "${storyId}" has ${MOST_SCHEDULES} schedules, which is as many as a story can have.`,
    'Remove one, or join two: a field takes lists, as in "0 6,18 * * *".',
  );
}
