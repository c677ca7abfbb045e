import { type BlobStore, type CopyTarget } from '@wirebrief/application';
import { connectJetStream } from '@wirebrief/jetstream';
import { type NatsConfig } from '@wirebrief/platform';

import { closing } from './closing';

export type Replicas = 1 | 3;

/** Runs over the log and the files on NATS servers; `replicas` chooses, of what the log there has. */
export async function onServers<Result>(
  nats: NatsConfig,
  replicas: (found: Replicas | undefined) => Replicas,
  body: (target: CopyTarget) => Promise<Result>,
): Promise<Result> {
  const clock = (): Date => new Date();
  const servers = await connectJetStream(nats, { name: 'wirebrief copy', clock, replicas });
  try {
    const blobs: BlobStore = await servers.openBlobs();
    return await closing(await servers.openLogImport(), (log) => body({ log, blobs }));
  } finally {
    await servers.close();
  }
}
