// Speed of the SQLite log beside better-sqlite3 alone and beside the raw limits of this machine, in the same run.
// After a build: node test/bench/event-store.bench.mjs
import {
  closeSync,
  fdatasyncSync,
  mkdtempSync,
  openSync,
  readdirSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { openRawLog, replayRaw, startRawLog } from './raw-sqlite-log.mjs';
import { inFlight, sideBySide } from './side-by-side.mjs';

const { SqliteEventStore, SqliteProjectionStore } = createRequire(import.meta.url)(
  '../../dist/libs/event-store/src/index.js',
);

const clock = () => new Date();
const SENTENCE =
  'The families said that ten or more of their relatives had been killed in the strike on the alley. ';

/** About a kilobyte, as a claim with its quote is; every text differs. */
const eventOf = (number, type = 'RevisionAnalysed') => ({
  type,
  schema: 1,
  data: {
    article: `article-${number}`,
    revision: number % 7,
    quote: { text: `${number} ${SENTENCE.repeat(7)}`, start: number, end: number + 690 },
    figure: { least: number % 50, most: null, group: 'civilians', kind: 'killed' },
    claimant: 'families of the dead',
  },
  sourceTime: '2021-08-30T09:00:00Z',
});

let lastCommit = 0;
const commitOf = (stream, expected, events) => ({
  id: `0190c0de-0000-7000-8000-${String((lastCommit += 1)).padStart(12, '0')}`,
  stream,
  expected,
  events,
  meta: {
    correlationId: `0190c0de-1111-7000-8000-${String(lastCommit).padStart(12, '0')}`,
    actor: 'analyst',
  },
});

const quantile = (values, share) =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))];
const secondsSince = (start) => (performance.now() - start) / 1000;

async function timed(work) {
  const start = performance.now();
  const result = await work();
  return { seconds: secondsSince(start), result };
}

/** fdatasync calls per second after a 4 KiB write into a file that already has its size. */
function rawSyncs(folder, milliseconds = 700) {
  const file = openSync(join(folder, 'raw'), 'w');
  const page = Buffer.alloc(4096, 1);
  for (let index = 0; index < 256; index += 1) writeSync(file, page, 0, page.length, index * 4096);
  fdatasyncSync(file);
  const start = performance.now();
  let count = 0;
  for (; performance.now() - start < milliseconds; count += 1) {
    writeSync(file, page, 0, page.length, (count % 256) * 4096);
    fdatasyncSync(file);
  }
  closeSync(file);
  return count / secondsSince(start);
}

function rawJson() {
  const events = Array.from({ length: 5000 }, (_, index) => [eventOf(index)]);
  let start = performance.now();
  const texts = events.map((event) => JSON.stringify(event));
  const stringify = events.length / secondsSince(start);
  start = performance.now();
  for (const text of texts) JSON.parse(text);
  return { stringify, parse: events.length / secondsSince(start) };
}

async function write(store, { writers, commits, eventsPerCommit }) {
  const latencies = [];
  const delays = monitorEventLoopDelay({ resolution: 1 });
  delays.enable();
  const { seconds } = await timed(() =>
    Promise.all(
      Array.from({ length: writers }, async (_, writer) => {
        const stream = `daily.article.w${writers}-${eventsPerCommit}-${writer}`;
        let version = 0;
        for (let count = 0; count < commits / writers; count += 1) {
          const type =
            (count * writers + writer) % 100 === 0 ? 'EditionIssued' : 'RevisionAnalysed';
          const events = Array.from({ length: eventsPerCommit }, (_, index) =>
            eventOf(count * eventsPerCommit + index, type),
          );
          const start = performance.now();
          ({ version } = await store.append(commitOf(stream, version, events)));
          latencies.push(performance.now() - start);
        }
      }),
    ),
  );
  delays.disable();
  return {
    eventsPerSecond: (latencies.length * eventsPerCommit) / seconds,
    p50: quantile(latencies, 0.5),
    p99: quantile(latencies, 0.99),
    loopDelayP99: delays.percentile(99) / 1e6,
  };
}

async function replay(store, options) {
  let commits = 0;
  let events = 0;
  const { seconds } = await timed(async () => {
    for await (const batch of store.readAll(options)) {
      commits += batch.commits.length;
      for (const commit of batch.commits) events += commit.events.length;
    }
  });
  return { commits, events, seconds };
}

