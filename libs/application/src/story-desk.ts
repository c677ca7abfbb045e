import {
  storyDecider,
  type StoryDefinition,
  storyIdOf,
  type StoryInput,
} from '@wirebrief/briefing';
import { type CommitMeta } from '@wirebrief/kernel';

import { handleCommand } from './command-handling';
import { type EventStore } from './ports/event-store.port';
import { storyStream } from './streams';

/** Opens stories. The same definition again changes nothing. */
export class StoryDesk {
  constructor(private readonly store: EventStore) {}

  async open(
    story: StoryInput,
    meta: CommitMeta,
  ): Promise<{ readonly story: StoryDefinition; readonly isNew: boolean }> {
    const { state, events } = await handleCommand({
      store: this.store,
      stream: storyStream(storyIdOf(story)),
      decider: storyDecider,
      command: { type: 'OpenStory', story },
      meta,
    });
    if (state === null) throw new Error('a story that was decided on has a definition');
    return { story: state, isNew: events.length > 0 };
  }
}
