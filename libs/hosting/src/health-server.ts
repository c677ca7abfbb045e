import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';

import { type Health } from '@wirebrief/services';

import { addressError } from './address-error';

/** What a service says of itself, also before it has started and while it stops. */
export interface ServiceHealth extends Pick<Health, 'ready' | 'reason'> {
  readonly [detail: string]: unknown;
}

export interface HealthServer {
  readonly url: string;
  readonly close: () => void;
}

/**
 * `/health/live` answers 200 as long as the process runs, `/health/ready` 200 while it does its work and 503 while it
 * waits, and `/health` the same with all that there is to know. Up before anything else is, so that a wait can be seen.
 */
export async function startHealthServer(
  health: () => Promise<ServiceHealth>,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<HealthServer> {
  const tell = async (path: string | undefined, response: ServerResponse): Promise<void> => {
    if (path === '/health/live') {
      answer(response, 200, { live: true });
    } else if (path === '/health/ready' || path === '/health') {
      const told = await health();
      const { ready, reason } = told;
      answer(response, ready ? 200 : 503, path === '/health' ? told : { ready, reason });
    } else {
      answer(response, 404, { detail: 'There are /health, /health/live and /health/ready.' });
    }
  };
  const server = createServer((request, response) => {
    void tell(request.url?.replace(/[?/]*$/, ''), response);
  });
  try {
    server.listen(port, host);
    await once(server, 'listening');
  } catch (error) {
    throw addressError(error, { host, port, variable: 'HEALTH_PORT' });
  }
  return { url: urlOf(server.address() as AddressInfo), close: closing(server) };
}

function answer(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
}

export function urlOf({ family, address, port }: AddressInfo): string {
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
}

function closing(server: Server): () => void {
  return () => {
    server.close();
    server.closeAllConnections();
  };
}
