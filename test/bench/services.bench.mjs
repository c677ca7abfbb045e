import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { connect } from 'nats';

import { startCluster } from '../../tools/lib/cluster.mjs';
import { ensureNatsServers, natsServers } from '../../tools/lib/nats-binaries.mjs';
import { startNatsServer } from '../../tools/lib/nats-process.mjs';
import { middle, part, startServer } from './app.bench.mjs';

const FILE = fileURLToPath(import.meta.url);
const COMMAND = 'npm run bench -- services';

/** `few` and `many` are the articles of a story. */
const SIZES = {
  ...{ few: 20, many: 1000, perSecond: 20, seconds: 20 },
  ...{ stories: 1000, submitted: 1000, ordered: 100 },
};
const REPLICAS = [4, 2, 1];
const IN_FLIGHT = 32;
const SPEAKERS = 40;
const WARM_SECONDS = 3;
const WARM_EDITIONS = 20;
const WARM_MILLISECONDS = 15_000;
/** An update that no edition tells by then has been lost. */
const PATIENCE_MILLISECONDS = 180_000;

/** What the services and the one process stand on real servers that sync before they acknowledge. */
export async function run(sizes = SIZES, only = '') {
  await ensureNatsServers();
  const { path } = natsServers().findLast(({ suitable }) => suitable);
  const parts = [
    ['one process', startOneProcess, [updateRows, scheduleRows]],
    ['services', startServices, [updateRows, scheduleRows]],
    ['replicas', startReplicas, [replicaRows]],
  ];
  const rows = [];
  for (const [name, start, measures] of parts.filter(([name]) => name.includes(only))) {
    const folder = mkdtempSync(join(tmpdir(), 'wirebrief-bench-'));
    tell(`${name}: starting`);
    const place = await start(path, folder);
    try {
      for (const measure of measures) rows.push(...(await measure(place, sizes, name)));
    } finally {
      await place.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  }
  tell('');
  return rows.map((row) => ({ command: COMMAND, ...row }));
}

async function startOneProcess(path, folder) {
  const nats = await startNatsServer({ path, folder });
  const options = { args: ['--empty'], env: { NATS_URL: nats.url, LOG_LEVEL: 'error' } };
  const server = await startServer(join(folder, 'data'), options);
  const stop = async () => {
    await server.stop();
    await nats.stop();
  };
  return clientOf({ url: server.url, natsUrl: nats.url, stop });
}

async function startServices(path, folder) {
  const cluster = await startCluster({ path, folder });
  return clientOf({ ...cluster, natsUrl: cluster.nats.urls[0] });
}

async function startReplicas(path, folder) {
  const most = REPLICAS[0];
  const replicas = { analyst: most, press: most };
  const cluster = await startCluster({ path, folder, replicas });
  return clientOf({ ...cluster, natsUrl: cluster.nats.urls[0] });
}

/** Of a running place: how to send to it, and what it tells. */
async function clientOf({ url, natsUrl, stop, processes = [] }) {
  const nats = await connect({ servers: natsUrl });
  const ask = async (subject, body) => {
    const answer = await nats.request(subject, JSON.stringify(body), { timeout: 60_000 });
    if (answer.headers?.get('Content-Type') === 'application/problem+json')
      throw new Error(`${subject}: ${answer.string()}`);
    return answer.json();
  };
  const http = async (method, path, body) => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${await response.text()}`);
    return response.arrayBuffer();
  };
  return {
    ...{ ask, http, processes, nats },
    submit: (update) => ask('wirebrief.articles.submit', update),
    /** Calls back with the data of each notice of an edition. */
    onEdition: (callback) => {
      nats.subscribe('wirebrief.events.edition-issued', {
        callback: (_, message) => callback(message.json().data),
      });
    },
    stop: async () => {
      await nats.close();
      await stop();
    },
  };
}

/** What goes out at once, without waiting for quiet. No edition is due while flashes are measured. */
const RULES = {
  edition: { quietSeconds: 0, longestWaitSeconds: 1 },
  flash: { flashSeconds: 0 },
};

/**
 * From the sending of an update until its reader has the PDF of an edition or flash that tells it. Each update changes
 * a figure; the story's rule waits for nothing more, so that the scheduler orders one at once. While it is made the next
 * updates come, and the next one tells them all.
 */
async function updateRows(place, { few, many, perSecond, seconds }, name) {
  const rows = [];
  for (const articles of [few, many]) {
    const story = `updates-${articles}`;
    await openStory(place, story);
    await load(place, `${name}: ${articles} articles`, articles, (at) =>
      place.submit(updateOf(story, at, 1)),
    );
    for (const [kind, firstVersion] of [
      ['edition', 2],
      ['flash', 1000],
    ]) {
      await warmUp(place, `${name}: warming up on ${articles} articles`, { story, kind });
      const rule = { material: ['figures'], ...RULES[kind] };
      await place.http('PUT', `/stories/${story}/triggers`, rule);
      const what = `${name}: ${perSecond} updates/s on ${articles} articles, ${kind}`;
      const { waits, issued } = await steady(place, what, {
        ...{ story, kind, firstVersion, articles, perSecond, seconds },
      });
      await place.http('PUT', `/stories/${story}/triggers`, { onChange: false });
      const beside = `${waits.length} updates in ${issued} ${kind === 'flash' ? 'flashes' : 'editions'}`;
      for (const [share, goal] of [
        [0.5, 80],
        [0.99, 250],
      ])
        rows.push({
          name: `update message to downloaded PDF of the ${kind}, ${perSecond}/s, story of ${articles} articles, ${share * 100} % (${name})`,
          ...{ value: part(waits, share), unit: 'ms', goal, beside },
        });
    }
  }
  return rows;
}

/** The first editions of a process take many times as long as all that come after. */
async function warmUp(place, what, { story, kind }) {
  const last = performance.now() + WARM_MILLISECONDS;
  for (let count = 1; count <= WARM_EDITIONS && performance.now() < last; count += 1) {
    tell(`${what}: ${kind} ${count}`);
    await place.ask('wirebrief.editions.issue', { story, kind });
  }
}

async function steady(place, what, measured) {
  const { story, kind, firstVersion, articles, perSecond, seconds } = measured;
  const sent = [];
  let issued = 0;
  let failure;
  const keep = (error) => (failure ??= error);
  const download = async ({ number, position }) => {
    await place.http('GET', `/stories/${story}/editions/${number}.pdf`);
    const at = performance.now();
    for (const one of sent) if (one.position <= position) one.readAt ??= at;
  };
  place.onEdition((edition) => {
    if (edition.story !== story || edition.kind !== kind) return;
    issued += 1;
    download(edition).catch(keep);
  });
  const send = async (count) => {
    const one = { sentAt: performance.now(), count, position: Infinity, readAt: undefined };
    sent.push(one);
    // The newest articles: an older one of the same speaker gives no current figure.
    const newest = Math.min(articles, SPEAKERS);
    const version = firstVersion + Math.floor(count / newest);
    const at = articles - newest + (count % newest);
    one.position = (await place.submit(updateOf(story, at, version))).position;
  };
  const total = (WARM_SECONDS + seconds) * perSecond;
  const started = performance.now();
  const sending = [];
  for (let count = 0; count < total; count += 1) {
    await delay(Math.max(0, started + (count * 1000) / perSecond - performance.now()));
    sending.push(send(count).catch(keep));
    tell(`${what}: ${count} of ${total}, ${issued} issued`);
  }
  await Promise.all(sending);
  const last = performance.now() + PATIENCE_MILLISECONDS;
  const isOpen = () => sent.some(({ readAt }) => readAt === undefined);
  while (isOpen() && failure === undefined && performance.now() < last) await delay(20);
  if (failure !== undefined) throw failure;
  const lost = sent.filter(({ readAt }) => readAt === undefined);
  if (lost.length > 0) throw new Error(`${lost.length} updates came into no edition`);
  const counted = sent.slice(WARM_SECONDS * perSecond);
  return { waits: counted.map(({ sentAt, readAt }) => readAt - sentAt), issued };
}

/** Stories with one article each, all due at the same minute: how long after it the last edition is out. */
async function scheduleRows(place, { stories }, name) {
  const opening = await secondsOf(() =>
    load(place, `${name}: ${stories} stories`, stories, async (at) => {
      await openStory(place, `due-${at}`);
      await place.submit(updateOf(`due-${at}`, at, 1));
    }),
  );
  // A schedule takes a part of the time of a story and its article.
  const due = dueMinute(10 + opening);
  const cron = `${due.getUTCMinutes()} ${due.getUTCHours()} * * *`;
  const waits = new Map();
  place.onEdition(({ story }) => {
    if (story.startsWith('due-')) waits.set(story, (Date.now() - due.getTime()) / 1000);
  });
  await load(place, `${name}: ${stories} schedules`, stories, (at) =>
    place.http('PUT', `/stories/due-${at}/schedules/daily`, { cron, timeZone: 'UTC' }),
  );
  if (Date.now() > due.getTime()) throw new Error('the schedules were not set in time');
  const last = due.getTime() + PATIENCE_MILLISECONDS;
  while (waits.size < stories && Date.now() < last) {
    tell(`${name}: ${waits.size} of ${stories} editions that are due at ${due.toISOString()}`);
    await delay(100);
  }
  const seconds = [...waits.values()];
  return [
    {
      name: `${stories} stories due in the same minute until all are out (${name})`,
      value:
        waits.size < stories
          ? `only ${waits.size} within ${PATIENCE_MILLISECONDS / 1000}`
          : Math.max(...seconds),
      ...{ unit: 's', goal: 60, beside: `half of them after ${middle(seconds).toFixed(1)} s` },
    },
  ];
}

/** The next full minute that is at least so many seconds away. */
function dueMinute(seconds) {
  return new Date(Math.ceil((Date.now() + seconds * 1000) / 60_000) * 60_000);
}

/** Updates read and editions issued in a second by so many processes of the service that does it. */
async function replicaRows(place, { submitted, ordered }, name) {
  const stories = Array.from({ length: IN_FLIGHT }, (_, at) => `shared-${at}`);
  for (const story of stories) await openStory(place, story);
  let read = 0;
  // The log's own subjects: commits are heard as they are stored.
  place.nats.subscribe('ev.*.default.article.*', {
    callback: (_, message) => {
      if (message.headers?.get('Wb-Types').includes('RevisionAnalysed')) read += 1;
    },
  });
  const rows = [];
  let version = 0;
  for (const count of REPLICAS) {
    for (const service of ['analyst', 'press']) await keep(place, service, count);
    version += 1;
    read = 0;
    const what = `${name}: ${count}`;
    const reading = await secondsOf(async () => {
      await load(place, `${what} analysts, updates`, submitted, (at) =>
        place.submit(updateOf(stories[at % stories.length], at, version)),
      );
      const last = performance.now() + PATIENCE_MILLISECONDS;
      while (read < submitted && performance.now() < last) await delay(5);
    });
    const issuing = await secondsOf(() =>
      load(place, `${what} presses, editions`, ordered, (at) =>
        place.ask('wirebrief.editions.issue', { story: stories[at % stories.length] }),
      ),
    );
    const beside = `one ingest, ${IN_FLIGHT} in flight`;
    rows.push(
      {
        name: `updates recorded and read, analysts: ${count}`,
        value: read / reading,
        unit: '/s',
        beside,
      },
      {
        name: `editions issued, presses: ${count}`,
        ...{ value: ordered / issuing, unit: '/s' },
        beside: `stories of ${Math.round(submitted / stories.length)} articles`,
      },
    );
  }
  return rows.sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** Ends the processes of the service beyond that number. */
async function keep({ processes }, service, count) {
  const running = processes.filter(({ name }) => name === service);
  await Promise.all(running.slice(count).map((one) => one.end('SIGTERM')));
}

async function openStory(place, id) {
  await place.http('POST', '/stories', { id, title: `Harbour strike ${id}` });
  await place.http('PUT', `/stories/${id}/triggers`, { onChange: false });
}

/** Does so many pieces of work, some at a time. */
async function load(place, what, count, work) {
  let next = 0;
  const one = async () => {
    while (next < count) {
      const at = next++;
      tell(`${what}: ${at + 1} of ${count}`);
      await work(at);
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, one));
}

/** Every version of every article tells another number, in words of its own. */
function updateOf(story, at, version) {
  const killed = 2 + ((at * 7 + version * 3) % 29);
  const published = new Date(Date.UTC(2026, 0, 30, 15, 0, at)).toISOString();
  return {
    ...{
      source: 'harbour-wire',
      outlet: `Harbour Outlet ${at % SPEAKERS}`,
      itemId: `${story}-${at}`,
    },
    ...{ version, stories: [story], published },
    headline: `Missile hits harbour warehouse ${at}`,
    text: [
      `${killed} civilians were killed in the strike on warehouse ${at}, the Mayor of Ward ${at % SPEAKERS} said on Friday.`,
      `Witness ${at} spoke of a column of smoke over quay ${at * 3} and of sirens until ${version} in the morning.`,
    ].join('\n'),
  };
}

async function secondsOf(work) {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}

let told = 0;

/** One line on a terminal, written over; nothing elsewhere. */
function tell(text) {
  if (!process.stderr.isTTY || (text !== '' && performance.now() - told < 100)) return;
  told = performance.now();
  process.stderr.write(`\r\x1b[K${text}`);
}

if (process.argv[1] === FILE) {
  const names = Object.keys(SIZES);
  const options = Object.fromEntries(names.map((name) => [name, { type: 'string' }]));
  const { values } = parseArgs({ options: { ...options, only: { type: 'string' } } });
  const { only, ...given } = values;
  const numbers = Object.fromEntries(
    Object.entries(given).map(([name, text]) => [name, Number(text)]),
  );
  for (const { name, value, unit, goal, beside } of await run({ ...SIZES, ...numbers }, only))
    console.log(
      `${name}: ${typeof value === 'number' ? value.toFixed(1) : value} ${unit}${goal ? ` (goal ${goal})` : ''}; ${beside}`,
    );
}
