import { join } from 'node:path';

import { type DynamicModule, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Announcer, createEngine, type Engine } from '@wirebrief/application';
import {
  enginePorts,
  type JetStreamStores,
  openJetStream,
  programName,
  type Settings,
  TemplatePages,
} from '@wirebrief/composition';
import { NatsRequests } from '@wirebrief/jetstream';
import { type Logger } from '@wirebrief/platform';
import {
  EngineModule,
  type Health,
  type Parts,
  ProcessHealth,
  QueueTransport,
  scheduleReport,
  type ServicePorts,
  triggerReport,
} from '@wirebrief/services';

import { listenOnNats } from './listen-on-nats';
import { publishNotice } from './publish-notice';
import { type RunningServer, serve } from './serve';
import { type Service } from './service';
import { openWorkSources } from './work-sources';

export interface RunningService {
  /** Where it serves HTTP. */
  readonly url?: string;
  readonly health: () => Promise<Health>;
  /** Takes nothing more, finishes what is in hand, closes. */
  readonly stop: () => Promise<void>;
}

@Module({})
class ServiceModule {}

/** Rejects with an error of category `unavailable` while something that it needs is not there. */
export async function startService(
  service: Service,
  settings: Settings,
  logger: Logger,
): Promise<RunningService> {
  const { config } = settings;
  // Services that are started from one folder have each a place of their own.
  const dataDir = join(config.dataDir, service.name);
  const stores = await openJetStream({ ...config, dataDir }, `wirebrief-${service.name}`);
  try {
    return await startOver(stores, service, settings, logger);
  } catch (error) {
    await stores.close();
    throw error;
  }
}

async function startOver(
  stores: JetStreamStores,
  service: Service,
  settings: Settings,
  logger: Logger,
): Promise<RunningService> {
  const { config, project } = settings;
  tellDurability(stores, logger);
  const requests = new NatsRequests(stores.connection);
  const engine = createEngine({
    ...enginePorts(stores, settings),
    elsewhere: service.elsewhere?.(requests) ?? {},
  });
  const queues = new Map(
    Object.entries(service.queues?.(await openWorkSources(stores, config.replicas)) ?? {}),
  );
  const remote = service.remote?.(requests, engine);
  const work = new QueueTransport(queues);
  const ports: ServicePorts = {
    engine,
    start: () => service.start(engine),
    ...(remote !== undefined && { remote }),
    store: stores.store,
    deadLetters: stores.deadLetters,
    announcer: announcerOver(stores, config.publicUrl),
    pages: new TemplatePages(config.templatesDir),
    logger,
    program: programName(project),
    parts: partsOf(service, engine, stores, work),
  };
  const module = moduleOf(service, ports);
  const health = new ProcessHealth(ports);
  const { url, close } = service.servesHttp
    ? await serve(module, { host: config.host, port: config.port, logger })
    : await listenForWork(module, { service, settings, logger, work });
  return {
    ...(url !== undefined && { url }),
    health: () => health.tell(),
    stop: async () => {
      await close();
      await stores.close();
    },
  };
}

function announcerOver(stores: JetStreamStores, publicUrl: string): Announcer {
  const { connection } = stores;
  return new Announcer({
    ...stores,
    publicUrl,
    publish: async (notice, id) => {
      await connection.whenConnected(performance.now() + connection.requestMilliseconds);
      await publishNotice(connection.nats, { notice, id, publicUrl });
    },
  });
}

function tellDurability({ store }: JetStreamStores, logger: Logger): void {
  const { durability } = store.capabilities;
  if (durability.endsWith('fsync')) return;
  const remedy = 'Set sync_interval: always on every server, and NATS_MONITORS to all of them.';
  logger.warn('the servers are not known to sync before they acknowledge', { durability, remedy });
}

function moduleOf(service: Service, ports: ServicePorts): DynamicModule {
  return { module: ServiceModule, imports: [EngineModule.forRoot(ports), ...service.modules] };
}

interface WorkOptions {
  readonly service: Service;
  readonly settings: Settings;
  readonly logger: Logger;
  readonly work: QueueTransport;
}

/** A process without HTTP of its own. */
async function listenForWork(
  module: DynamicModule,
  { service, settings, logger, work }: WorkOptions,
): Promise<Partial<RunningServer> & Pick<RunningServer, 'close'>> {
  const app = await NestFactory.create(module, { logger: false });
  const closing = new AbortController();
  await app.init();
  app.connectMicroservice({ strategy: work });
  await app.startAllMicroservices();
  const { nats } = settings.config;
  if (service.answersRequests && nats !== undefined)
    await listenOnNats(app, nats, logger, closing.signal);
  return {
    close: async () => {
      closing.abort();
      await app.close();
    },
  };
}

function partsOf(
  { followers, tellsOfDueEditions = false }: Service,
  engine: Engine,
  { connection }: JetStreamStores,
  work: QueueTransport,
): Parts {
  return {
    followers: () => followers(engine),
    queues: () => work.statuses(),
    connection,
    ...(tellsOfDueEditions && {
      schedules: () => scheduleReport(engine),
      triggers: () => triggerReport(engine),
    }),
  };
}
