import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { type Config, loadConfig } from '@wirebrief/platform';
import { natsServers } from '@wirebrief/testing';
import { parse } from 'yaml';

const ROOT = join(__dirname, '../..');
const at = (path: string): string => join(ROOT, path);
const SERVICES = ['analyst', 'gateway', 'ingest', 'press', 'scheduler'];
const NATS = ['nats-1', 'nats-2', 'nats-3'];
/** What the person who runs it has to set. */
const SET = {
  NATS_PASSWORD: '12e5',
  NATS_ROUTE_PASSWORD: '99',
  WIREBRIEF_SECRET: 's'.repeat(44),
};

interface Container {
  readonly image: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly entrypoint?: readonly string[];
  readonly command?: readonly string[];
  readonly healthcheck: { readonly test: readonly string[] };
  readonly volumes: readonly (string | { readonly type: string; readonly target: string })[];
  readonly read_only: boolean;
  readonly cap_drop: readonly string[];
  readonly mem_limit: string;
  readonly networks: readonly string[];
  readonly ports?: readonly string[];
}

const compose = parse(readFileSync(at('docker-compose.yml'), 'utf8'), { merge: true }) as {
  readonly services: Readonly<Record<string, Container>>;
  readonly volumes: Readonly<Record<string, unknown>>;
};

/** Variables put in as compose does; throws for one that has to be set and is not. */
function filledIn(text: string, set: Readonly<Record<string, string>> = SET): string {
  return text.replace(
    /\$\{(\w+)(?:(:-|:\?)([^}]*))?\}/g,
    (_, name: string, kind?: string, rest = '') => {
      const value = set[name] ?? '';
      if (value === '' && kind === ':?') throw new Error(`${name} is to be set ${String(rest)}`);
      return value === '' && kind === ':-' ? String(rest) : value;
    },
  );
}

function container(name: string): Container {
  const found = compose.services[name];
  if (found === undefined) throw new Error(`docker-compose.yml has no ${name}`);
  return found;
}

function environmentOf(name: string): Record<string, string> {
  const { environment } = container(name);
  return Object.fromEntries(
    Object.entries(environment).map(([key, value]) => [key, filledIn(value)]),
  );
}

function configOf(name: string): Config {
  const env = { STORE: 'jetstream', ...environmentOf(name) };
  return loadConfig({ env, templatesDir: at('templates') });
}

describe('docker-compose.yml', () => {
  it('keeps to the schema of compose files', () => {
    const linter = at('node_modules/dclint/bin/dclint.cjs');
    const args = [linter, '--quiet', at('docker-compose.yml')];
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    expect([status, stdout + stderr]).toEqual([0, expect.any(String)]);
  });

  it('has every service of the distributed mode, and three NATS servers', () => {
    expect(Object.keys(compose.services).sort()).toEqual([...SERVICES, ...NATS].sort());
    expect(Object.keys(compose.volumes).sort()).toEqual(NATS);
  });

  it.each([...SERVICES, ...NATS])('gives %s no more rights than it needs', (name) => {
    const { read_only, cap_drop, mem_limit, image, networks } = container(name);
    expect({ read_only, cap_drop }).toEqual({ read_only: true, cap_drop: ['ALL'] });
    expect(mem_limit).toMatch(/^\d+[mg]$/);
    expect(filledIn(image)).toMatch(/^(wirebrief|nats:\d+\.\d+\.\d+-alpine)$/);
    expect(networks).toContain('inside');
  });

  it.each(SERVICES)('starts %s from the built project with settings that it takes', (name) => {
    const { entrypoint = [], healthcheck, volumes } = container(name);
    expect(entrypoint[0]).toBe('node');
    expect(entrypoint[1]).toBe(`dist/apps/${name}/src/main.js`);
    expect(existsSync(at(entrypoint[1] ?? ''))).toBe(true);
    expect(healthcheck.test.slice(0, 2)).toEqual(['CMD', 'node']);
    expect(existsSync(at(healthcheck.test[2] ?? ''))).toBe(true);
    const { dataDir, replicas, nats, healthPort, monitors } = configOf(name);
    expect(volumes).toEqual([{ type: 'volume', target: dataDir }]);
    expect(monitors).toEqual(NATS.map((server) => `http://${server}:8222`));
    expect({ replicas, healthPort }).toEqual({ replicas: 3, healthPort: 3001 });
    expect(nats?.servers).toEqual(NATS.map((server) => `${server}:4222`));
    expect(nats?.credentials?.reveal()).toEqual({ user: 'wirebrief', pass: SET.NATS_PASSWORD });
    // Every variable is one that Wirebrief reads, or it would do nothing.
    const known = readFileSync(at('.env.example'), 'utf8');
    for (const variable of Object.keys(environmentOf(name)))
      expect(known).toContain(`${variable}=`);
  });

  it('serves HTTP on this machine only, at the port that the gateway listens on', () => {
    const [published = ''] = container('gateway').ports ?? [];
    expect(filledIn(published)).toBe(`127.0.0.1:3000:${configOf('gateway').port}`);
    const others = Object.entries(compose.services).filter(([, { ports }]) => ports !== undefined);
    expect(others.map(([name]) => name)).toEqual(['gateway']);
  });

  it.each(Object.keys(SET))('is refused where %s is not set', (name) => {
    const text = readFileSync(at('docker-compose.yml'), 'utf8');
    expect(() => filledIn(text, SET)).not.toThrow();
    expect(() => filledIn(text, { ...SET, [name]: '' })).toThrow(name);
  });
});

