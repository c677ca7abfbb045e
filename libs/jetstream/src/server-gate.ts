import { WirebriefError } from '@wirebrief/kernel';

/** 2.10.23 fixed the loss of a whole stream when the process was killed (jepsen.io/analyses/nats-2.12.1). */
const OLDEST = [2, 10, 23] as const;

/**
 * Throws `WB_NATS_SERVER_TOO_OLD`. Older servers ignore what they do not know instead of refusing it, so that only the
 * version can tell.
 */
export function assertSuitableServer(version: string): void {
  const numbers = /^(\d+)\.(\d+)\.(\d+)/.exec(version)?.slice(1).map(Number) ?? [0, 0, 0];
  const index = OLDEST.findIndex((oldest, at) => numbers[at] !== oldest);
  if (index < 0 || (numbers[index] ?? 0) > (OLDEST[index] ?? 0)) return;
  throw new WirebriefError(
    'WB_NATS_SERVER_TOO_OLD',
    'unsupported',
    `The NATS server is version ${version}; the log needs ${OLDEST.join('.')} or later. Before 2.9.21 more than one of ` +
      'several racing writers wins on three replicas, before 2.10 a server cannot write to the disk before it ' +
      'acknowledges, and 2.10.20 to 2.10.22 can lose a stream when they are killed.',
    'Upgrade the server: Debian 13 has 2.10.27, github.com/nats-io/nats-server all others.',
  );
}