async function streamReads(store, snapshots) {
  const stream = 'daily.story.kabul';
  for (let version = 0; version < 100; version += 1)
    await store.append(commitOf(stream, version, [eventOf(version)]));
  const changed = new Map([['kabul', eventOf(1).data]]);
  await snapshots.save(
    { name: 'stories', codeHash: 'fold', position: await store.head(), changed },
    undefined,
  );
  const read = async (fromVersion) => {
    for await (const commit of store.readStream(stream, { fromVersion }))
      if (commit.version < 0) throw new Error();
  };
  const [whole, tail] = [[], []];
  for (let count = 0; count < 500; count += 1) {
    whole.push((await timed(() => read(1))).seconds * 1e6);
    const withSnapshot = async () => {
      await snapshots.state('stories', 'kabul');
      await read(91);
    };
    tail.push((await timed(withSnapshot)).seconds * 1e6);
  }
  return { whole: quantile(whole, 0.5), tail: quantile(tail, 0.5) };
}

async function visibility(store) {
  const stop = new AbortController();
  const appendedAt = new Map();
  const delays = [];
  const following = (async () => {
    for await (const item of store.follow({ after: await store.head(), signal: stop.signal })) {
      for (const commit of item.commits ?? [])
        delays.push(performance.now() - appendedAt.get(commit.id));
    }
  })();
  for (let count = 0; count < 500; count += 1) {
    const commit = commitOf('daily.article.seen', 'any', [eventOf(count)]);
    appendedAt.set(commit.id, performance.now());
    await store.append(commit);
  }
  while (delays.length < 500) await new Promise(setImmediate);
  stop.abort();
  await following;
  return { p50: quantile(delays, 0.5), p99: quantile(delays, 0.99) };
}

let writersMade = 0;

/** Appends one event to a stream of each writer's own. */
function writer(append) {
  const prefix = `daily.article.beside${(writersMade += 1)}`;
  const versions = new Map();
  return async (number) => {
    const stream = `${prefix}-${number}`;
    const commit = commitOf(stream, versions.get(stream) ?? 0, [eventOf(lastCommit)]);
    versions.set(stream, (await append(commit)).version);
  };
}

const asText = ({ events, meta, ...commit }) => ({
  ...commit,
  at: Date.now(),
  events: JSON.stringify(events),
  meta: JSON.stringify(meta),
});
const bothOf = ({ own, raw }) => `${Math.round(own)}/s of ${Math.round(raw)}/s`;

/** Appends one after the other and 64 at a time, and a replay, each in turn with better-sqlite3 alone. */
async function besideRaw(folder) {
  const data = (name) => join(folder, name);
  for (const name of ['caller', 'thread'])
    await (await SqliteEventStore.open({ folder: data(name), clock })).close();
  const caller = openRawLog(join(data('caller'), 'log.sqlite'));
  const thread = await startRawLog(join(data('thread'), 'log.sqlite'));
  const store = await SqliteEventStore.open({ folder: data('own'), clock });
  const rows = [];
  const add = (name, value, unit, beside, goal) => rows.push({ name, value, unit, beside, goal });

  for (const writers of [1, 64]) {
    const count = writers === 1 ? 200 : 2560;
    for (const [where, log, goal] of [
      ['a thread of its own', thread, '>= 0.9'],
      ["the caller's thread", caller],
    ]) {
      const ownWriter = writer((commit) => store.append(commit));
      const rawWriter = writer((commit) => log.append(asText(commit)));
      const rates = await sideBySide({
        rounds: 20,
        count,
        raw: () => inFlight(writers, count, rawWriter),
        own: () => inFlight(writers, count, ownWriter),
      });
      const name = `append, ${writers} in flight, of better-sqlite3 in ${where}`;
      add(name, rates.ratio, 'x', bothOf(rates), goal);
    }
  }

  const head = await store.head();
  const own = async () => {
    if ((await replay(store, { after: 0 })).events !== head) throw new Error('not all was read');
  };
  const raw = () => replayRaw(join(data('own'), 'log.sqlite'));
  const rates = await sideBySide({ rounds: 8, count: head, raw, own });
  add('replay, of better-sqlite3 that parses', rates.ratio, 'x', bothOf(rates), '>= 0.8');
  await store.close();
  caller.close();
  await thread.close();
  return rows;
}

const bytesIn = (folder) =>
  readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);

async function rawBytes(store) {
  let bytes = 0;
  for await (const { commits } of store.readAll({ after: 0 })) {
    for (const { id, stream, events, meta } of commits)
      bytes += Buffer.byteLength(JSON.stringify({ id, stream, events, meta }));
  }
  return bytes;
}

