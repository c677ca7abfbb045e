import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type NatsBinary, natsServers } from '../../../tools/lib/nats-binaries.mjs';

export { natsServers, type NatsBinary } from '../../../tools/lib/nats-binaries.mjs';
export {
  type NatsCluster,
  type NatsServer,
  startNatsCluster,
  startNatsServer,
} from '../../../tools/lib/nats-process.mjs';

/** The oldest and the newest server on this machine that the log may be kept on. */
export function suitableNatsServers(): {
  readonly oldest: NatsBinary;
  readonly newest: NatsBinary;
} {
  const suitable = natsServers().filter((server) => server.suitable);
  const [oldest, newest] = [suitable[0], suitable.at(-1)];
  if (oldest && newest) return { oldest, newest };
  throw new Error('There is no suitable nats-server: node tools/nats-servers.mjs');
}

/** A new folder for the stores of servers, removed by the function that comes with it. */
export function natsFolder(): { readonly folder: string; readonly remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'wirebrief-nats-'));
  return {
    folder,
    remove: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
