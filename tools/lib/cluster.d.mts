import { type NatsCluster } from './nats-process.mjs';
import { type LogLine, type ServiceProcess } from './service-process.mjs';

export interface ClusterOptions {
  readonly path: string;
  readonly folder: string;
  readonly nodes?: number;
  readonly replicas?: number | Readonly<Record<string, number>>;
  readonly port?: number;
  readonly natsPort?: number;
  readonly logLevel?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly onLine?: (process: ServiceProcess, line: LogLine) => void;
}

export interface Cluster {
  readonly nats: NatsCluster;
  readonly processes: readonly ServiceProcess[];
  readonly url: string;
  readonly urls: readonly string[];
  stop(): Promise<void>;
}

export function startCluster(options: ClusterOptions): Promise<Cluster>;
