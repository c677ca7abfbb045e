import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';

import { readSettings, type Settings } from '@wirebrief/composition';
import { isWirebriefError, WirebriefError } from '@wirebrief/kernel';
import {
  createLogger,
  endProcess,
  exitCodeOf,
  type Logger,
  stopSignal,
  systemClock,
} from '@wirebrief/platform';

import { type HealthServer, type ServiceHealth, startHealthServer } from './health-server';
import { type RunningService, startService } from './running-service';
import { type Service } from './service';

const RETRY_MILLISECONDS = 1000;

/** A stop that takes longer is cut short: what was acknowledged is in the log, and the rest is given out again. */
const STOP_MILLISECONDS = 20_000;

/** Runs one service until it is told to stop, and sets the exit code of this process. */
export async function runService(service: Service): Promise<void> {
  const stop = stopSignal();
  let logger = loggerOf('info', service.name);
  try {
    const settings = readSettings({ store: 'jetstream' });
    logger = loggerOf(settings.config.logLevel, service.name);
    assertSecret(settings);
    await run(service, settings, logger, stop);
    endProcess(0);
  } catch (error) {
    if (error !== stop.reason) logger.error('ended', { error });
    endProcess(error === stop.reason ? 0 : exitCodeOf(error));
  }
}

async function run(
  service: Service,
  settings: Settings,
  logger: Logger,
  stop: AbortSignal,
): Promise<void> {
  const { host, healthPort } = settings.config;
  let running: RunningService | undefined;
  let waitingFor = 'It is starting.';
  const health = async (): Promise<ServiceHealth> => {
    const { name } = service;
    if (stop.aborted)
      return { service: name, status: 'stopping', ready: false, reason: 'It is stopping.' };
    if (running === undefined)
      return { service: name, status: 'waiting', ready: false, reason: waitingFor };
    return { service: name, ...(await running.health()) };
  };
  const healthServer = await startHealthServer(health, { host, port: healthPort });
  logger.info('health', { url: healthServer.url });
  try {
    running = await patiently(
      () => startService(service, settings, logger),
      (error) => {
        if (waitingFor !== error.message) logger.warn('waiting', { error });
        waitingFor = error.message;
      },
      stop,
    );
    logger.info('ready', running.url === undefined ? {} : { url: running.url });
    if (!stop.aborted) await once(stop, 'abort');
    await shutDown(running, healthServer, logger);
  } finally {
    healthServer.close();
  }
}

/** What is not there yet is waited for: the order in which services and servers start does not matter. */
async function patiently<Result>(
  start: () => Promise<Result>,
  onWait: (error: WirebriefError) => void,
  signal: AbortSignal,
): Promise<Result> {
  for (;;) {
    signal.throwIfAborted();
    try {
      return await start();
    } catch (error) {
      if (!isWirebriefError(error) || error.category !== 'unavailable' || isLocal(error))
        throw error;
      onWait(error);
    }
    await delay(RETRY_MILLISECONDS, undefined, { signal }).catch(() => undefined);
  }
}

const isLocal = ({ code }: WirebriefError): boolean =>
  code === 'WB_PORT_IN_USE' || code === 'WB_ADDRESS_REFUSED';

async function shutDown(
  running: RunningService,
  healthServer: HealthServer,
  logger: Logger,
): Promise<void> {
  logger.info('stopping');
  const bound = setTimeout(() => {
    logger.warn('stopped before everything in hand was done; it is given out again');
    process.exit(0);
  }, STOP_MILLISECONDS).unref();
  await running.stop();
  healthServer.close();
  clearTimeout(bound);
  logger.info('stopped');
}

function loggerOf(level: Settings['config']['logLevel'], service: string): Logger {
  return createLogger({
    level,
    clock: systemClock,
    form: process.stderr.isTTY ? 'human' : 'json',
    write: (line) => process.stderr.write(line),
  }).with({ service });
}

/** What one service seals another one opens. */
function assertSecret({ config }: Settings): void {
  if (config.secret !== undefined) return;
  throw new WirebriefError(
    'WB_CONFIG_INVALID',
    'invalid',
    'WIREBRIEF_SECRET is not set; it must be the same for all services.',
    'Set it to 32 random characters or more, for instance from `openssl rand -base64 32`.',
  );
}
