import { type AddressInfo } from 'node:net';

import { type DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { type NestExpressApplication } from '@nestjs/platform-express';
import { type Logger, type NatsConfig } from '@wirebrief/platform';
import { jsonBody, safeHeaders } from '@wirebrief/services';
import { type NextFunction, type Request, type Response } from 'express';

import { addressError } from './address-error';
import { urlOf } from './health-server';
import { listenOnNats } from './listen-on-nats';
import { requestsInHand } from './requests-in-hand';

export interface RunningServer {
  /** `http://127.0.0.1:3000`. */
  readonly url: string;
  /** Requests in hand are answered first. */
  readonly close: () => Promise<void>;
}

export interface Serving {
  readonly host: string;
  /** 0 lets the system choose. */
  readonly port: number;
  readonly logger: Logger;
  /** Where requests are taken over NATS too. */
  readonly nats?: NatsConfig;
}

/**
 * Serves a module over HTTP. `prepare` runs once the address is taken, so that a port in use leaves the log untouched;
 * requests that come meanwhile wait for it.
 */
export async function serve(
  module: DynamicModule,
  { host, port, logger, nats }: Serving,
  prepare: () => Promise<void> = () => Promise.resolve(),
): Promise<RunningServer> {
  const app = await NestFactory.create<NestExpressApplication>(module, {
    logger: false,
    bodyParser: false,
  });
  const requests = requestsInHand();
  const closing = new AbortController();
  const close = () => {
    closing.abort();
    return requests.finish(app.getHttpServer(), () => app.close());
  };
  let listening: () => void = () => undefined;
  const prepared = new Promise<void>((resolve) => (listening = resolve)).then(prepare);
  app.disable('x-powered-by');
  app.use(requests.count, (_request: Request, _response: Response, next: NextFunction) => {
    prepared.then(() => {
      next();
    }, next);
  });
  app.use(safeHeaders, ...jsonBody());
  try {
    await app.init();
    await listen(app, host, port);
    listening();
    await prepared;
    if (nats !== undefined) void listenOnNats(app, nats, logger, closing.signal);
  } catch (error) {
    await close();
    throw error;
  }
  return { url: urlOf(app.getHttpServer().address() as AddressInfo), close };
}

async function listen(app: NestExpressApplication, host: string, port: number): Promise<void> {
  try {
    await app.listen(port, host);
  } catch (error) {
    throw addressError(error, { host, port, variable: 'PORT' });
  }
}
