import { articleOf, articlesOf, type StoryArticle, type StoryState } from '@wirebrief/briefing';
import { WirebriefError } from '@wirebrief/kernel';

import { type Reading } from './analyst';
import { type StoryProjection } from './story-projection';

/** A bounded wait: an analyst that was killed is replaced, and what it had in hand is given out again. */
const PATIENCE_MILLISECONDS = 30_000;

interface Waiter {
  readonly storyId: string;
  /** Revisions to be read, by article. */
  readonly unread: Map<string, string>;
  readonly resolve: () => void;
}

/** Waits for what analysts in other processes read: the log tells it. */
export class ReadElsewhere implements Reading {
  private waiters: Waiter[] = [];

  constructor(
    private readonly stories: StoryProjection,
    private readonly patienceMilliseconds = PATIENCE_MILLISECONDS,
  ) {
    stories.watch((keys) => {
      this.look(keys);
    });
  }

  /** Rejects with `WB_ANALYSIS_BEHIND` after a while. */
  async catchUp(storyId: string): Promise<void> {
    await this.stories.catchUp();
    const unread = unreadOf(this.stories.state(storyId));
    if (unread.size === 0) return;
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve, reject) => {
      const waiter = { storyId, unread, resolve };
      this.waiters.push(waiter);
      timer = setTimeout(() => {
        this.waiters = this.waiters.filter((other) => other !== waiter);
        reject(behind(storyId, unread.size));
      }, this.patienceMilliseconds);
    });
    clearTimeout(timer);
  }

  private look(keys: ReadonlySet<string>): void {
    const [done, waiting] = [[] as Waiter[], [] as Waiter[]];
    for (const waiter of this.waiters) {
      const isDone = keys.has(waiter.storyId) && this.isRead(waiter);
      (isDone ? done : waiting).push(waiter);
    }
    this.waiters = waiting;
    for (const { resolve } of done) resolve();
  }

  /** What came in after the call is not waited for. */
  private isRead({ storyId, unread }: Waiter): boolean {
    const state = this.stories.state(storyId);
    for (const [articleId, revisionId] of unread) {
      const article = state && articleOf(state, articleId);
      if (article?.revision.revisionId !== revisionId || !isUnread(article))
        unread.delete(articleId);
    }
    return unread.size === 0;
  }
}

function unreadOf(state: StoryState | undefined): Map<string, string> {
  const articles = state === undefined ? [] : articlesOf(state);
  return new Map(
    articles
      .filter(isUnread)
      .map(({ identity, revision }) => [identity.articleId, revision.revisionId]),
  );
}

const isUnread = ({ status, analysis }: StoryArticle): boolean =>
  status !== 'killed' && analysis === null;

function behind(storyId: string, count: number): WirebriefError {
  return new WirebriefError(
    'WB_ANALYSIS_BEHIND',
    'unavailable',
    count === 1
      ? `One article of "${storyId}" has not been read yet.`
      : `${count} articles of "${storyId}" have not been read yet.`,
    'Check that an analyst runs and what the dead letters say, then ask again.',
  );
}
