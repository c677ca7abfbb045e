export interface NatsBinary {
  readonly path: string;
  /** For instance `2.10.27`. */
  readonly version: string;
  /** Whether the log may be kept on it. */
  readonly suitable: boolean;
}

export function natsServers(): readonly NatsBinary[];
export function ensureNatsServers(): Promise<void>;
