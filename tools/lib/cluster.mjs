import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tryLock } from './lock.mjs';
import { freePorts, isFree, startNatsCluster, startNatsServer } from './nats-process.mjs';
import { SetupError } from './project.mjs';
import { ServiceProcess } from './service-process.mjs';

/** Every service of the distributed mode, in no particular order: none needs another one to start. */
const SERVICES = ['ingest', 'analyst', 'press', 'scheduler', 'gateway'];

/**
 * Starts NATS and every service from the built project on loopback ports. `path` is the nats-server, `nodes` how many of
 * it, `replicas` how many processes of each service, or of each by its name, `port` that of the first gateway and
 * `natsPort` that of the first nats-server, where not any; `env` further settings of all services, `places` where each
 * nats-server runs. A folder that another cluster runs on is refused: two servers on one store would ruin it.
 */
export async function startCluster(options) {
  const release = holdFolder(options.folder);
  try {
    const cluster = await startProcesses(options);
    const stop = async () => {
      await cluster.stop();
      release();
    };
    return { ...cluster, stop };
  } catch (error) {
    release();
    throw error;
  }
}

function holdFolder(folder) {
  let release;
  try {
    release = tryLock(join(folder, 'cluster.lock'));
  } catch (error) {
    throw new SetupError(
      `${folder} is no folder that can be written to (${error.code}).`,
      'Give another one with --data.',
    );
  }
  if (release === undefined) {
    throw new SetupError(
      `Another cluster runs on ${folder}.`,
      'Stop that one first, or give another folder with --data.',
    );
  }
  return release;
}

async function startProcesses({
  path,
  folder,
  nodes = 1,
  replicas = 1,
  port = 0,
  natsPort = 0,
  logLevel = 'info',
  env = {},
  places,
  onLine,
}) {
  // A gateway that is started again keeps its port.
  const countOf = (name) => (typeof replicas === 'number' ? replicas : (replicas[name] ?? 1));
  const ports = await freePorts(countOf('gateway'));
  if (port !== 0) ports[0] = port;
  for (const one of [port, natsPort].filter((number) => number !== 0)) await requireFree(one);
  const secret = secretIn(folder);
  const nats = await startNats({
    path,
    folder: join(folder, 'nats'),
    nodes,
    port: natsPort,
    places,
  });
  const processes = [];
  const stop = async () => {
    await Promise.all(processes.map((one) => one.end('SIGTERM')));
    await nats.stop();
  };
  for (const name of SERVICES) {
    for (let replica = 1; replica <= countOf(name); replica += 1) {
      const label = `${name}-${replica}`;
      const settings = {
        NATS_URL: nats.urls.join(','),
        NATS_MONITORS: nats.nodes.map((node) => node.monitorUrl).join(','),
        NATS_REPLICAS: nodes >= 3 ? '3' : '1',
        DATA_DIR: join(folder, label),
        WIREBRIEF_SECRET: secret,
        ...env,
        PORT: String(name === 'gateway' ? ports[replica - 1] : 0),
        LOG_LEVEL: logLevel,
      };
      const one = new ServiceProcess({ name, label, env: settings, onLine });
      processes.push(one);
      one.launch();
    }
  }
  try {
    const ready = await Promise.all(processes.map((one) => one.ready()));
    const urls = ready.flatMap(({ url }) => url ?? []);
    return { nats, processes, url: urls[0], urls, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function requireFree(port) {
  if (await isFree(port)) return;
  throw new SetupError(
    `Port ${port} is in use by another program.`,
    'Stop that program, or choose another port; 0 takes a free one.',
  );
}

async function startNats({ path, folder, nodes, port, places }) {
  if (nodes > 1) return startNatsCluster({ path, folder, size: nodes, port, places });
  const [free, monitor] = await freePorts(2);
  const server = await startNatsServer({ path, folder, ports: [port || free, monitor] });
  return { nodes: [server], urls: [server.url], stop: () => server.stop() };
}

/** The same at each start over the same folder. */
function secretIn(folder) {
  const file = join(folder, 'secret.key');
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString('base64'), { mode: 0o600 });
  return readFileSync(file, 'utf8');
}
