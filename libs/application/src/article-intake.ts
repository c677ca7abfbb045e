import { type StoryState } from '@wirebrief/briefing';
import { type CommitMeta } from '@wirebrief/kernel';
import {
  type ArticleCommand,
  articleDecider,
  type ArticleEvent,
  articleIdOf,
  type ArticleUpdate,
} from '@wirebrief/newsroom';

import { handleCommand } from './command-handling';
import { type EventStore } from './ports/event-store.port';
import { type StoryProjection } from './story-projection';
import { articleStream } from './streams';
import { unknownStoryError } from './unknown-story';

export interface IntakeReceipt {
  readonly articleId: string;
  /** Null when nothing of the article is known but its withdrawal. */
  readonly revisionId: string | null;
  readonly outcome: 'received' | 'revised' | 'late' | 'withheld' | 'killed' | 'unchanged';
  readonly stories: readonly string[];
  /** Position of the log that holds the update. */
  readonly position: number;
}

/** Takes article updates in. Acknowledged means recorded; the same update again records nothing. */
export class ArticleIntake {
  constructor(
    private readonly store: EventStore,
    private readonly stories: StoryProjection,
  ) {}

  async record(update: ArticleUpdate, meta: CommitMeta): Promise<IntakeReceipt> {
    await this.stories.catchUp();
    const articleId = articleIdOf(update);
    const stories = this.storiesFor(update);
    const command: ArticleCommand = { type: 'RecordUpdate', update, stories };
    const { events, state, position } = await handleCommand({
      store: this.store,
      stream: articleStream(articleId),
      decider: articleDecider,
      command,
      meta,
    });
    return {
      articleId,
      revisionId: state.currentRevisionId,
      outcome: outcomeOf(events),
      stories: state.stories,
      position,
    };
  }

  private storiesFor(update: ArticleUpdate): readonly string[] {
    const known = this.stories.stories();
    if (update.stories !== undefined) {
      const unknown = update.stories.find((id) => known.get(id)?.story == null);
      if (unknown !== undefined) throw unknownStoryError(unknown, [...known.keys()]);
      return [...new Set(update.stories)];
    }
    const text = `${update.headline ?? ''}\n${update.text}`;
    return [...known].filter(([, state]) => mentions(text, state)).map(([id]) => id);
  }
}

/** Terms are found as whole words, without regard to case: Oman is not in "woman". */
function mentions(text: string, state: StoryState): boolean {
  return (state.story?.terms ?? []).some((term) => {
    const literal = term.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    return new RegExp(`(?<![\\p{L}\\p{N}])${literal}(?![\\p{L}\\p{N}])`, 'iu').test(text);
  });
}

function outcomeOf(events: readonly ArticleEvent[]): IntakeReceipt['outcome'] {
  if (events.some(({ type }) => type === 'ArticleKilled')) return 'killed';
  if (events.some(({ type }) => type === 'ArticleWithheld')) return 'withheld';
  const [first] = events;
  if (first?.type === 'ArticleReceived') return 'received';
  if (first?.type === 'ArticleRevised') return first.data.current ? 'revised' : 'late';
  return 'unchanged';
}
