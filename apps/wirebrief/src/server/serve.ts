import { type AddressInfo } from 'node:net';

import { NestFactory } from '@nestjs/core';
import { type NestExpressApplication } from '@nestjs/platform-express';
import { WirebriefError } from '@wirebrief/kernel';
import { type NatsConfig } from '@wirebrief/platform';
import { jsonBody, safeHeaders, type ServicePorts } from '@wirebrief/services';
import { type NextFunction, type Request, type Response } from 'express';

import { AppModule } from './app.module';
import { listenOnNats } from './nats';
import { requestsInHand } from './requests-in-hand';

export interface Server {
  /** `http://127.0.0.1:3000`. */
  readonly url: string;
  /** Requests in hand are answered first. */
  readonly close: () => Promise<void>;
}

export interface Address {
  readonly host: string;
  /** 0 lets the system choose. */
  readonly port: number;
  /** Where requests are taken over NATS too. */
  readonly nats?: NatsConfig;
}

/**
 * Starts every service. `prepare` runs once the address is taken, so that a port in use leaves the log untouched;
 * requests that come meanwhile wait for it.
 */
export async function serve(
  ports: ServicePorts,
  { host, port, nats }: Address,
  prepare: () => Promise<void> = () => Promise.resolve(),
): Promise<Server> {
  const app = await NestFactory.create<NestExpressApplication>(AppModule.over(ports), {
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
    if (nats !== undefined) void listenOnNats(app, nats, ports.logger, closing.signal);
  } catch (error) {
    await close();
    throw error;
  }
  return { url: urlOf(app.getHttpServer().address() as AddressInfo), close };
}

function urlOf({ family, address, port }: AddressInfo): string {
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
}

async function listen(app: NestExpressApplication, host: string, port: number): Promise<void> {
  try {
    await app.listen(port, host);
  } catch (error) {
    throw error instanceof Error && 'code' in error ? addressError(error, host, port) : error;
  }
}

function addressError(
  error: Error & { readonly code: unknown },
  host: string,
  port: number,
): Error {
  if (error.code === 'EADDRINUSE') {
    return new WirebriefError(
      'WB_PORT_IN_USE',
      'unavailable',
      `Port ${port} of ${host} is in use by another program.`,
      `Stop that program, or choose another port: PORT=${port + 1} npm start.`,
      { cause: error },
    );
  }
  if (error.code === 'EACCES' || error.code === 'EADDRNOTAVAIL') {
    return new WirebriefError(
      'WB_ADDRESS_REFUSED',
      'unavailable',
      `The system does not let this process listen on ${host} port ${port}.`,
      'Choose a port above 1023 (PORT) and an address of this machine (HOST).',
      { cause: error },
    );
  }
  return error;
}
