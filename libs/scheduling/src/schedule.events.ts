import { type DomainEvent } from '@wirebrief/kernel';

import { type Timing } from './timing';

/** What becomes of due times that passed while nothing ran. */
export interface OutagePolicy {
  /** `once`: one edition for all of them. `all`: one for each. `none`: nothing. */
  readonly policy: 'once' | 'all' | 'none';
  /** With `all`, the newest so many. */
  readonly limit: number;
  /** Older ones are passed over under every policy. */
  readonly maxAgeHours: number;
}

export interface ScheduleDefinition extends Timing {
  readonly storyId: string;
  /** Lower-case words joined by hyphens; one schedule of the story has it. */
  readonly scheduleId: string;
  readonly kind: 'edition' | 'flash';
  /** When nothing changed since the edition before: an edition that says so, or none. */
  readonly unchanged: 'issue' | 'skip';
  readonly outage: OutagePolicy;
  /** Nothing is due until it is defined again without. */
  readonly paused: boolean;
}

export type ScheduleDefined = DomainEvent<'ScheduleDefined', ScheduleDefinition>;
export type ScheduleRemoved = DomainEvent<
  'ScheduleRemoved',
  { readonly storyId: string; readonly scheduleId: string }
>;
export type ScheduleEvent = ScheduleDefined | ScheduleRemoved;
