import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { join } from 'node:path';

import { SqliteLogExport, SqliteLogImport } from '@wirebrief/event-store';
import { type LogRecord } from '@wirebrief/kernel';
import {
  type NatsServer,
  recordAt,
  startNatsServer,
  suitableNatsServers,
} from '@wirebrief/testing';
import { connect } from 'nats';

import { ask, post } from './support/http';
import {
  endPrograms,
  MAIN,
  removeFolder,
  startProgram,
  temporaryFolder,
  wirebrief,
} from './support/program';
import { openStory, postArticle, story } from './support/story';

jest.setTimeout(300_000);

const work = temporaryFolder();
const at = (name: string): string => join(work, name);
const FORMS = ['html', 'pdf', 'json'] as const;
const PASSWORD = 'not-to-be-printed';
const servers: NatsServer[] = [];

afterAll(async () => {
  endPrograms();
  await Promise.all(servers.map((server) => server.stop()));
  removeFolder(work);
});

/** A server that asks for a password; its address with the password in it, and as it may be printed. */
async function startServer(
  name: string,
): Promise<{ readonly url: string; readonly shown: string }> {
  const { path } = suitableNatsServers().newest;
  const settings = `authorization { user: wirebrief, password: "${PASSWORD}" }`;
  const server = await startNatsServer({ path, folder: at(name), settings });
  servers.push(server);
  const url = server.url.replace('nats://', `nats://wirebrief:${PASSWORD}@`);
  return { url, shown: server.url };
}

async function recordsIn(folder: string): Promise<readonly LogRecord[]> {
  const log = SqliteLogExport.open({ folder });
  const records: LogRecord[] = [];
  for await (const batch of log.records({ after: 0, until: await log.head() }))
    records.push(...batch);
  await log.close();
  return records;
}

/** Bytes of all files of both editions as a server over the folder gives them out. */
async function editionsFrom(folder: string, env = {}): Promise<readonly Buffer[]> {
  const program = await startProgram(folder, ['--empty'], env);
  const files: Buffer[] = [];
  for (const number of [1, 2]) {
    for (const form of FORMS) {
      const file = `${program.url}/stories/${story.id}/editions/${number}.${form}`;
      const { status, bytes } = await ask(file);
      expect(status).toBe(200);
      files.push(bytes);
    }
  }
  await program.end('SIGTERM');
  return files;
}

it('moves a log and its editions to NATS servers and back, the same to the last byte', async () => {
  const { url, shown } = await startServer('nats');
  const program = await startProgram(at('data'), ['--empty']);
  await openStory(program);
  await postArticle(program, { itemId: 'one' });
  await post(`${program.url}/stories/${story.id}/editions`, {});
  await postArticle(program, { itemId: 'two', killed: 'Nine' });
  await post(`${program.url}/stories/${story.id}/editions`, {});
  await program.end('SIGTERM');

  const there = await wirebrief(['migrate', '--from', at('data'), '--to', url]);
  expect(there).toMatchObject({ code: 0, out: `the same  ${at('data')}  ${shown}\n` });
  expect(there.out + there.err).not.toContain(PASSWORD);
  const back = await wirebrief(['migrate', '--from', url, '--to', at('back')]);
  expect(back).toMatchObject({ code: 0, out: `the same  ${shown}  ${at('back')}\n` });
  const records = await recordsIn(at('data'));
  expect(await recordsIn(at('back'))).toEqual(records);

  const backup = ['backup', '--out', at('nats.gz')];
  const env = { STORE: 'jetstream', NATS_URL: url };
  expect(await wirebrief(backup, { env })).toMatchObject({ code: 0 });
  expect(await wirebrief(['restore', at('nats.gz'), '--data', at('restored')])).toMatchObject({
    code: 0,
  });
  expect(await recordsIn(at('restored'))).toEqual(records);

  const second = await startServer('second');
  const restored = await wirebrief(['restore', at('nats.gz'), '--to', second.url]);
  expect(restored).toMatchObject({ code: 0, out: `restored  ${second.shown}\n` });
  expect((await wirebrief(['migrate', '--from', second.url, '--to', at('third')])).code).toBe(0);
  expect(await recordsIn(at('third'))).toEqual(records);

  const files = await editionsFrom(at('data'));
  expect(await editionsFrom(at('back'))).toEqual(files);
  expect(await editionsFrom(at('restored'))).toEqual(files);
  expect(await editionsFrom(at('node'), env)).toEqual(files);
});

const COMMITS = 4000;

it('goes on where a migration that was killed has come to, on other servers too', async () => {
  const log = SqliteLogImport.open({ folder: at('large') });
  const records = Array.from({ length: COMMITS }, (_, index) =>
    recordAt(index + 1, {
      stream: `default.article.a${index % 100}`,
      firstVersion: Math.floor(index / 100) + 1,
      types: ['RevisionNoted'],
    }),
  );
  await log.write(records);
  await log.close();
  const [one, other] = [await startServer('one'), await startServer('other')];

  const args = ['migrate', '--from', at('large'), '--to', one.url];
  await killedAmidst(args, one.url);
  const last = await wirebrief(args);
  expect(last).toMatchObject({ code: 0, out: `the same  ${at('large')}  ${one.shown}\n` });
  expect(last.err).toMatch(/4000 commits .* continued after position [1-9]\d*\./);
  const onward = await wirebrief(['migrate', '--from', one.url, '--to', other.url]);
  expect(onward).toMatchObject({ code: 0, out: `the same  ${one.shown}  ${other.shown}\n` });
  expect((await wirebrief(['migrate', '--from', other.url, '--to', at('moved')])).code).toBe(0);
  expect(await recordsIn(at('moved'))).toEqual(records);

  const differing = await wirebrief(['migrate', '--from', at('data'), '--to', one.url]);
  expect(differing).toMatchObject({ code: 5, out: '' });
  expect(differing.err).toContain('two logs are not the same');
  const refused = await wirebrief(['restore', at('nats.gz'), '--to', one.url]);
  expect(refused).toMatchObject({ code: 5, out: '' });
  expect(refused.err).toContain('where the backup ends');
});

it('says that there is no log to copy from', async () => {
  const { url } = await startServer('empty');
  const args = ['migrate', '--from', url, '--to', at('nothing')];
  const { code, err } = await wirebrief(args);
  expect([code, err]).toEqual([4, expect.stringContaining('hold no log')]);
});

/** Runs the command and kills it while the log on the server is growing. */
async function killedAmidst(args: readonly string[], url: string): Promise<void> {
  const { host, username: user, password: pass } = new URL(url);
  const client = await connect({ servers: host, user, pass });
  const manager = await client.jetstreamManager();
  const child = spawn(process.execPath, [MAIN, ...args], { stdio: 'ignore' });
  const ended = once(child, 'exit');
  const written = async () =>
    manager.streams.info('WIREBRIEF_LOG').then(
      ({ state }) => state.last_seq,
      () => 0,
    );
  while ((await written()) < COMMITS / 4) await delay(1);
  child.kill('SIGKILL');
  const [code] = (await ended) as [number | null];
  await client.close();
  if (code !== null)
    throw new Error(`the command ended by itself with ${code}: nothing was killed`);
}
