import {
  eventStoreContract,
  type NatsBinary,
  natsFolder,
  type NatsServer,
  startNatsServer,
} from '@wirebrief/testing';

import { jetStreamStore } from './jetstream.factory';

/** The contract of the log on one nats-server of that version. */
export function contractOnOneServer({ path, version }: NatsBinary): void {
  const { folder, remove } = natsFolder();
  let server: NatsServer;

  beforeAll(async () => {
    server = await startNatsServer({ path, folder });
  });

  afterAll(async () => {
    await server.stop();
    remove();
  });

  eventStoreContract(
    `JetStreamEventStore on nats-server ${version}`,
    jetStreamStore(() => ({ nodes: [server], folder })),
  );
}
