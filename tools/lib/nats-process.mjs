import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const READY_MILLISECONDS = 30_000;
const STANDSTILL_MILLISECONDS = 50;
const HOST = '127.0.0.1';

/**
 * Starts one nats-server with JetStream on loopback ports that stay the same over a restart. `syncAlways` makes it
 * write to the disk before it acknowledges; `settings` are further lines of its configuration. `host` is another address
 * than loopback, `command` what the program is started by.
 */
export async function startNatsServer({
  path,
  folder,
  name = 'n1',
  jetStream = true,
  syncAlways = true,
  settings = '',
  ports,
  cluster,
  host = HOST,
  command = [],
}) {
  const [client, monitor] = ports ?? (await freePorts(2));
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${name}.conf`);
  writeFileSync(
    file,
    configuration({
      name,
      host,
      client,
      monitor,
      store: jetStream ? join(folder, name) : undefined,
      syncAlways,
      settings,
      cluster,
    }),
  );
  const server = new NatsServer({ command: [...command, path], file, name, host, client, monitor });
  server.launch();
  // A node of a cluster is ready only once most of the others are there.
  if (cluster === undefined) await server.ready();
  return server;
}

/**
 * Starts a cluster whose nodes know one another. Ready when it has elected a leader and every node follows it. `port` is
 * that of the first one for clients, where not any; `places` are `host` and `command` of each.
 */
export async function startNatsCluster({
  path,
  folder,
  size = 3,
  port = 0,
  syncAlways = true,
  settings,
  places = [],
}) {
  const ports = await freePorts(size * 3);
  if (port !== 0) ports[0] = port;
  const routes = Array.from(
    { length: size },
    (_, index) => `${places[index]?.host ?? HOST}:${ports[index * 3 + 2]}`,
  );
  const nodes = [];
  for (let index = 0; index < size; index += 1) {
    const node = await startNatsServer({
      path,
      folder,
      name: `n${index + 1}`,
      syncAlways,
      settings,
      ports: ports.slice(index * 3, index * 3 + 2),
      cluster: { listen: routes[index], routes },
      ...places[index],
    });
    nodes.push(node);
  }
  const stop = async () => {
    await Promise.all(nodes.map((node) => node.stop()));
  };
  try {
    await Promise.all(nodes.map((node) => node.ready()));
  } catch (error) {
    await stop();
    throw error;
  }
  return { nodes, urls: nodes.map((node) => node.url), stop };
}

/** One server process and what it says. */
class NatsServer {
  #process;
  #log = '';
  #place;

  constructor(place) {
    this.#place = place;
  }

  get name() {
    return this.#place.name;
  }

  /** `nats://127.0.0.1:41234`. */
  get url() {
    return `nats://${this.#place.host}:${this.#place.client}`;
  }

  /** `http://127.0.0.1:41235`, with /varz and /healthz. */
  get monitorUrl() {
    return `http://${this.#place.host}:${this.#place.monitor}`;
  }

  get pid() {
    return this.#process?.pid;
  }

  /** What the server has written about itself since its last start. */
  get log() {
    return this.#log;
  }

  launch() {
    this.#log = '';
    const { command, file } = this.#place;
    const child = spawn(command[0], [...command.slice(1), '-c', file], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    child.on('error', (error) => (this.#log += String(error)));
    child.stderr.setEncoding('utf8').on('data', (text) => (this.#log += text));
    this.#process = child;
  }

  /** Resolves when clients are served and JetStream, where it is on, is in working order. */
  async ready() {
    const deadline = Date.now() + READY_MILLISECONDS;
    while (!(await this.#isHealthy())) {
      if (this.#hasEnded() || Date.now() > deadline) {
        throw new Error(`${this.#place.command.join(' ')} is not ready:\n${this.#log}`);
      }
      await delay(20);
    }
  }

  /** Stops at once, without a word to anyone, as when the machine fails. */
  async kill() {
    await this.#end('SIGKILL');
  }

  async stop() {
    this.resume();
    await this.#end('SIGTERM');
  }

  /** Lets the process stand still, as a machine that is overloaded or cut off. */
  async pause() {
    this.#process?.kill('SIGSTOP');
    // The signal is sent at once; the last of the threads stands still a little later.
    await delay(STANDSTILL_MILLISECONDS);
  }

  resume() {
    this.#process?.kill('SIGCONT');
  }

  /** Starts again on the same ports and the same store. */
  async restart() {
    await this.stop();
    this.launch();
    await this.ready();
  }

  async #isHealthy() {
    if (!this.#log.includes('Server is ready')) return false;
    const answer = await fetch(`${this.monitorUrl}/healthz`).catch(() => undefined);
    await answer?.body?.cancel();
    return answer?.ok === true;
  }

  #hasEnded() {
    const { exitCode, signalCode, pid } = this.#process;
    return exitCode !== null || signalCode !== null || pid === undefined;
  }

  async #end(signal) {
    if (this.#process === undefined || this.#hasEnded()) return;
    const ended = once(this.#process, 'exit');
    this.#process.kill(signal);
    await ended;
  }
}

function configuration({ name, host, client, monitor, store, syncAlways, settings, cluster }) {
  const lines = [
    `server_name: ${name}`,
    `listen: "${host}:${client}"`,
    `http: "${host}:${monitor}"`,
  ];
  if (store !== undefined) {
    const sync = syncAlways ? ', sync_interval: always' : '';
    lines.push(`jetstream { store_dir: ${JSON.stringify(store)}${sync} }`);
  }
  if (cluster !== undefined) {
    const routes = cluster.routes.map((route) => `"nats://${route}"`).join(', ');
    lines.push(`cluster { name: c1, listen: "${cluster.listen}", routes: [${routes}] }`);
  }
  return `${[...lines, settings].join('\n')}\n`;
}

/** Whether somebody could listen on that port of loopback now. */
export async function isFree(port) {
  const listener = createServer().listen(port, HOST);
  try {
    await once(listener, 'listening');
  } catch {
    return false;
  }
  listener.close();
  await once(listener, 'close');
  return true;
}

/** Ports that the system gave out together, so that they differ. */
export async function freePorts(count) {
  const listeners = Array.from({ length: count }, () => createServer().listen(0, HOST));
  await Promise.all(listeners.map((listener) => once(listener, 'listening')));
  const ports = listeners.map((listener) => listener.address().port);
  await Promise.all(
    listeners.map((listener) => {
      listener.close();
      return once(listener, 'close');
    }),
  );
  return ports;
}
