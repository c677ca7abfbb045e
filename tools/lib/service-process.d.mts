export interface LogLine {
  readonly message: string;
  readonly [field: string]: unknown;
}

export interface ServiceProcessOptions {
  /** Of the app: `ingest`. */
  readonly name: string;
  /** Of the replica: `ingest-2`. */
  readonly label?: string;
  readonly env: Readonly<Record<string, string>>;
  readonly onLine?: (process: ServiceProcess, line: LogLine) => void;
}

export class ServiceProcess {
  constructor(options: ServiceProcessOptions);
  readonly name: string;
  readonly label: string;
  readonly pid: number | undefined;
  readonly log: readonly LogLine[];
  launch(): void;
  healthUrl(): Promise<string>;
  ready(): Promise<LogLine>;
  said(message: string, milliseconds?: number): Promise<LogLine>;
  end(signal?: NodeJS.Signals): Promise<number | null>;
}
