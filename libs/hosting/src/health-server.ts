import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';

import { addressError } from './address-error';

/** What a service says of itself; `ready` where it does its work now. */
export interface ServiceHealth {
  readonly ready: boolean;
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
  health: () => ServiceHealth,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<HealthServer> {
  const server = createServer((request, response) => {
    const path = request.url?.replace(/[?/]*$/, '');
    if (path === '/health/live') answer(response, 200, { live: true });
    else if (path === '/health/ready') answer(response, statusOf(health()), {});
    else if (path === '/health') answer(response, statusOf(health()), health());
    else answer(response, 404, { detail: 'There are /health, /health/live and /health/ready.' });
  });
  try {
    server.listen(port, host);
    await once(server, 'listening');
  } catch (error) {
    throw addressError(error, { host, port, variable: 'HEALTH_PORT' });
  }
  return { url: urlOf(server.address() as AddressInfo), close: closing(server) };
}

const statusOf = ({ ready }: ServiceHealth): number => (ready ? 200 : 503);

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
