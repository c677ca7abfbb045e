import { type Extractor, type OptionDefinition } from '@wirebrief/claims';

import { Analyst, type Reading } from './analyst';
import { ArticleIntake } from './article-intake';
import { DecisionDesk } from './decision-desk';
import { EmbargoProjection } from './embargo-projection';
import { EmbargoTimer } from './embargo-timer';
import { DownloadLog } from './download-log';
import { EditionArchive } from './edition-archive';
import { EditionVerifier } from './edition-verifier';
import { type BlobStore } from './ports/blob-store.port';
import { type EditionRenderer } from './ports/edition-renderer.port';
import { type EventStore } from './ports/event-store.port';
import { type SecretVault } from './ports/secret-vault.port';
import { type WebhookSender } from './ports/webhook-sender.port';
import { type ProjectionStore } from './ports/projection-store.port';
import { Press } from './press';
import { ProvenanceDesk } from './provenance';
import { ReadElsewhere } from './read-elsewhere';
import { Reanalyst } from './reanalyst';
import { Rebuilder } from './rebuilder';
import { RebuildTimer } from './rebuild-timer';
import { ScheduleDesk } from './schedule-desk';
import { ScheduleProjection } from './schedule-projection';
import { ScheduleRunner } from './schedule-runner';
import { Scheduler } from './scheduler';
import { Courier } from './courier';
import { DeliveryWorker } from './delivery-worker';
import { WebhookDesk } from './webhook-desk';
import { WebhookProjection } from './webhook-projection';
import { StoryDesk } from './story-desk';
import { StoryHistory } from './story-history';
import { StoryProjection } from './story-projection';
import { TickWorker } from './tick-worker';
import { TriggerDesk } from './trigger-desk';
import { TriggerProjection } from './trigger-projection';

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
  readonly sender: WebhookSender;
  readonly vault: SecretVault;
  /** Address under which readers reach the service, without a slash at its end; empty where that is not known. */
  readonly publicUrl: string;
  /** What other processes do for this one; without it, it does everything itself. */
  readonly elsewhere?: Elsewhere;
}

export interface Elsewhere {
  /** Analysts in other processes read; this one waits for what they record. */
  readonly analyst?: true;
  readonly rebuilder?: Pick<Rebuilder, 'rebuild'>;
  readonly scheduleRunner?: Pick<ScheduleRunner, 'run'>;
}

/** Every use case over one set of adapters: what runs in one process. */
export interface Engine {
  readonly stories: StoryProjection;
  readonly desk: StoryDesk;
  readonly intake: ArticleIntake;
  readonly embargoes: EmbargoProjection;
  readonly embargoTimer: EmbargoTimer;
  readonly analyst: Analyst;
  readonly reanalyst: Reanalyst;
  readonly press: Press;
  readonly history: StoryHistory;
  readonly decisionDesk: DecisionDesk;
  readonly archive: EditionArchive;
  readonly provenance: ProvenanceDesk;
  readonly verifier: EditionVerifier;
  readonly downloads: DownloadLog;
  readonly triggers: TriggerProjection;
  readonly triggerDesk: TriggerDesk;
  readonly rebuilder: Rebuilder;
  readonly rebuildTimer: RebuildTimer;
  readonly schedules: ScheduleProjection;
  readonly scheduleDesk: ScheduleDesk;
  readonly scheduler: Scheduler;
  readonly scheduleRunner: ScheduleRunner;
  readonly tickWorker: TickWorker;
  readonly webhooks: WebhookProjection;
  readonly webhookDesk: WebhookDesk;
  readonly deliveries: DeliveryWorker;
}

