// Speed of the log on JetStream beside the raw client that stores and reads the same messages on the same server.
// After a build: node test/bench/jetstream.bench.mjs
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureNatsServers, natsServers } from '../../tools/lib/nats-binaries.mjs';
import { startNatsServer } from '../../tools/lib/nats-process.mjs';
import { inFlight, median, secondsOf, sideBySide } from './side-by-side.mjs';

const require = createRequire(import.meta.url);
const { connectJetStream } = require('../../dist/libs/jetstream/src/index.js');
const { SqliteLogReplica } = require('../../dist/libs/event-store/src/index.js');

const clock = () => new Date();
const SENTENCE =
  'The families said that ten or more of their relatives had been killed in the strike on the alley. ';
const REPLAYED = 10_000;
const HASH = '0'.repeat(64);

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

/** The same bytes under the same headers and expectations, with neither canonical JSON nor a hash nor an index of ids. */
function rawPublisher(connection, headers) {
  const js = connection.client;
  const last = new Map();
  return async (writer) => {
    const stream = `daily.article.a-${writer}`;
    const { seq, version } = last.get(stream) ?? { seq: 0, version: 0 };
    const commit = commitOf(stream, version, [eventOf(lastCommit)]);
    const fields = headers();
    fields.set('Wb-Commit', `${version + 1} ${version + 1} ${Date.now()} ${HASH}`);
    fields.set('Wb-Types', JSON.stringify(commit.events.map(({ type }) => type)));
    const lines = `${JSON.stringify(commit.events)}\n${JSON.stringify(commit.meta)}`;
    const ack = await js.publish(`raw.7.${stream}`, lines, {
      msgID: commit.id,
      headers: fields,
      expect: { lastSubjectSequence: seq },
    });
    last.set(stream, { seq: ack.seq, version: version + 1 });
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

async function rawReplay(connection, stream, count) {
  const consumer = await connection.client.consumers.get(stream);
  const messages = await consumer.consume({ max_messages: 512 });
  let left = count;
  for await (const message of messages) {
    // What a reader cannot do without: id, versions and hash in the headers, and both lines.
    message.headers.get('Nats-Msg-Id');
    message.headers.get('Wb-Commit').split(' ');
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

const bothOf = ({ own, raw }) => `${Math.round(own)}/s of ${Math.round(raw)}/s`;

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
    const count = writers === 1 ? 200 : 1280;
    const rates = await sideBySide({
      rounds: 16,
      count,
      raw: () => inFlight(writers, count, raw),
      own: () => inFlight(writers, count, own),
    });
    add(
      `JetStream append, ${writers} in flight, of js.publish`,
      rates.ratio,
      'x',
      bothOf(rates),
      '>= 0.9',
    );
  }

  await inFlight(64, REPLAYED, own);
  const head = await log.head();
  const rates = await sideBySide({
    rounds: 8,
    count: head,
    raw: () => rawReplay(connection, 'WIREBRIEF_LOG', head),
    own: async () => {
      if ((await replay(log, 0)) !== head) throw new Error('not all was read');
    },
  });
  add(
    'JetStream replay, of a raw ordered consumer that parses',
    rates.ratio,
    'x',
    bothOf(rates),
    '>= 0.8',
  );

  const openReplica = (logIdentity) =>
    SqliteLogReplica.open({ folder: join(folder, 'copy'), logIdentity });
  let copy;
  const filling = await secondsOf(async () => (copy = await jetStream.openLogCopy(openReplica)));
  add('copy of the log made anew', (await copy.head()) / filling, 'commits/s', '');
  const throughCopy = logWriter(copy, 'b');
  const copying = await sideBySide({
    rounds: 6,
    count: 1280,
    raw: () => inFlight(64, 1280, raw),
    own: () => inFlight(64, 1280, throughCopy),
  });
  const name = 'append with a copy here, 64 in flight, of js.publish';
  add(name, copying.ratio, 'x', bothOf(copying));
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
      `${name.padEnd(66)}${figure} ${(goal ? `goal ${goal}` : '').padEnd(14)} beside ${beside}`,
    );
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) print(await run());
