import { articlesOf, type StoryArticle } from '@wirebrief/briefing';
import { type Extractor } from '@wirebrief/claims';
import { type CommitMeta, recordedEvents } from '@wirebrief/kernel';
import { type ArticleIdentity, type Revision } from '@wirebrief/newsroom';

import { type Analyst } from './analyst';
import { fromRecorded } from './event-codec';
import { type EventStore } from './ports/event-store.port';
import { type StoryProjection } from './story-projection';
import { articleStream } from './streams';

export interface ReanalysisPorts {
  readonly store: EventStore;
  readonly stories: StoryProjection;
  readonly analyst: Analyst;
  readonly extractor: Extractor;
}

export interface ReanalysisReport {
  readonly storyId: string;
  /** Name and version of the analyser that has read. */
  readonly analyser: string;
  /** Articles that were read again. */
  readonly read: number;
  /** Articles that the story holds, killed ones left out. */
  readonly articles: number;
}

/** Has the analyser of today read what an older one has read. Editions that are out do not change. */
export class Reanalyst {
  constructor(private readonly ports: ReanalysisPorts) {}

  /** Reads again, one article after the other; what is read already is passed over, so that it can be repeated. */
  async reanalyse(
    storyId: string,
    meta: CommitMeta,
    onProgress: (done: number, of: number) => void = () => undefined,
  ): Promise<ReanalysisReport> {
    const { stories, analyst, extractor } = this.ports;
    const articles = articlesOf(await stories.find(storyId)).filter(
      ({ status }) => status !== 'killed',
    );
    const outdated = articles.filter((article) => isOutdated(article, extractor));
    for (const [index, article] of outdated.entries()) {
      onProgress(index, outdated.length);
      const found = await this.revisionOf(article);
      if (found !== undefined) await analyst.analyse(found, storyId, meta);
    }
    onProgress(outdated.length, outdated.length);
    await stories.catchUp();
    const analyser = `${extractor.name} ${extractor.version}`;
    return { storyId, analyser, read: outdated.length, articles: articles.length };
  }

  /** The current revision with its text, which the log alone holds. */
  private async revisionOf({ identity, revision }: StoryArticle): Promise<Version | undefined> {
    const stream = articleStream(identity.articleId);
    for await (const commit of this.ports.store.readStream(stream)) {
      for (const fact of recordedEvents(commit).map(fromRecorded)) {
        if (fact.type !== 'ArticleReceived' && fact.type !== 'ArticleRevised') continue;
        if (fact.data.revision.revisionId === revision.revisionId) return fact.data;
      }
    }
    return undefined;
  }
}

interface Version {
  readonly article: ArticleIdentity;
  readonly revision: Revision;
}

/** Read by another analyser, or by an older version of this one; what a newer one has read stands. */
function isOutdated({ analysis }: StoryArticle, { name, version }: Extractor): boolean {
  if (analysis === null) return false;
  const at = analysis.analyser.lastIndexOf(' ');
  const [readBy, readVersion] = [analysis.analyser.slice(0, at), analysis.analyser.slice(at + 1)];
  return readBy !== name || readVersion.localeCompare(version, 'en', { numeric: true }) < 0;
}
