import { createEngine, type Engine, startSchedules } from '@wirebrief/application';
import { serve } from '@wirebrief/hosting';
import { allParts } from '@wirebrief/services';
import { createLogger, systemClock } from '@wirebrief/platform';

import {
  enginePorts,
  openStores,
  programName,
  sampleFolder,
  type Settings,
  type Stores,
  TemplatePages,
} from '@wirebrief/composition';
import { EditionAnnouncer } from './edition-announcer';
import { isSampleDue, openSampleStory } from './sample-story';
import { AppModule } from './app.module';

export interface RunningServer {
  readonly url: string;
  /** Paths of what is there now, newest edition of each story first. */
  readonly contents: () => readonly string[];
  readonly stop: () => Promise<void>;
}

export interface StartOptions {
  /** Opens the sample story when the log is empty, and goes on with one that was interrupted. */
  readonly withSample: boolean;
  /** Gives the start up: the promise rejects with the reason. */
  readonly signal: AbortSignal;
  readonly onSample: (done: number, total: number) => void;
}

/** The whole service over the data folder of the settings, listening. */
export async function startServer(
  settings: Settings,
  options: StartOptions,
): Promise<RunningServer> {
  const { config } = settings;
  const stores = await openStores(config);
  try {
    return await serveStores(stores, settings, options);
  } catch (error) {
    await stores.close();
    throw error;
  }
}

async function serveStores(
  stores: Stores,
  settings: Settings,
  options: StartOptions,
): Promise<RunningServer> {
  const { config, project } = settings;
  const engine = createEngine(enginePorts(stores, settings));
  const logger = createLogger({
    level: config.logLevel,
    clock: systemClock,
    form: process.stderr.isTTY ? 'human' : 'json',
    write: (line) => process.stderr.write(line),
  });
  const pages = new TemplatePages(config.templatesDir);
  const { store, deadLetters } = stores;
  const program = programName(project);
  const parts = allParts(engine, stores.connection);
  const ports = { engine, store, deadLetters, pages, logger, program, parts };
  const sample = sampleFolder(project);
  const announcer =
    config.nats === undefined
      ? undefined
      : new EditionAnnouncer({ ...config, ...stores, nats: config.nats, logger });
  await announcer?.start();
  const server = await serve(AppModule.over(ports), { ...config, logger }, async () => {
    if (options.withSample && (await isSampleDue(sample, stores.store)))
      await openSampleStory(sample, engine, options);
    await engine.stories.catchUp();
    // Not before the sample story is whole: its editions have their numbers.
    await startSchedules(engine);
  });
  return {
    url: server.url,
    contents: () => contentsOf(engine),
    stop: async () => {
      await server.close();
      await announcer?.stop();
      await stores.close();
    },
  };
}

function contentsOf({ stories }: Engine): readonly string[] {
  return [...stories.stories()].flatMap(([id, { editions }]) =>
    editions.length === 0
      ? [`/stories/${id}`]
      : [`/stories/${id}/editions/latest.html`, `/stories/${id}/editions/latest.pdf`],
  );
}
