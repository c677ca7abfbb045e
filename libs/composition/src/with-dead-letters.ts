import { type DeadLetters } from '@wirebrief/application';
import { JetStreamDeadLetters } from '@wirebrief/jetstream';

import { connectServers, type ServersConfig } from './jetstream-stores';

/** The dead letters on the NATS servers, for as long as the body takes. */
export async function withDeadLetters<Result>(
  config: ServersConfig,
  body: (letters: DeadLetters) => Promise<Result>,
): Promise<Result> {
  const servers = await connectServers(config);
  try {
    return await body(await JetStreamDeadLetters.open(servers.connection, config));
  } finally {
    await servers.close();
  }
}
