import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { suitableNatsServers } from '@wirebrief/testing';
import { connect } from 'nats';

import { type Cluster, startCluster } from '../../tools/lib/cluster.mjs';
import { openPdf } from './support/pdf';
import { removeFolder, temporaryFolder } from './support/program';

jest.setTimeout(180_000);

const ROOT = join(__dirname, '../..');
const folder = temporaryFolder();
let cluster: Cluster;

beforeAll(async () => {
  const { path } = suitableNatsServers().newest;
  cluster = await startCluster({ path, folder: join(folder, 'data'), nodes: 3 });
});

afterAll(async () => {
  await cluster.stop();
  removeFolder(folder);
});

/** The commands of docs/operations.md as they stand there, at the addresses of this cluster. */
function commands(): string {
  const text = readFileSync(join(ROOT, 'docs/operations.md'), 'utf8');
  const [, found = ''] = /```sh\n(curl -s localhost:3000\/stories[\s\S]*?)```/.exec(text) ?? [];
  return found
    .replaceAll('localhost:3000', cluster.url.replace('http://', ''))
    .replaceAll('nats://127.0.0.1:4222', cluster.nats.urls.join(','))
    .replaceAll('npx wirebrief', `node ${ROOT}/tools/wirebrief.mjs`);
}

it('leads from the manual to a PDF, on three servers that hold everything three times', async () => {
  const shell = ['-euo', 'pipefail', '-c', commands()];
  const { stdout } = await promisify(execFile)('bash', shell, { cwd: folder });
  expect(stdout).toContain('"outcome":"received"');
  expect(stdout).toMatch(/"number": 1\b/);
  const { text } = openPdf(readFileSync(join(folder, 'latest.pdf')));
  expect(text).toContain('Harbour strike');
  expect(text).toContain('Gazette');

  const client = await connect({ servers: [...cluster.nats.urls] });
  const manager = await client.jetstreamManager();
  const names: string[] = [];
  for await (const { config, cluster: raft } of manager.streams.list()) {
    names.push(config.name);
    expect([config.name, config.num_replicas, raft?.replicas?.length]).toEqual([config.name, 3, 2]);
  }
  await client.close();
  expect(names).toEqual(expect.arrayContaining(['WIREBRIEF_LOG', 'OBJ_WIREBRIEF_BLOBS']));
});

/** What `npm run cluster` with these options says before it ends. */
async function refusal(...options: string[]): Promise<string> {
  const args = [join(ROOT, 'tools/cluster.mjs'), ...options];
  const ended: unknown = await promisify(execFile)(process.execPath, args).catch(
    (error: unknown) => error,
  );
  expect(ended).toMatchObject({ code: 1 });
  return (ended as { stderr: string }).stderr;
}

it('refuses the folder and the port of a cluster that runs, and leaves both alone', async () => {
  expect(await refusal('--data', join(folder, 'data'), '--port', '0')).toMatch(
    /error: Another cluster runs on \S+data\.\n {2}Stop that one first/,
  );
  const { port } = new URL(cluster.url);
  expect(await refusal('--data', join(folder, 'other'), '--port', port)).toContain(
    `error: Port ${port} is in use by another program.\n  Stop that program`,
  );
});
