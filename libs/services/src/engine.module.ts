import { type DynamicModule, Module, type Provider } from '@nestjs/common';
import {
  Analyst,
  Announcer,
  ArticleIntake,
  DeadLetters,
  DecisionDesk,
  DeliveryWorker,
  DownloadLog,
  EmbargoProjection,
  EmbargoTimer,
  EditionArchive,
  EditionVerifier,
  type Engine,
  EventStore,
  Press,
  ProvenanceDesk,
  Reanalyst,
  Rebuilder,
  RebuildTimer,
  ScheduleDesk,
  ScheduleProjection,
  Scheduler,
  ScheduleRunner,
  SitePages,
  startDeliveries,
  startEmbargoes,
  startEngine,
  startTriggers,
  stopEngine,
  StoryDesk,
  StoryHistory,
  StoryProjection,
  TriggerDesk,
  TriggerProjection,
  TickWorker,
  WebhookDesk,
  WebhookProjection,
} from '@wirebrief/application';
import { type Logger, systemClock } from '@wirebrief/platform';

import { type Parts, ProcessHealth } from './health/process-health';

const ENGINE = Symbol('every use case of this process');
export const LOGGER = Symbol('logger of this process');
export const CLOCK = Symbol('instant of now, RFC 3339 in UTC');

export interface ServicePorts {
  /** Started with the application and stopped with it. */
  readonly engine: Engine;
  /** What other processes do for this one. */
  readonly remote?: {
    readonly intake?: Pick<ArticleIntake, 'record'>;
    readonly press?: Pick<Press, 'issue'>;
  };
  /** Starts the parts of the engine that are at work here; all of them where not given. */
  readonly start?: () => Promise<void>;
  readonly store: EventStore;
  readonly deadLetters: DeadLetters;
  /** Where editions are told of from here. */
  readonly announcer?: Pick<Announcer, 'announce'>;
  readonly pages: SitePages;
  readonly logger: Logger;
  /** Name and version. */
  readonly program: string;
  /** What health tells of. */
  readonly parts: Parts;
}

const USE_CASES = {
  stories: StoryProjection,
  desk: StoryDesk,
  intake: ArticleIntake,
  embargoes: EmbargoProjection,
  embargoTimer: EmbargoTimer,
  analyst: Analyst,
  reanalyst: Reanalyst,
  press: Press,
  history: StoryHistory,
  decisionDesk: DecisionDesk,
  archive: EditionArchive,
  provenance: ProvenanceDesk,
  verifier: EditionVerifier,
  downloads: DownloadLog,
  triggers: TriggerProjection,
  triggerDesk: TriggerDesk,
  rebuilder: Rebuilder,
  rebuildTimer: RebuildTimer,
  schedules: ScheduleProjection,
  scheduleDesk: ScheduleDesk,
  scheduler: Scheduler,
  scheduleRunner: ScheduleRunner,
  tickWorker: TickWorker,
  webhooks: WebhookProjection,
  webhookDesk: WebhookDesk,
  deliveries: DeliveryWorker,
} as const satisfies Record<keyof Engine, unknown>;

/** Gives the use cases to every other module, over the adapters that the app has chosen, and runs them. */
@Module({})
export class EngineModule {
  static forRoot(ports: ServicePorts): DynamicModule {
    const { engine } = ports;
    const providers: Provider[] = [
      { provide: EventStore, useValue: ports.store },
      { provide: DeadLetters, useValue: ports.deadLetters },
      { provide: Announcer, useValue: ports.announcer },
      { provide: SitePages, useValue: ports.pages },
      { provide: LOGGER, useValue: ports.logger },
      { provide: CLOCK, useValue: systemClock },
      { provide: ProcessHealth, useValue: new ProcessHealth(ports) },
      {
        provide: ENGINE,
        useValue: {
          onApplicationBootstrap: ports.start ?? (() => startAll(engine)),
          // After the HTTP server has closed: what it has accepted is still being worked on until then.
          onApplicationShutdown: () => stopEngine(engine),
        },
      },
      ...Object.entries(USE_CASES).map(([name, provide]) => ({
        provide,
        useValue: { ...engine, ...ports.remote }[name as keyof Engine],
      })),
    ];
    return { module: EngineModule, global: true, providers, exports: providers };
  }
}

async function startAll(engine: Engine): Promise<void> {
  await startEngine(engine);
  await startEmbargoes(engine);
  await startTriggers(engine);
  await startDeliveries(engine);
  engine.press.start();
}
