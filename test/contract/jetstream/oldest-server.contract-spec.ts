import {
  eventStoreContract,
  natsFolder,
  type NatsServer,
  startNatsServer,
  suitableNatsServers,
} from '@wirebrief/testing';

import { jetStreamStore } from './jetstream.factory';

const { path, version } = suitableNatsServers().oldest;
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
