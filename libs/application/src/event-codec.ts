import { type EditionEvent, type StoryEvent, type StoryFact } from '@wirebrief/briefing';
import { type DomainEvent, type Json, type NewEvent, type RecordedEvent } from '@wirebrief/kernel';
import { type ArticleEvent } from '@wirebrief/newsroom';

import { eventUpcasters } from './event-upcasters';
import { currentSchema, upcast } from './upcasting';

export type WirebriefEvent = ArticleEvent | StoryEvent | EditionEvent;

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
export function fromRecorded(recorded: RecordedEvent): StoryFact {
  const { type, data } = upcast(recorded, eventUpcasters);
  const { position, recordedAt } = recorded;
  // Types and schemas in the log are ours: the store checks hashes, the upcasters bring the shape up to date.
  return { type, data, position, recordedAt } as unknown as StoryFact;
}

function sourceTimeOf(event: WirebriefEvent): string | null {
  if (event.type !== 'ArticleReceived' && event.type !== 'ArticleRevised') return null;
  const { versionTime, publishedAt } = event.data.revision;
  return versionTime ?? publishedAt;
}
