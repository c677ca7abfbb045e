import { join } from 'node:path';

import { type DynamicModule, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { createEngine, type Engine } from '@wirebrief/application';
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
import { EngineModule, QueueTransport, type ServicePorts } from '@wirebrief/services';

import { type ServiceHealth } from './health-server';
import { listenOnNats } from './listen-on-nats';
import { type RunningServer, serve } from './serve';
import { type Service } from './service';
import { openWorkSources } from './work-sources';

export interface RunningService {
  /** Where it serves HTTP. */
  readonly url?: string;
  readonly health: () => ServiceHealth;
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
  const requests = new NatsRequests(stores.connection);
  const engine = createEngine({
    ...enginePorts(stores, settings),
    elsewhere: service.elsewhere?.(requests) ?? {},
  });
  const queues = new Map(
    Object.entries(service.queues?.(await openWorkSources(stores, config.replicas)) ?? {}),
  );
  const remote = service.remote?.(requests, engine);
  const module = moduleOf(service, {
    engine,
    start: () => service.start(engine),
    ...(remote !== undefined && { remote }),
    store: stores.store,
    deadLetters: stores.deadLetters,
    pages: new TemplatePages(config.templatesDir),
    logger,
    program: programName(project),
  });
  const work = new QueueTransport(queues);
  const { url, close } = service.servesHttp
    ? await serve(module, { host: config.host, port: config.port, logger })
    : await listenForWork(module, { service, settings, logger, work });
  return {
    ...(url !== undefined && { url }),
    health: () => healthOf(service, engine, stores, work),
    stop: async () => {
      await close();
      await stores.close();
    },
  };
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

function healthOf(
  service: Service,
  engine: Engine,
  { connection }: JetStreamStores,
  work: QueueTransport,
): ServiceHealth {
  const nats = connection.isStanding ? 'connected' : 'disconnected';
  const followers = service.followers(engine);
  const queues = work.statuses();
  const hasFailed = [...followers, ...queues].some(({ failure }) => failure !== null);
  return { ready: connection.isStanding && !hasFailed, nats, followers, queues };
}
