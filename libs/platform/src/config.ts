import { resolve } from 'node:path';
import { WirebriefError } from '@wirebrief/kernel';
import { z } from 'zod';
import { parseServers, type NatsConfig } from './nats-url';
import { LOG_LEVELS, type LogLevel } from './logger';
import { secret, type Secret } from './secret';

/** Everything that can be set from outside. Read once at the start and passed on; nothing else reads the environment. */
export interface Config {
  /** 0 lets the system choose a free port. */
  readonly port: number;
  readonly host: string;
  /** Absolute path of the folder that holds the log and the blobs. */
  readonly dataDir: string;
  /** Absolute path of the document templates. */
  readonly templatesDir: string;
  readonly logLevel: LogLevel;
  /** Address under which readers reach the service, without a slash at its end; empty where that is not known. */
  readonly publicUrl: string;
  /** Where webhooks may go: public addresses by https, by http too, or any address. */
  readonly webhookTargets: 'public-https' | 'public' | 'any';
  /** What secrets are sealed with. Absent: with a key file in the data folder. */
  readonly secret?: Secret<string>;
  /** Absent: nothing comes or goes over NATS. */
  readonly nats?: NatsConfig;
  /** Where the log and the files of editions are kept: in `dataDir`, or on the NATS servers, which are named then. */
  readonly store: 'folder' | 'jetstream';
  /** Monitoring addresses of the NATS servers, which tell whether an acknowledged commit is on the disk. */
  readonly monitors: readonly string[];
  /** How many NATS servers hold each stream. */
  readonly replicas: 1 | 3;
  /** Where a service of the distributed mode tells how it fares; 0 lets the system choose. */
  readonly healthPort: number;
}

export type VariableName = keyof typeof VARIABLES;
type Environment = Readonly<Record<string, string | undefined>>;

export interface ConfigSources {
  readonly env: Environment;
  /** From command-line options; they win over the environment. */
  readonly overrides?: Readonly<Partial<Record<VariableName, string | undefined>>>;
  /** Where the templates lie that ship with the app. */
  readonly templatesDir: string;
}

interface Variable {
  readonly expected: string;
  readonly example: string;
}

const WEBHOOK_TARGETS = ['public-https', 'public', 'any'] as const;

const VARIABLES = {
  PORT: { expected: 'a whole number from 0 to 65535', example: '3000' },
  HOST: { expected: 'an IP address or a host name, without a port', example: '127.0.0.1' },
  DATA_DIR: { expected: 'the path of a folder', example: './data' },
  TEMPLATES_DIR: { expected: 'the path of a folder', example: './templates' },
  LOG_LEVEL: { expected: `one of ${LOG_LEVELS.join(', ')}`, example: 'info' },
  NATS_URL: {
    expected: 'one or more nats:// or tls:// addresses, separated by commas',
    example: 'nats://127.0.0.1:4222',
  },
  PUBLIC_URL: {
    expected: 'the http or https address at which readers reach the service',
    example: 'https://briefings.example',
  },
  WEBHOOK_TARGETS: { expected: `one of ${WEBHOOK_TARGETS.join(', ')}`, example: 'public-https' },
  WIREBRIEF_SECRET: {
    expected: 'a random text of 32 characters or more, such as `openssl rand -base64 32` gives',
    example: "'...'",
  },
  STORE: {
    expected: 'folder, or jetstream together with NATS_URL',
    example: 'folder',
  },
  NATS_MONITORS: {
    expected:
      'http or https addresses of the monitoring ports of the NATS servers, separated by commas',
    example: 'http://127.0.0.1:8222',
  },
  NATS_REPLICAS: { expected: '1 or 3', example: '3' },
  HEALTH_PORT: { expected: 'a whole number from 0 to 65535', example: '3001' },
} satisfies Record<string, Variable>;

const NAMES = Object.keys(VARIABLES) as readonly VariableName[];

const folder = z
  .string()
  .regex(/^[^\0]+$/)
  .transform((path) => resolve(path));
const port = z
  .string()
  .regex(/^\d{1,5}$/)
  .transform(Number)
  .refine((number) => number <= 65_535);
