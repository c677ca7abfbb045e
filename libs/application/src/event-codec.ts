import { type DecisionMade, type EditionEvent, type StoryEvent } from '@wirebrief/briefing';
import {
  type DomainEvent,
  type Json,
  type NewEvent,
  type Position,
  type RecordedEvent,
} from '@wirebrief/kernel';
import { type ArticleEvent, outletTime } from '@wirebrief/newsroom';
import { type ScheduleEvent, type TickEvent } from '@wirebrief/scheduling';
import { type DeliveryEvent, type WebhookEvent } from '@wirebrief/notices';
import { type RebuildEvent, type TriggerEvent } from '@wirebrief/triggers';

import { type EditionDownloaded } from './download-log';
import { eventUpcasters } from './event-upcasters';
import { currentSchema, upcast } from './upcasting';

export type WirebriefEvent =
  | ArticleEvent
  | StoryEvent
  | EditionEvent
  | DecisionMade
  | EditionDownloaded
  | TriggerEvent
  | RebuildEvent
  | ScheduleEvent
  | TickEvent
  | WebhookEvent
  | DeliveryEvent;

/** An event with its place in the log. */
export type LoggedFact = WirebriefEvent & {
  readonly position: Position;
  readonly recordedAt: string;
};

export function toNewEvent(event: DomainEvent): NewEvent {
  const sourceTime = sourceTimeOf(event as WirebriefEvent);
  return {
    type: event.type,
    schema: currentSchema(event.type, eventUpcasters),
    data: event.data as Json,
    ...(sourceTime === null ? {} : { sourceTime }),
  };
}

/** The event in its current schema with its place in the log. */
export function fromRecorded(recorded: RecordedEvent): LoggedFact {
  const { type, data } = upcast(recorded, eventUpcasters);
  const { position, recordedAt } = recorded;
  // Types and schemas in the log are ours: the store checks hashes, the upcasters bring the shape up to date.
  return { type, data, position, recordedAt } as unknown as LoggedFact;
}

/** An instant by the outlet's own clock; a bare date is none. */
function sourceTimeOf(event: WirebriefEvent): string | null {
  const time = outletTimeOf(event);
  return time?.includes('T') === true ? time : null;
}

function outletTimeOf({ data }: WirebriefEvent): string | null {
  if ('revision' in data) return outletTime(data.revision);
  return 'withdrawnAt' in data ? data.withdrawnAt : null;
}
