import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startCluster } from '../cluster.mjs';
import { countsOf, problemsOf, unlikeReplays } from './counts.mjs';
import { faultsOf } from './faults.mjs';
import { Load } from './load.mjs';
import { ownNetwork } from './own-network.mjs';
import { randomOf } from './random.mjs';
import { smallDisk } from './small-disk.mjs';

const BETWEEN_MILLISECONDS = 500;
const SETTLE_MILLISECONDS = 120_000;
const LOOK_MILLISECONDS = 2000;

/**
 * Does everything that goes wrong in a year to a cluster under load, and counts at the end. `minutes` 0 does each fault
 * once. `pauses` names what is paused past its lease: services, and `nats-server`. Resolves with counts and what is wrong.
 */
export async function runChaos({
  path,
  folder,
  nodes = 3,
  replicas = 1,
  minutes = 0,
  seed = 1,
  perSecond = 5,
  fullDisk = true,
  partition = true,
  pauses = ['ingest', 'analyst', 'press', 'scheduler', 'nats-server'],
  onEvent = () => undefined,
  onLine,
  signal = new AbortController().signal,
}) {
  const random = randomOf(seed);
  const disk = fullDisk && nodes > 1 ? smallDisk(join(folder, 'nats'), 'n3') : undefined;
  if (fullDisk && nodes > 1 && disk === undefined)
    onEvent('no disk is filled: this user may not mount one');
  const network = partition && nodes > 1 ? ownNetwork() : undefined;
  if (partition && nodes > 1 && network === undefined)
    onEvent('no server is cut off: this user may not make a network');
  const places = network && [
    ...Array.from({ length: nodes - 1 }, () => ({ host: network.host })),
    { host: network.guest, command: network.command },
  ];
  let cluster;
  let load;
  try {
    cluster = await startCluster({ path, folder, nodes, replicas, places, onLine });
    const { processes, nats, url } = cluster;
    load = await Load.start({ url, natsUrls: nats.urls, random, perSecond });
    const faults = await unless(
      signal,
      doFaults({ cluster, disk, network, random, pauses, minutes, onEvent }),
    );
    onEvent('the load ends');
    await load.stop();
    await load.endSchedule();
    const place = { natsUrls: nats.urls, replicas: nodes > 1 ? 3 : 1 };
    const counts = await unless(
      signal,
      settled(() => countsOf({ ...place, load }), onEvent),
    );
    if (problemsOf(counts).length > 0) await tellHealth(processes, onEvent);
    const codes = await Promise.all(processes.map((one) => one.end('SIGTERM')));
    const unlike = await unlikeReplays({ ...place, processes, folder });
    const problems = [...problemsOf(counts), ...unlike];
    if (codes.some((code) => code !== 0)) problems.push(`services ended with ${codes.join(', ')}`);
    return {
      faults,
      counts: {
        ...counts,
        replays: { processes: processes.length, equal: processes.length - unlike.length },
      },
      problems,
    };
  } finally {
    await load?.close();
    await cluster?.stop();
    disk?.unmount();
    network?.remove();
  }
}

/** What is running goes on in the background until everything is stopped. */
function unless(signal, work) {
  const aborted = new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason));
  });
  return Promise.race([work, aborted]);
}

async function doFaults({ minutes, onEvent, ...means }) {
  const end = performance.now() + minutes * 60_000;
  let count = 0;
  do {
    for (const { name, run } of faultsOf(means)) {
      if (count > 0 && minutes > 0 && performance.now() > end) return count;
      onEvent(name);
      await run();
      count += 1;
      await delay(BETWEEN_MILLISECONDS);
    }
  } while (performance.now() < end);
  return count;
}

/** Counts until nothing is missing, or until nothing more has come for as long as any retry may take. */
async function settled(count, onEvent) {
  let [deadline, before] = [0, ''];
  for (;;) {
    const counts = await count();
    const problems = problemsOf(counts);
    const now = JSON.stringify(counts);
    if (problems.length === 0) return counts;
    if (now !== before) {
      deadline = performance.now() + SETTLE_MILLISECONDS;
      onEvent(`not yet: ${problems.join('; ')}`);
    }
    if (performance.now() > deadline) return counts;
    before = now;
    await delay(LOOK_MILLISECONDS);
  }
}

/** What each process says of itself: it shows which of them stands still, and at what. */
async function tellHealth(processes, onEvent) {
  for (const one of processes) {
    const health = await one
      .healthUrl()
      .then((url) => fetch(`${url}/health`, { signal: AbortSignal.timeout(2 * LOOK_MILLISECONDS) }))
      .then((answer) => answer.text())
      .catch(String);
    onEvent(`${one.label}: ${health}`);
  }
}
