import { setTimeout as delay } from 'node:timers/promises';

import { type INestApplication } from '@nestjs/common';
import { type Logger, type NatsConfig } from '@wirebrief/platform';
import { RequestTransport } from '@wirebrief/services';

const RETRY_MILLISECONDS = 2_000;

/** Takes requests over NATS as soon as a server answers there; until then, and after, all else goes on without it. */
export async function listenOnNats(
  app: INestApplication,
  nats: NatsConfig,
  logger: Logger,
  signal: AbortSignal,
): Promise<void> {
  const options = { strategy: new RequestTransport(nats) };
  const service = app.connectMicroservice(options, { inheritAppConfig: true });
  const servers = nats.servers.join(', ');
  for (let attempt = 1; !signal.aborted; attempt++) {
    try {
      await service.listen();
      logger.info('taking requests over NATS', { servers });
      return;
    } catch (error) {
      if (attempt === 1)
        logger.warn('NATS does not answer; trying again until it does', { servers, error });
    }
    // Not to keep a stopping process alive, the wait ends with the signal.
    await delay(RETRY_MILLISECONDS, undefined, { signal }).catch(() => undefined);
  }
}
