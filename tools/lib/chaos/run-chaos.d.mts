import { type ChaosCounts } from './counts.mjs';
import { type LogLine, type ServiceProcess } from '../service-process.mjs';

export interface ChaosOptions {
  /** The nats-server. */
  readonly path: string;
  readonly folder: string;
  readonly nodes?: 1 | 3;
  readonly replicas?: number;
  /** 0 does each fault once. */
  readonly minutes?: number;
  readonly seed?: number;
  /** Messages in a second. */
  readonly perSecond?: number;
  /** Fill the disk of one of three servers, where one may be mounted. */
  readonly fullDisk?: boolean;
  /** Cut one of three servers off, where a network of its own may be made. */
  readonly partition?: boolean;
  /** What is paused past its lease: names of services, and `nats-server`. */
  readonly pauses?: readonly string[];
  /** Ends it: everything is stopped and removed, and the run rejects with the reason. */
  readonly signal?: AbortSignal;
  readonly onEvent?: (what: string) => void;
  readonly onLine?: (process: ServiceProcess, line: LogLine) => void;
}

export interface ChaosReport {
  /** How many. */
  readonly faults: number;
  readonly counts: ChaosCounts & {
    readonly replays: Readonly<Record<'processes' | 'equal', number>>;
  };
  readonly problems: readonly string[];
}

export function runChaos(options: ChaosOptions): Promise<ChaosReport>;
