import { type DeadLetters } from '@wirebrief/application';
import { JetStreamDeadLetters } from '@wirebrief/jetstream';
import { type Config } from '@wirebrief/platform';

import { connectServers } from './jetstream-stores';

/** The dead letters on the NATS servers, for as long as the body takes. */
export async function withDeadLetters<Result>(
  config: Pick<Config, 'nats' | 'replicas'>,
  body: (letters: DeadLetters) => Promise<Result>,
): Promise<Result> {
  const servers = await connectServers(config);
  try {
    return await body(await JetStreamDeadLetters.open(servers.connection, config));
  } finally {
    await servers.close();
  }
}
