import { type RecordedEvent } from '@wirebrief/kernel';

import { fromRecorded, type LoggedFact } from './event-codec';

/** The stories that a fact concerns. */
export function storiesOf({ data }: LoggedFact): readonly string[] {
  if ('stories' in data) return data.stories;
  return 'storyId' in data ? [data.storyId] : [];
}

/** As `storiesOf`, of an event as it was recorded. */
export function storiesOfEvent(recorded: RecordedEvent): readonly string[] {
  return storiesOf(fromRecorded(recorded));
}
