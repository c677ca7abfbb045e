import { type StoryState } from '@wirebrief/briefing';
import { type CommitMeta, escapeRegExp, uuidFrom } from '@wirebrief/kernel';
import {
  type ArticleCommand,
  type ArticleState,
  articleDecider,
  type ArticleEvent,
  articleIdOf,
  type ArticleUpdate,
  replacedBy,
} from '@wirebrief/newsroom';

import { handleCommand, loadStream } from './command-handling';
import { type EmbargoProjection } from './embargo-projection';
import { type EventStore } from './ports/event-store.port';
import { type StoryProjection } from './story-projection';
import { articleStream } from './streams';
import { unknownStoryError } from './unknown-story';

export interface IntakeReceipt {
  readonly articleId: string;
  /** Null when nothing of the article is known but its withdrawal. */
  readonly revisionId: string | null;
  readonly outcome:
    'received' | 'revised' | 'late' | 'embargoed' | 'withheld' | 'killed' | 'unchanged';
  readonly stories: readonly string[];
  /** Position of the log that holds the update. */
  readonly position: number;
}

export interface IntakePorts {
  readonly store: EventStore;
  readonly stories: StoryProjection;
  readonly embargoes: EmbargoProjection;
  /** Instant of now, RFC 3339 in UTC. */
  readonly clock: () => string;
}

const EMBARGO_META = { actor: 'embargo' };

/** Takes article updates in. Acknowledged means recorded; the same update again records nothing. */
export class ArticleIntake {
  constructor(private readonly ports: IntakePorts) {}

  async record(update: ArticleUpdate, meta: CommitMeta): Promise<IntakeReceipt> {
    const { stories: projection, clock } = this.ports;
    await projection.catchUp();
    const articleId = articleIdOf(update);
    const stories = this.storiesFor(update);
    const command: ArticleCommand = { type: 'RecordUpdate', update, stories, now: clock() };
    const { events, state, position } = await this.handle(articleId, command, meta);
    if (!isHeld(events)) await this.replace(update, meta);
    return {
      articleId,
      revisionId: state.currentRevisionId,
      outcome: outcomeOf(events),
      stories: state.stories,
      position,
    };
  }

  /** Lets every version arrive whose embargo has ended by now. Repeated after a crash, it does the rest. */
  async endEmbargoes(): Promise<void> {
    const { embargoes, clock } = this.ports;
    await embargoes.catchUp();
    const now = clock();
    for (const articleId of embargoes.due(now)) {
      const meta = { ...EMBARGO_META, correlationId: uuidFrom('embargo', `${articleId} ${now}`) };
      const { held } = await loadStream(this.ports.store, articleStream(articleId), articleDecider);
      // What it stands in place of goes first: the article itself, once it is in, would not be due again.
      for (const { update } of held.filter(isDue(now))) await this.replace(update, meta);
      await this.handle(articleId, { type: 'EndEmbargoes', now }, meta);
    }
  }

  private async replace(update: ArticleUpdate, meta: CommitMeta): Promise<void> {
    if (update.kind !== 'article') return;
    const [by, at] = [articleIdOf(update), update.updated ?? null];
    for (const articleId of replacedBy(update))
      await this.handle(articleId, { type: 'RecordReplacement', articleId, by, at }, meta);
  }

  private handle(articleId: string, command: ArticleCommand, meta: CommitMeta) {
    const { store } = this.ports;
    const stream = articleStream(articleId);
    return handleCommand({ store, stream, decider: articleDecider, command, meta });
  }

  private storiesFor(update: ArticleUpdate): readonly string[] {
    const known = this.ports.stories.stories();
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
    const literal = escapeRegExp(term);
    return new RegExp(`(?<![\\p{L}\\p{N}])${literal}(?![\\p{L}\\p{N}])`, 'iu').test(text);
  });
}

const isHeld = (events: readonly ArticleEvent[]): boolean =>
  events.some(({ type }) => type === 'ArticleEmbargoed');

const isDue =
  (now: string) =>
  ({ until }: ArticleState['held'][number]): boolean =>
    until !== null && Date.parse(until) <= Date.parse(now);

function outcomeOf(events: readonly ArticleEvent[]): IntakeReceipt['outcome'] {
  if (isHeld(events)) return 'embargoed';
  if (events.some(({ type }) => type === 'ArticleKilled' || type === 'RevisionsKilled'))
    return 'killed';
  if (events.some(({ type }) => type === 'ArticleWithheld')) return 'withheld';
  const first = events.find(({ type }) => type !== 'EmbargoEnded');
  if (first?.type === 'ArticleReceived') return 'received';
  if (first?.type === 'ArticleRevised') return first.data.current ? 'revised' : 'late';
  return 'unchanged';
}
