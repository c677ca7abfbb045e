import {
  eventStoreContract,
  type NatsCluster,
  natsFolder,
  startNatsCluster,
  suitableNatsServers,
} from '@wirebrief/testing';

import { jetStreamStore } from './jetstream.factory';

const { path, version } = suitableNatsServers().newest;
const { folder, remove } = natsFolder();
let cluster: NatsCluster;

beforeAll(async () => {
  cluster = await startNatsCluster({ path, folder });
}, 40_000);

afterAll(async () => {
  await cluster.stop();
  remove();
}, 40_000);

eventStoreContract(
  `JetStreamEventStore on three servers ${version}`,
  jetStreamStore(() => ({ nodes: cluster.nodes, folder, replicas: 3 })),
);