export function createEngine(ports: EnginePorts): Engine {
  const { store, projections, blobs, extractor, clock, elsewhere = {} } = ports;
  const stories = new StoryProjection(store, projections);
  const analyst = new Analyst(store, projections, stories, extractor);
  const schedules = new ScheduleProjection(store, projections);
  const archive = new EditionArchive(stories, blobs);
  const reading: Reading = elsewhere.analyst ? new ReadElsewhere(stories) : analyst;
  const embargoes = new EmbargoProjection(store, projections);
  const intake = new ArticleIntake({ store, stories, embargoes, clock });
  const press = new Press({ ...ports, stories, reading, schedules, intake });
  const scheduleRunner = new ScheduleRunner({ ...ports, press, schedules });
  const runner = elsewhere.scheduleRunner ?? scheduleRunner;
  const tickWorker = new TickWorker({ ...ports, schedules, runner });
  const onFired = tickWorker.take.bind(tickWorker);
  const triggers = new TriggerProjection(store, projections);
  const rebuilder = new Rebuilder({ ...ports, stories, reading, triggers, press });
  const webhooks = new WebhookProjection(store, projections);
  const courier = new Courier({ ...ports, stories, webhooks });
  return {
    stories,
    analyst,
    reanalyst: new Reanalyst({ store, stories, analyst, extractor }),
    desk: new StoryDesk(store),
    intake,
    embargoes,
    embargoTimer: new EmbargoTimer({ embargoes, intake, clock }),
    press,
    history: new StoryHistory({ ...ports, stories }),
    decisionDesk: new DecisionDesk({ store, stories, reading }),
    schedules,
    scheduleDesk: new ScheduleDesk({ ...ports, stories, schedules }),
    scheduler: new Scheduler({ ...ports, schedules, onFired }),
    scheduleRunner,
    tickWorker,
    archive,
    provenance: new ProvenanceDesk(store, archive),
    verifier: new EditionVerifier(ports),
    downloads: new DownloadLog(store),
    triggers,
    triggerDesk: new TriggerDesk(store, stories, triggers, clock),
    rebuilder,
    rebuildTimer: new RebuildTimer({
      triggers,
      rebuilder: elsewhere.rebuilder ?? rebuilder,
      clock,
    }),
    webhooks,
    webhookDesk: new WebhookDesk({ ...ports, stories, webhooks }),
    deliveries: new DeliveryWorker({ webhooks, courier, clock }),
  };
}

export async function startEngine(engine: Engine): Promise<void> {
  await engine.stories.start();
  await engine.embargoes.start();
  await engine.analyst.start();
  await engine.triggers.start();
  await engine.schedules.start();
  await engine.webhooks.start();
}

/** From here on editions that are due are issued: for a process that stays, once the engine has started. */
export async function startTriggers({ triggers, rebuildTimer }: Engine): Promise<void> {
  await triggers.catchUp();
  rebuildTimer.start();
}

/** From here on versions arrive when their embargoes end: for a process that stays. */
export async function startEmbargoes({ embargoes, embargoTimer }: Engine): Promise<void> {
  await embargoes.catchUp();
  embargoTimer.start();
}

/** As `startTriggers`, for the due times of schedules. */
export async function startSchedules({ schedules, scheduler, tickWorker }: Engine): Promise<void> {
  await schedules.catchUp();
  tickWorker.start();
  scheduler.start();
}

/** From here on editions that come out are sent to whoever wants to know: for a process that stays. */
export async function startDeliveries({ webhooks, deliveries }: Engine): Promise<void> {
  await webhooks.catchUp();
  deliveries.start();
}

/** Work in hand is finished and checkpoints are saved; the adapters stay open. */
export async function stopEngine(engine: Engine): Promise<void> {
  engine.press.stop();
  await engine.embargoTimer.stop();
  await engine.rebuildTimer.stop();
  await engine.deliveries.stop();
  await engine.webhooks.stop();
  await engine.triggers.stop();
  await engine.scheduler.stop();
  await engine.tickWorker.stop();
  await engine.schedules.stop();
  await engine.analyst.stop();
  await engine.embargoes.stop();
  await engine.stories.stop();
}
