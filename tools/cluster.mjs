#!/usr/bin/env node
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { startCluster } from './lib/cluster.mjs';
import { ensureNatsServers, natsServers } from './lib/nats-binaries.mjs';
import { isFree } from './lib/nats-process.mjs';
import { runTool, say, SetupError } from './lib/project.mjs';
import { prepareToRun } from './setup.mjs';

const HELP = `The distributed mode on this machine: nats-servers and every service as processes of their own.

  npm run cluster
  npm run cluster -- --nodes 3 --replicas 2
  npm run cluster -- --data /var/tmp/wirebrief --port 8080

  --nodes <n>      nats-servers: 1, or 3 that hold every stream three times (default 1)
  --replicas <n>   processes of each service (default 1)
  --port <n>       of the HTTP gateway (default 3000; 0 chooses one)
  --nats-port <n>  of the first nats-server (default 4222 where that is free; 0 chooses one)
  --data <folder>  kept after the end; without it everything is in a temporary folder
  --verbose        show all that the services say

LOG_LEVEL, PUBLIC_URL, TEMPLATES_DIR and WEBHOOK_TARGETS of the environment are
those of the services; .env.example describes them. Ctrl-C ends all of it.
`;

/** Where clients look for a server that they are told nothing of. */
const NATS_PORT = 4222;

const PASSED_ON = ['LOG_LEVEL', 'PUBLIC_URL', 'TEMPLATES_DIR', 'WEBHOOK_TARGETS'];

const OPTIONS = {
  nodes: { type: 'string', default: '1' },
  replicas: { type: 'string', default: '1' },
  port: { type: 'string', default: '3000' },
  'nats-port': { type: 'string' },
  data: { type: 'string' },
  verbose: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
};

function optionsOf(args) {
  try {
    const { values } = parseArgs({ args, options: OPTIONS });
    const [nodes, replicas, port] = [values.nodes, values.replicas, values.port].map(Number);
    const natsPort = values['nats-port'] === undefined ? undefined : Number(values['nats-port']);
    if (![1, 3].includes(nodes)) throw new Error('--nodes is 1 or 3');
    if (!(Number.isInteger(replicas) && replicas >= 1 && replicas <= 9))
      throw new Error('--replicas is a whole number from 1 to 9');
    for (const [name, one] of [
      ['--port', port],
      ['--nats-port', natsPort ?? 0],
    ]) {
      if (!(Number.isInteger(one) && one >= 0 && one <= 65_535))
        throw new Error(`${name} is a whole number from 0 to 65535`);
    }
    return { ...values, nodes, replicas, port, natsPort };
  } catch (error) {
    throw new SetupError(`${error.message}.`, 'See npm run cluster -- --help.');
  }
}

async function main(options) {
  await ensureNatsServers();
  await prepareToRun();
  const server = natsServers().findLast(({ suitable }) => suitable);
  const folder = options.data
    ? resolve(options.data)
    : mkdtempSync(join(tmpdir(), 'wirebrief-cluster-'));
  let stopping = false;
  const stopped = new Promise((resolveStop) => {
    for (const signal of ['SIGINT', 'SIGTERM']) {
      process.on(signal, () => {
        stopping = true;
        resolveStop();
      });
    }
  });
  say(`Starting ${options.nodes} × nats-server ${server.version} and the services.`);
  const onLine = ({ label }, line) => {
    if (options.verbose || ['warn', 'error'].includes(line.level))
      say(`${label}: ${JSON.stringify(line)}`);
  };
  try {
    const natsPort = options.natsPort ?? ((await isFree(NATS_PORT)) ? NATS_PORT : 0);
    const passedOn = PASSED_ON.filter((name) => process.env[name]);
    const env = Object.fromEntries(passedOn.map((name) => [name, process.env[name]]));
    const settings = { ...options, natsPort, path: server.path, folder, env, onLine };
    // Ctrl-C goes to the services as well: one that it ends before it is ready is no failure.
    const cluster = await startCluster(settings).catch((error) => {
      if (!stopping) throw error;
    });
    if (cluster === undefined) return;
    await tell(cluster, options, folder);
    await stopped;
    say('Stopping.');
    await cluster.stop();
  } finally {
    if (!options.data) rmSync(folder, { recursive: true, force: true });
  }
}

async function tell(cluster, options, folder) {
  const health = await Promise.all(
    cluster.processes.map(
      async (one) => `  ${one.label.padEnd(12)} ${await one.healthUrl()}/health`,
    ),
  );
  process.stdout.write(
    [
      'Wirebrief is running, distributed. Ctrl-C stops it.',
      '',
      ...cluster.urls.map((url) => `  ${url}/`),
      `  export NATS_URL=${cluster.nats.urls.join(',')}`,
      '',
      ...health,
      '',
      `Data: ${folder}${options.data ? '' : ' (removed at the end)'}`,
      '',
    ].join('\n'),
  );
}

await runTool(async () => {
  const options = optionsOf(process.argv.slice(2));
  if (options.help) process.stdout.write(HELP);
  else await main(options);
});