async function measure(folder) {
  const data = join(folder, 'data');
  const { parse, stringify } = rawJson();
  const compared = await besideRaw(join(folder, 'beside'));
  let store = await SqliteEventStore.open({ folder: data, clock });
  const snapshots = SqliteProjectionStore.open({ folder: data });
  const rows = [...compared];
  const add = (name, value, unit, beside, goal) => rows.push({ name, value, unit, beside, goal });

  const syncs = rawSyncs(folder);
  const serial = await write(store, { writers: 1, commits: 1000, eventsPerCommit: 1 });
  const limit = 1000 / ((syncs + rawSyncs(folder)) / 2);
  add(
    'append, one writer, p50',
    serial.p50,
    'ms',
    `one raw sync ${limit.toFixed(3)} ms`,
    `<= ${(limit + 0.12).toFixed(3)}`,
  );
  add(
    'append, one writer',
    serial.eventsPerSecond,
    'events/s',
    `raw syncs ${Math.round(1000 / limit)}/s`,
  );

  const many = await write(store, { writers: 64, commits: 30_000, eventsPerCommit: 1 });
  const share = (many.eventsPerSecond / stringify).toFixed(2);
  add(
    'append, 64 writers',
    many.eventsPerSecond,
    'events/s',
    `JSON.stringify ${Math.round(stringify)}/s, ${share} of it`,
    '>= 45000',
  );
  add(
    'append, 64 writers, p99',
    many.p99,
    'ms',
    `raw syncs ${Math.round(rawSyncs(folder))}/s`,
    '<= 6',
  );
  add('event loop delay meanwhile, p99', many.loopDelayP99, 'ms', 'timer resolution 1 ms', '<= 2');

  const after = (await store.head()) - 1000;
  await replay(store, { after });
  const tail = await replay(store, { after });
  const perEvent = tail.events / parse;
  add(
    `catch-up of ${tail.events} events`,
    tail.seconds * 1000,
    'ms',
    `JSON.parse of them ${(perEvent * 1000).toFixed(1)} ms`,
    `<= ${(1300 * perEvent + 2).toFixed(1)}`,
  );

  const large = await write(store, { writers: 16, commits: 320, eventsPerCommit: 100 });
  add(
    'append, 16 writers of 100 events',
    large.eventsPerSecond,
    'events/s',
    `JSON.stringify ${Math.round(stringify)}/s`,
    `>= ${Math.round(0.8 * stringify)}`,
  );

  const all = await replay(store, { after: 0 });
  const [fresh] = [rawJson()];
  add(
    'replay, parsed',
    all.events / all.seconds,
    'events/s',
    `JSON.parse ${Math.round(fresh.parse)}/s`,
    `>= ${Math.round(0.9 * fresh.parse)}`,
  );
  const rare = await replay(store, { after: 0, filter: { types: ['EditionIssued'] } });
  add(
    'replay of a type in one of a hundred',
    all.commits / rare.seconds,
    'commits/s passed',
    `${rare.commits} of ${all.commits} commits`,
    '>= 3000000',
  );
  const reads = await streamReads(store, snapshots);
  add(
    'stream of 100 events, p50',
    reads.whole,
    'us',
    `JSON.parse of them ${((100 / fresh.parse) * 1e6).toFixed(0)} us`,
    '<= 150',
  );
  add(
    'snapshot and 10 events, p50',
    reads.tail,
    'us',
    `JSON.parse of ten ${((10 / fresh.parse) * 1e6).toFixed(0)} us`,
    '<= 40',
  );

  const syncTime = 1000 / rawSyncs(folder);
  const seen = await visibility(store);
  add(
    'append until a follower has it, p50',
    seen.p50,
    'ms',
    `one raw sync ${syncTime.toFixed(3)} ms`,
    `<= ${(syncTime + 0.2).toFixed(3)}`,
  );
  add(
    'append until a follower has it, p99',
    seen.p99,
    'ms',
    `p50 ${seen.p50.toFixed(3)} ms`,
    `<= ${(3 * seen.p50).toFixed(3)}`,
  );

  const raw = await rawBytes(store);
  await snapshots.close();
  await store.close();
  rmSync(join(data, 'projections.sqlite'), { force: true });
  add(
    'bytes on disk',
    bytesIn(data) / raw,
    'x raw JSON',
    `${(raw / 1e6).toFixed(1)} MB of JSON`,
    '<= 1.10',
  );
  const opening = await timed(() => SqliteEventStore.open({ folder: data, clock }));
  store = opening.result;
  add('open an existing log', opening.seconds * 1000, 'ms', `${all.commits} commits`);
  await store.close();
  return rows;
}

/** Rows of name, value and unit, each with the raw limit beside it and the goal where there is one. */
export async function run() {
  const folder = mkdtempSync(join(tmpdir(), 'wirebrief-bench-'));
  try {
    return await measure(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function print(rows) {
  const shown = (value) => (value >= 1000 ? String(Math.round(value)) : value.toPrecision(3));
  for (const { name, value, unit, beside, goal } of rows) {
    const figure = `${shown(value).padStart(9)} ${unit.padEnd(17)}`;
    console.log(
      `${name.padEnd(66)}${figure} ${(goal ? `goal ${goal}` : '').padEnd(18)} beside ${beside}`,
    );
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) print(await run());
