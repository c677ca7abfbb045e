import { type DeadLetters } from '@wirebrief/application';

import { type ServersConfig } from './jetstream-stores';

/** The dead letters on the NATS servers, for as long as the body takes. */
export async function withDeadLetters<Result>(
  config: ServersConfig,
  body: (letters: DeadLetters) => Promise<Result>,
): Promise<Result> {
  const { connectServers, openDeadLetters } = await import('./jetstream-stores.js');
  const servers = await connectServers(config);
  try {
    return await body(await openDeadLetters(servers, config));
  } finally {
    await servers.close();
  }
}
