import { type AddressInfo } from 'node:net';

import { NestFactory } from '@nestjs/core';
import { type NestExpressApplication } from '@nestjs/platform-express';
import { WirebriefError } from '@wirebrief/kernel';
import { jsonBody, type ServicePorts } from '@wirebrief/services';

import { AppModule } from './app.module';

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
}

/** Starts every service; `prepare` runs when the use cases do and before the first request is taken. */
export async function serve(
  ports: ServicePorts,
  { host, port }: Address,
  prepare: () => Promise<void> = () => Promise.resolve(),
): Promise<Server> {
  const app = await NestFactory.create<NestExpressApplication>(AppModule.over(ports), {
    logger: false,
    bodyParser: false,
    // Idle keep-alive connections would hold the process for their whole time-out.
    forceCloseConnections: true,
  });
  app.disable('x-powered-by');
  app.use(...jsonBody());
  await app.init();
  try {
    await prepare();
    await listen(app, host, port);
  } catch (error) {
    await app.close();
    throw error;
  }
  const address = app.getHttpServer().address() as AddressInfo;
  const name = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  return { url: `http://${name}:${address.port}`, close: () => app.close() };
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
