import { type Extractor, signatureOf } from '@wirebrief/claims';
import { type StoryDefinition } from '@wirebrief/briefing';
import { type Commit, type CommitMeta, recordedEvents } from '@wirebrief/kernel';
import {
  articleDecider,
  type ArticleIdentity,
  outletTime,
  type Revision,
} from '@wirebrief/newsroom';

import { handleCommand } from './command-handling';
import { fromRecorded } from './event-codec';
import { Follower, type FollowerStatus } from './follower';
import { KeptPosition } from './kept-position';
import { type EventStore } from './ports/event-store.port';
import { type ProjectionStore } from './ports/projection-store.port';
import { type StoryProjection } from './story-projection';
import { articleStream } from './streams';

const NAME = 'analyst';

/** Who needs what was read waits for it here. */
export interface Reading {
  /** Resolves when everything that the log holds now and that matters to the story has been read. */
  catchUp(storyId: string): Promise<void>;
}

/**
 * Reads each revision, once for each story it belongs to, and records the claims found: one that comes late was current
 * at a moment that somebody may ask about.
 */
export class Analyst implements Reading {
  private readonly follower: Follower;
  /** One that is lost costs a second reading, which records nothing twice. */
  private readonly kept: KeptPosition;

  constructor(
    private readonly store: EventStore,
    checkpoints: ProjectionStore,
    private readonly stories: StoryProjection,
    private readonly extractor: Extractor,
  ) {
    this.kept = new KeptPosition(checkpoints, NAME);
    this.follower = new Follower({
      name: NAME,
      store,
      filter: { category: 'article', types: ['ArticleReceived', 'ArticleRevised'] },
      handle: (commit) => this.read(commit),
      checkpoint: (position) => this.kept.save(position),
    });
  }

  async start(): Promise<void> {
    this.follower.start((await this.kept.load()) ?? 0);
  }

  async stop(): Promise<void> {
    await this.follower.stop();
  }

  /** Resolves when every revision that the log holds now has been read. */
  async catchUp(): Promise<void> {
    await this.follower.waitFor(await this.store.head());
  }

  status(): FollowerStatus {
    return this.follower.status();
  }

  /** Reads what the commit brings; nothing is recorded twice. */
  async read(commit: Commit): Promise<void> {
    for (const recorded of recordedEvents(commit)) {
      const fact = fromRecorded(recorded);
      if (fact.type !== 'ArticleReceived' && fact.type !== 'ArticleRevised') continue;
      const { article, stories, revision } = fact.data;
      const meta = {
        correlationId: commit.meta.correlationId,
        causationId: commit.id,
        actor: NAME,
      };
      for (const storyId of stories) await this.analyse({ article, revision }, storyId, meta);
    }
  }

  /** Reads one revision for one story. */
  async analyse(
    { article, revision }: { readonly article: ArticleIdentity; readonly revision: Revision },
    storyId: string,
    meta: CommitMeta,
  ): Promise<void> {
    const story = await this.storyOf(storyId);
    if (story === undefined) return;
    const { name, version } = this.extractor;
    const { claims, language, skipped } = this.extractor.extract({
      headline: revision.headline,
      outlet: article.outlet,
      published: outletTime(revision) ?? '',
      language: revision.language,
      text: revision.text,
      incident: story.incident,
      options: story.options,
    });
    const analysis = {
      articleId: article.articleId,
      revisionId: revision.revisionId,
      storyId,
      analyser: { name, version },
      language,
      skipped,
      claims,
      signature: signatureOf(revision.text),
    };
    await handleCommand({
      store: this.store,
      stream: articleStream(article.articleId),
      decider: articleDecider,
      command: { type: 'RecordAnalysis', analysis },
      meta,
    });
  }

  private async storyOf(storyId: string): Promise<StoryDefinition | undefined> {
    if (this.stories.state(storyId)?.story == null) await this.stories.catchUp();
    return this.stories.state(storyId)?.story ?? undefined;
  }
}