describe('docker/nats-server.conf', () => {
  const suitable = natsServers().filter((server) => server.suitable);

  it.each(NATS)('is mounted where %s looks for it, beside a volume of its own', (name) => {
    const { command, volumes, environment } = container(name);
    expect(command).toEqual(['--config', '/etc/nats/nats-server.conf']);
    expect(volumes).toEqual([
      './docker/nats-server.conf:/etc/nats/nats-server.conf:ro',
      `${name}:/data`,
    ]);
    expect(environment['NATS_NAME']).toBe(name);
  });

  it.each(suitable)('is taken by nats-server $version, with passwords of digits', ({ path }) => {
    for (const name of NATS) {
      const args = ['-t', '-c', at('docker/nats-server.conf')];
      const env = environmentOf(name);
      expect(spawnSync(path, args, { env, encoding: 'utf8' })).toMatchObject({ status: 0 });
      const { NATS_PASSWORD, ...missing } = env;
      expect(spawnSync(path, args, { env: missing })).toMatchObject({ status: 1 });
    }
  });

  it('syncs always, asks for a password, has limits, and every variable of it is set', () => {
    const text = readFileSync(at('docker/nats-server.conf'), 'utf8');
    for (const line of [
      'sync_interval: always',
      'user: wirebrief',
      'store_dir: "/data"',
      'max_file_store: 20GB',
      'listen: "0.0.0.0:4222"',
    ])
      expect(text).toContain(line);
    const variables = [...text.matchAll(/\$(\w+)/g)].map(([, name]) => name ?? '');
    for (const server of NATS) {
      const routes = environmentOf(server);
      expect(Object.keys(routes).sort()).toEqual([...new Set(variables)].sort());
      NATS.forEach((name, index) => {
        expect(routes[`NATS_ROUTE_${index + 1}`]).toContain(`@${name}:6222`);
      });
    }
    const health = container('nats-1').healthcheck.test.at(-1) ?? '';
    expect(text).toContain(`http: "0.0.0.0:${new URL(health).port}"`);
  });
});

describe('Dockerfile', () => {
  const lines = readFileSync(at('Dockerfile'), 'utf8').replaceAll('\\\n', ' ').split('\n');
  const argumentsOf = (instruction: string): readonly string[] =>
    lines
      .filter((line) => line.startsWith(`${instruction} `))
      .map((line) => line.slice(instruction.length + 1));

  it('copies what is there, owned by root, and runs as somebody else', () => {
    const ignored = readFileSync(at('.dockerignore'), 'utf8').split('\n');
    for (const copy of argumentsOf('COPY')) {
      const words = copy.split(' ').filter((word) => !word.startsWith('--'));
      for (const source of words.slice(0, -1)) {
        const path = source.replace('/app/', '');
        expect([path, existsSync(at(path))]).toEqual([path, true]);
        if (!copy.includes('--from=build')) expect(ignored).not.toContain(path);
      }
      expect(copy).not.toContain('--chown');
    }
    expect(argumentsOf('USER')).toEqual(['node']);
    expect(argumentsOf('VOLUME')).toEqual(['/data']);
    expect(lines.indexOf('USER node')).toBeGreaterThan(
      lines.findLastIndex((line) => line.startsWith('COPY') || line.startsWith('RUN')),
    );
  });

  it('starts programs that are there, and looks after them with a file of the image', () => {
    const [entrypoint = ''] = argumentsOf('ENTRYPOINT');
    const [, file = ''] = JSON.parse(entrypoint) as readonly string[];
    expect(statSync(at(file)).isFile()).toBe(true);
    expect(execFileSync(process.execPath, [at(file), '--version'], { encoding: 'utf8' })).toMatch(
      /^\d/,
    );
    expect(argumentsOf('HEALTHCHECK').join(' ')).toContain('"docker/health.mjs"');
    expect(argumentsOf('EXPOSE')).toEqual(['3000']);
    expect(argumentsOf('ENV').join(' ')).toContain('HOST=0.0.0.0 PORT=3000 DATA_DIR=/data');
  });
});

describe('docker/health.mjs', () => {
  const look = (env: Record<string, string>) =>
    promisify(execFile)(process.execPath, [at('docker/health.mjs')], { env }).then(
      () => 'healthy',
      () => 'not healthy',
    );

  it('says whether the process does its work, at the port of its health or of HTTP', async () => {
    let status = 200;
    const server = createServer((request, response) => {
      response.writeHead(request.url === '/health' ? status : 404).end();
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const port = String((server.address() as AddressInfo).port);
    expect(await look({ HEALTH_PORT: port, PORT: '1' })).toBe('healthy');
    expect(await look({ PORT: port })).toBe('healthy');
    status = 503;
    expect(await look({ PORT: port })).toBe('not healthy');
    server.close();
    expect(await look({ PORT: port })).toBe('not healthy');
  });
});