const monitors = z
  .string()
  .transform((text) => text.split(',').map((part) => part.trim()))
  .pipe(z.array(z.url({ protocol: /^https?$/ })));
const variables = z.object({
  PORT: port,
  HOST: z
    .ipv4()
    .or(z.ipv6())
    .or(z.string().regex(/^[A-Za-z0-9]([A-Za-z0-9.-]{0,252})$/)),
  DATA_DIR: folder,
  TEMPLATES_DIR: folder,
  LOG_LEVEL: z.enum(LOG_LEVELS),
  NATS_URL: z
    .string()
    .transform(parseServers)
    .refine((nats) => nats !== undefined)
    .optional(),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/ })
    .transform((url) => url.replace(/\/+$/, ''))
    .optional(),
  WEBHOOK_TARGETS: z.enum(WEBHOOK_TARGETS),
  WIREBRIEF_SECRET: z.string().min(32).max(1000).transform(secret).optional(),
  STORE: z.enum(['folder', 'jetstream']),
  NATS_MONITORS: monitors.optional(),
  NATS_REPLICAS: z.enum(['1', '3']),
  HEALTH_PORT: port,
});
const schema = variables.refine((given) => given.STORE === 'folder' || given.NATS_URL, {
  path: ['STORE'],
});

/**
 * Options before environment before defaults; an empty variable counts as unset. Throws `WB_CONFIG_INVALID` that names
 * every wrong variable, what was expected and an example, and never a value, which may be a secret.
 */
export function loadConfig(sources: ConfigSources): Config {
  const parsed = schema.safeParse(given(sources));
  if (!parsed.success) {
    throw invalidConfig(
      NAMES.filter((name) => parsed.error.issues.some((issue) => issue.path[0] === name)),
      sources,
    );
  }
  const { PORT, HOST, DATA_DIR, TEMPLATES_DIR, LOG_LEVEL, NATS_URL, ...rest } = parsed.data;
  return {
    port: PORT,
    host: HOST,
    dataDir: DATA_DIR,
    templatesDir: TEMPLATES_DIR,
    logLevel: LOG_LEVEL,
    publicUrl: rest.PUBLIC_URL ?? '',
    webhookTargets: rest.WEBHOOK_TARGETS,
    ...(rest.WIREBRIEF_SECRET !== undefined && { secret: rest.WIREBRIEF_SECRET }),
    ...(NATS_URL !== undefined && { nats: NATS_URL }),
    store: rest.STORE,
    monitors: rest.NATS_MONITORS ?? [],
    replicas: rest.NATS_REPLICAS === '3' ? 3 : 1,
    healthPort: rest.HEALTH_PORT,
  };
}

function given({ env, overrides = {}, templatesDir }: ConfigSources): Record<string, string> {
  const defaults: Partial<Record<VariableName, string>> = {
    PORT: '3000',
    HOST: '127.0.0.1',
    DATA_DIR: './data',
    TEMPLATES_DIR: templatesDir,
    LOG_LEVEL: 'info',
    WEBHOOK_TARGETS: 'public-https',
    STORE: 'folder',
    NATS_REPLICAS: '1',
    HEALTH_PORT: '0',
  };
  const values: Record<string, string> = {};
  for (const name of NAMES) {
    const value = [overrides[name], env[name]?.trim(), defaults[name]].find(isSet);
    if (value !== undefined) values[name] = value;
  }
  return values;
}

const isSet = (value: string | undefined) => value !== undefined && value !== '';

function invalidConfig(names: readonly VariableName[], { overrides = {} }: ConfigSources) {
  const problems = names.map((name) => {
    const origin = isSet(overrides[name]) ? ' (given as an option)' : '';
    return `${name}${origin} must be ${VARIABLES[name].expected}`;
  });
  const examples = names.map((name) => `${name}=${VARIABLES[name].example}`);
  return new WirebriefError(
    'WB_CONFIG_INVALID',
    'invalid',
    `The configuration is wrong: ${problems.join('; ')}.`,
    `Correct ${names.join(', ')}, for instance ${examples.join(' ')}; .env.example describes each variable.`,
  );
}
