// Speed of the log on JetStream beside the raw client on the same server in the same run.
// After a build: node test/bench/jetstream.bench.mjs
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureNatsServers, natsServers } from '../../tools/lib/nats-binaries.mjs';
import { startNatsServer } from '../../tools/lib/nats-process.mjs';

const require = createRequire(import.meta.url);
const { connectJetStream } = require('../../dist/libs/jetstream/src/index.js');
const { SqliteLogReplica } = require('../../dist/libs/event-store/src/index.js');

const clock = () => new Date();
const SENTENCE =
  'The families said that ten or more of their relatives had been killed in the strike on the alley. ';
const COMMITS = 1000;
const REPLAYED = 10_000;
const ROUNDS = 5;

/** About a kilobyte, as a claim with its quote is. */
const eventOf = (number) => ({
  type: 'RevisionAnalysed',
  schema: 1,
  data: { quote: `${number} ${SENTENCE.repeat(8)}`, start: number, claimant: 'families' },
});

let lastCommit = 0;
const commitOf = (stream, expected, events) => ({
  id: `0190c0de-0000-7000-8000-${String((lastCommit += 1)).padStart(12, '0')}`,
  stream,
  expected,
  events,
  meta: { correlationId: `request-${lastCommit}`, actor: 'analyst' },
});

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const secondsOf = async (work) => {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
};

/** Runs `count` pieces of work, so many at a time, each writer its own in order. */
async function inFlight(writers, count, work) {
  await Promise.all(
    Array.from({ length: writers }, async (_, writer) => {
      for (let done = 0; done < count / writers; done += 1) await work(writer, done);
    }),
  );
}

function rawPublisher(connection, headers) {
  const js = connection.client;
  const sequences = new Map();
  return async (writer) => {
    const subject = `raw.${writer}`;
    const commit = commitOf('raw', 0, [eventOf(lastCommit)]);
    const fields = headers();
    fields.set('Wb-Version', '1');
    const ack = await js.publish(subject, JSON.stringify(commit.events), {
      msgID: commit.id,
      headers: fields,
      expect: { lastSubjectSequence: sequences.get(subject) ?? 0 },
    });
    sequences.set(subject, ack.seq);
  };
}

function logWriter(log, name) {
  const versions = new Map();
  return async (writer) => {
    const stream = `daily.article.${name}-${writer}`;
    const expected = versions.get(stream) ?? 0;
    const commit = commitOf(stream, expected, [eventOf(lastCommit)]);
    versions.set(stream, (await log.append(commit)).version);
  };
}

/** Both ways in turn, so that the machine's moods meet both. Medians of commits per second and of their ratio. */
async function appending(writers, count, raw, own) {
  const [raws, owns, ratios] = [[], [], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    raws.push(count / (await secondsOf(() => inFlight(writers, count, raw))));
    owns.push(count / (await secondsOf(() => inFlight(writers, count, own))));
    ratios.push(owns.at(-1) / raws.at(-1));
  }
  return { raw: median(raws), own: median(owns), ratio: median(ratios) };
}

async function rawReplay(connection, stream, count) {
  const consumer = await connection.client.consumers.get(stream);
  const messages = await consumer.consume({ max_messages: 512 });
  let left = count;
  for await (const message of messages) {
    // What a reader cannot do without: the version in the headers, and both lines.
    message.headers.get('Wb-Commit');
    for (const line of message.string().split('\n')) JSON.parse(line);
    if ((left -= 1) === 0) break;
  }
  messages.stop();
}

async function replay(log, after) {
  let commits = 0;
  for await (const batch of log.readAll({ after })) commits += batch.commits.length;
  return commits;
}

async function measure(folder, { path, version }) {
  const server = await startNatsServer({ path, folder });
  const { headers } = require('nats');
  const address = { servers: [server.url.replace('nats://', '')], tls: false };
  const monitors = [server.monitorUrl];
  const jetStream = await connectJetStream(address, {
    name: 'bench',
    clock,
    monitors,
    replicas: 1,
  });
  const { connection } = jetStream;
  const rows = [];
  const add = (name, value, unit, beside, goal) =>
    rows.push({ name: `${name} (${version})`, value, unit, beside, goal });
  await connection.manager.streams.add({ name: 'RAW', subjects: ['raw.>'] });
  const log = await jetStream.openLog();
  const raw = rawPublisher(connection, headers);
  const own = logWriter(log, 'a');

  for (const writers of [1, 64]) {
    await appending(writers, COMMITS / 5, raw, own);
    const rates = await appending(writers, COMMITS, raw, own);
    const beside = `js.publish ${Math.round(rates.raw)}/s`;
    add(`JetStream append, ${writers} in flight`, rates.own, 'commits/s', beside);
    add(`of js.publish, ${writers} in flight`, rates.ratio, 'x', beside, '>= 0.9');
  }

  await inFlight(64, REPLAYED, own);
  const ratios = [];
  const speeds = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const head = await log.head();
    const rawSeconds = await secondsOf(() => rawReplay(connection, 'WIREBRIEF_LOG', head));
    const ownSeconds = await secondsOf(() => replay(log, 0));
    ratios.push(rawSeconds / ownSeconds);
    speeds.push(head / ownSeconds);
  }
  add('JetStream replay, parsed', median(speeds), 'commits/s', `${await log.head()} commits`);
  add('of a raw ordered consumer that parses', median(ratios), 'x', '', '>= 0.8');

  const openReplica = (logIdentity) =>
    SqliteLogReplica.open({ folder: join(folder, 'copy'), logIdentity });
  let copy;
  const filling = await secondsOf(async () => (copy = await jetStream.openLogCopy(openReplica)));
  add('copy of the log made anew', (await copy.head()) / filling, 'commits/s', '');
  for (let at = 0; at < 100; at += 1)
    await copy.append(commitOf('daily.story.kabul', at, [eventOf(at)]));
  const reads = [];
  for (let count = 0; count < 300; count += 1) {
    const read = async () => {
      for await (const commit of copy.readStream('daily.story.kabul'))
        if (commit.version < 1) throw new Error();
    };
    reads.push((await secondsOf(read)) * 1000);
  }
  add(
    'stream of 100 events through the copy, p50',
    median(reads),
    'ms',
    'one question to the leader within',
    '<= 1',
  );
  await copy.close();
  await log.close();
  await jetStream.close();
  await server.stop();
  return rows;
}

/** Rows of name, value and unit, each with the raw limit beside it and the goal where there is one. */
export async function run() {
  await ensureNatsServers();
  const rows = [];
  for (const server of natsServers().filter(({ suitable }) => suitable)) {
    const folder = mkdtempSync(join(tmpdir(), 'wirebrief-bench-'));
    try {
      rows.push(...(await measure(folder, server)));
    } finally {
      rmSync(folder, { recursive: true });
    }
  }
  return rows;
}

function print(rows) {
  const shown = (value) => (value >= 1000 ? String(Math.round(value)) : value.toPrecision(3));
  for (const { name, value, unit, beside, goal } of rows) {
    const figure = `${shown(value).padStart(9)} ${unit.padEnd(10)}`;
    console.log(
      `${name.padEnd(56)}${figure} ${(goal ? `goal ${goal}` : '').padEnd(14)} beside ${beside}`,
    );
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) print(await run());
