export interface NatsServerOptions {
  /** The program. */
  readonly path: string;
  /** For its configuration and its store; made where missing, kept when it stops. */
  readonly folder: string;
  /** Of the server; `n1` where not given. */
  readonly name?: string;
  /** True where not given. */
  readonly jetStream?: boolean;
  /** `sync_interval: always`; true where not given. Unknown to servers before 2.10. */
  readonly syncAlways?: boolean;
  /** Further lines of the configuration. */
  readonly settings?: string;
}

export interface NatsServer {
  readonly name: string;
  readonly url: string;
  readonly monitorUrl: string;
  readonly pid: number | undefined;
  readonly log: string;
  launch(): void;
  ready(): Promise<void>;
  kill(): Promise<void>;
  stop(): Promise<void>;
  pause(): Promise<void>;
  resume(): void;
  restart(): Promise<void>;
}

export interface NatsCluster {
  readonly nodes: readonly NatsServer[];
  readonly urls: readonly string[];
  stop(): Promise<void>;
}

export function startNatsServer(options: NatsServerOptions): Promise<NatsServer>;
export function startNatsCluster(
  options: Pick<NatsServerOptions, 'path' | 'folder' | 'syncAlways' | 'settings'> & {
    /** Three where not given. */
    readonly size?: number;
  },
): Promise<NatsCluster>;

/** Ports that the system gave out together, so that they differ. */
export function freePorts(count: number): Promise<readonly number[]>;
