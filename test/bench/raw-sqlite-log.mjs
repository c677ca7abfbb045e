// What better-sqlite3 alone takes for the rows that the log writes for a commit: the same tables, indexes, pragmas and
// number of syncs, acknowledged one by one. Without canonical JSON, hash and message for a commit that does not fit.
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';

const require = createRequire(import.meta.url);
const HASH = Buffer.alloc(32, 7);

function open(file, options) {
  const Database = require('better-sqlite3');
  const nativeBinding = process.env.WIREBRIEF_SQLITE_BINDING || undefined;
  return new Database(file, { ...options, nativeBinding });
}

/** Of a file that holds the tables of the log. */
function openTables(file) {
  const database = open(file);
  for (const setting of [
    'synchronous = FULL',
    'foreign_keys = ON',
    'wal_autocheckpoint = 4000',
    'secure_delete = ON',
  ])
    database.pragma(setting);
  database.exec(
    `INSERT OR IGNORE INTO event_kinds (id, tenant, category, type) VALUES (1, 'daily', 'article', 'RevisionAnalysed')`,
  );
  const findStream = database.prepare('SELECT id FROM streams WHERE name = ?').pluck();
  const addStream = database.prepare(
    'INSERT INTO streams (name, version, position) VALUES (?, 0, 0)',
  );
  const addCommit = database.prepare(
    `INSERT INTO commits (commit_id, stream_id, first_version, version, recorded_at, hash, events, meta)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const moveStream = database.prepare(
    'UPDATE streams SET version = ?, position = ? WHERE id = ? AND version = ?',
  );
  const addKind = database.prepare('INSERT INTO commit_kinds (kind_id, position) VALUES (1, ?)');

  function add({ id, stream, expected, at, events, meta }) {
    const streamId = findStream.get(stream) ?? addStream.run(stream).lastInsertRowid;
    const version = expected + 1;
    const { lastInsertRowid: position } = addCommit.run(
      ...[id, streamId, version, version, at, HASH, events, meta],
    );
    if (moveStream.run(version, position, streamId, expected).changes !== 1)
      throw new Error(`${stream} is not at version ${expected}`);
    addKind.run(position);
    return { position, version };
  }
  const group = database.transaction((commits) => commits.map(add));
  return { write: (commits) => group.immediate(commits), close: () => database.close() };
}

/** In the caller's thread, which stands still for each sync. */
export function openRawLog(file) {
  const log = openTables(file);
  return { append: grouped(log.write), close: log.close };
}

/** In a thread of its own, so that the caller's goes on meanwhile. */
export async function startRawLog(file) {
  const worker = new Worker(new URL(import.meta.url), { workerData: { file } });
  await once(worker, 'message');
  const waiting = [];
  worker.on('message', (results) => waiting.shift()(results));
  const write = (commits) =>
    new Promise((resolve) => {
      waiting.push(resolve);
      worker.postMessage(commits);
    });
  const close = async () => {
    worker.postMessage('close');
    await once(worker, 'exit');
  };
  return { append: grouped(write), close };
}

/** What is asked for in one turn is written in one transaction. */
function grouped(write) {
  let [outbox, waiting] = [[], []];
  const flush = async () => {
    const [commits, resolves] = [outbox, waiting];
    [outbox, waiting] = [[], []];
    const results = await write(commits);
    for (const [index, resolve] of resolves.entries()) resolve(results[index]);
  };
  return (commit) =>
    new Promise((resolve) => {
      if (outbox.length === 0) process.nextTick(flush);
      outbox.push(commit);
      waiting.push(resolve);
    });
}

/** Reads all commits of a log and parses them. Gives the number of events. */
export function replayRaw(file) {
  const database = open(file, { readonly: true });
  const rows = database.prepare(
    `SELECT c.position, c.commit_id, s.name, c.first_version, c.version, c.recorded_at, c.hash, c.events, c.meta
     FROM commits c JOIN streams s ON s.id = c.stream_id ORDER BY c.position`,
  );
  let events = 0;
  for (const row of rows.iterate()) {
    events += JSON.parse(row.events).length;
    JSON.parse(row.meta);
  }
  database.close();
  return events;
}

if (!isMainThread && workerData?.file !== undefined) {
  const log = openTables(workerData.file);
  parentPort.on('message', (request) => {
    if (request !== 'close') {
      parentPort.postMessage(log.write(request));
      return;
    }
    log.close();
    parentPort.close();
  });
  parentPort.postMessage('ready');
}
