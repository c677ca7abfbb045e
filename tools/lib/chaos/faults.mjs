import { setTimeout as delay } from 'node:timers/promises';
import { connect } from 'nats';

/** Longer than the time after which a message goes to another replica. */
const PAST_LEASE_MILLISECONDS = 8000;
const LONGEST_ABSENCE = 1500;

/** What is done to a cluster, in the order of the seed; each resolves when what it did is undone. */
export function faultsOf({ cluster, disk, network, random, pauses }) {
  const { processes, nats } = cluster;
  const absence = () => delay(200 + random.below(LONGEST_ABSENCE));
  const kills = processes.map((one) => ({
    name: `kill -9 ${one.label}`,
    run: async () => {
      await one.end('SIGKILL');
      await absence();
      one.launch();
      await one.ready();
    },
  }));
  const stops = processes
    .filter(({ name }) => pauses.includes(name))
    .map((one) => ({
      name: `pause ${one.label} past its lease`,
      run: async () => {
        process.kill(one.pid, 'SIGSTOP');
        await delay(PAST_LEASE_MILLISECONDS);
        process.kill(one.pid, 'SIGCONT');
      },
    }));
  const restarted = async (node) => {
    await node.kill();
    await absence();
    await node.restart();
  };
  const servers = [
    {
      name: 'kill -9 a nats-server',
      run: () => restarted(nats.nodes[random.below(nats.nodes.length)]),
    },
  ];
  if (nats.nodes.length > 1) {
    servers.push({
      name: "kill -9 the leader of the log's stream",
      run: async () => restarted(await leaderOf(nats, 'WIREBRIEF_LOG')),
    });
  }
  if (pauses.includes('nats-server')) {
    servers.push({
      name: 'pause a nats-server',
      run: async () => {
        const node = nats.nodes[random.below(nats.nodes.length)];
        await node.pause();
        await delay(PAST_LEASE_MILLISECONDS);
        node.resume();
      },
    });
  }
  if (network) {
    servers.push({
      name: 'cut a nats-server off from everybody',
      run: async () => {
        network.cut();
        await delay(PAST_LEASE_MILLISECONDS);
        network.mend();
      },
    });
  }
  if (disk)
    servers.push({ name: 'fill the disk of a nats-server', run: () => fullDisk(nats, disk) });
  return random.shuffled([...kills, ...stops, ...servers]);
}

/** The server stops writing by itself; with space again it is started anew, as an operator would. */
async function fullDisk({ nodes }, disk) {
  disk.fill();
  await delay(PAST_LEASE_MILLISECONDS);
  disk.free();
  await nodes.find(({ name }) => name === disk.node).restart();
}

/** Asked again while nobody leads: the fault before may have ended only now. */
async function leaderOf({ nodes, urls }, stream) {
  const client = await connect({ servers: [...urls], maxReconnectAttempts: -1 });
  try {
    for (;;) {
      const leader = await client
        .jetstreamManager({ checkAPI: false, timeout: 2000 })
        .then((manager) => manager.streams.info(stream))
        .then(({ cluster }) => cluster?.leader)
        .catch(() => undefined);
      const node = nodes.find(({ name }) => name === leader);
      if (node !== undefined) return node;
      await delay(500);
    }
  } finally {
    await client.close();
  }
}
