import { type Extractor, type OptionDefinition } from '@wirebrief/claims';

import { Analyst } from './analyst';
import { ArticleIntake } from './article-intake';
import { DownloadLog } from './download-log';
import { EditionArchive } from './edition-archive';
import { type BlobStore } from './ports/blob-store.port';
import { type EditionRenderer } from './ports/edition-renderer.port';
import { type EventStore } from './ports/event-store.port';
import { type ProjectionStore } from './ports/projection-store.port';
import { Press } from './press';
import { StoryDesk } from './story-desk';
import { StoryProjection } from './story-projection';

export interface EnginePorts {
  readonly store: EventStore;
  readonly projections: ProjectionStore;
  readonly blobs: BlobStore;
  readonly extractor: Extractor;
  readonly renderer: EditionRenderer;
  /** Instant of now, RFC 3339 in UTC. */
  readonly clock: () => string;
  readonly taxonomy: readonly OptionDefinition[];
  readonly program: string;
}

/** Every use case over one set of adapters: what runs in one process. */
export interface Engine {
  readonly stories: StoryProjection;
  readonly desk: StoryDesk;
  readonly intake: ArticleIntake;
  readonly analyst: Analyst;
  readonly press: Press;
  readonly archive: EditionArchive;
  readonly downloads: DownloadLog;
}

export function createEngine(ports: EnginePorts): Engine {
  const { store, projections, blobs, extractor } = ports;
  const stories = new StoryProjection(store, projections);
  const analyst = new Analyst(store, projections, stories, extractor);
  return {
    stories,
    analyst,
    desk: new StoryDesk(store),
    intake: new ArticleIntake(store, stories),
    press: new Press({ ...ports, stories, analyst }),
    archive: new EditionArchive(stories, blobs),
    downloads: new DownloadLog(store),
  };
}

export async function startEngine(engine: Engine): Promise<void> {
  await engine.stories.start();
  await engine.analyst.start();
}

/** Work in hand is finished and checkpoints are saved; the adapters stay open. */
export async function stopEngine(engine: Engine): Promise<void> {
  await engine.analyst.stop();
  await engine.stories.stop();
}
