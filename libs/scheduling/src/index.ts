export { type DueTimes, dueTimes } from './due-times';
export {
  bookDue,
  entryDue,
  entryOf,
  evolveScheduleBook,
  failureOf,
  firedUpTo,
  isScheduleFact,
  type Run,
  SCHEDULE_TYPES,
  type ScheduleBook,
  type ScheduleEntry,
  type ScheduleFact,
} from './schedule-book';
export {
  type DefineSchedule,
  type RemoveSchedule,
  scheduleDecider,
  type ScheduleInput,
  scheduleInputSchema,
  unknownScheduleError,
} from './schedule.decider';
export { type OutagePolicy, type ScheduleDefinition, type ScheduleEvent } from './schedule.events';
export {
  type BeginTick,
  type FailTick,
  type SettleTick,
  tickDecider,
  type TickState,
} from './tick.decider';
export { type Tick, type TickEvent, type TickKey } from './tick.events';
export { nextDue, nextDues, type Timing } from './timing';
