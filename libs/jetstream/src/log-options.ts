import { type Capabilities } from '@wirebrief/application';

import { DEFAULT_LOG, type LogAddress } from './log-address';
import { type LogStreamOptions } from './log-stream';

export interface JetStreamLogOptions {
  readonly clock: () => Date;
  /** How many servers hold the log; 1 where not given. */
  readonly replicas?: 1 | 3;
  /** `WIREBRIEF_LOG` with subjects `ev.>` where not given. */
  readonly address?: LogAddress;
  /** For how long the server itself knows a commit id again; 2 minutes where not given. */
  readonly duplicateWindowMilliseconds?: number;
  /** How long an append tries to get through an outage; 10 s where not given. */
  readonly appendMilliseconds?: number;
  /** What is known of how the servers write; see `durabilityOf`. */
  readonly durability?: Capabilities['durability'];
}

export type CompleteLogOptions = LogStreamOptions & Required<JetStreamLogOptions>;

export function withDefaults(options: JetStreamLogOptions): CompleteLogOptions {
  return {
    replicas: 1,
    address: DEFAULT_LOG,
    duplicateWindowMilliseconds: 120_000,
    appendMilliseconds: 10_000,
    durability: 'unproven',
    ...options,
  };
}
