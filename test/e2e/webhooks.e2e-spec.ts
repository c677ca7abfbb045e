import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { connect, type NatsConnection } from 'nats';

import { ask, json, post } from './support/http';
import { noticeErrors } from './support/messages';
import { type NatsServer, startNatsServer } from './support/nats-server';
import {
  endPrograms,
  removeFolder,
  type RunningProgram,
  startProgram,
  temporaryFolder,
  wirebrief,
} from './support/program';
import { openStory, postArticle, story } from './support/story';

jest.setTimeout(120_000);

interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

const folder = temporaryFolder();
const received: Received[] = [];
let answers: number[] = [];
let receiver: Server;
let nats: NatsServer;
let client: NatsConnection;
let program: RunningProgram;
let address: string;
const path = `/stories/${story.id}`;

const start = async (targets = 'any') => {
  const settings = { WEBHOOK_TARGETS: targets, PUBLIC_URL: 'https://briefings.example/' };
  program = await startProgram(folder, ['--empty'], { ...settings, NATS_URL: nats.url });
};

beforeAll(async () => {
  receiver = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      received.push({ headers: request.headers, body });
      response.writeHead(answers.shift() ?? 204).end();
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;
  nats = await startNatsServer();
  client = await connect({ servers: nats.url });
  await start();
  await openStory(program);
});

afterAll(async () => {
  endPrograms();
  await client.close();
  await nats.stop();
  receiver.close();
  removeFolder(folder);
});

const setWebhook = (name: string, body: object) =>
  ask(`${program.url}${path}/webhooks/${name}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

async function until<Value>(
  read: () => Promise<Value> | Value,
  isThere: (value: Value) => boolean,
) {
  for (;;) {
    const value = await read();
    if (isThere(value)) return value;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

interface Delivery {
  readonly edition: number;
  readonly status: string;
  readonly attempts: number;
}

const deliveries = async (): Promise<readonly Delivery[]> =>
  json(await ask(`${program.url}${path}/webhooks/desk/deliveries`)) as readonly Delivery[];

let secret: string;

it('tells of an edition by webhook and over NATS, with files that are there', async () => {
  const messages = client.subscribe('wirebrief.events.edition-issued', { max: 1 });
  await client.flush();
  const set = await setWebhook('desk', { url: address });
  expect(set.status).toBe(201);
  ({ secret } = json(set) as { readonly secret: string });
  await postArticle(program, { itemId: 'one' });
  await post(`${program.url}${path}/editions`, {});
  await until(
    () => received.length,
    (count) => count === 1,
  );
  const [notice] = received;
  if (notice === undefined) throw new Error('one was received');
  const { headers, body } = notice;
  const signed = [headers['webhook-id'], headers['webhook-timestamp'], body].map(String).join('.');
  const key = Buffer.from(secret.slice(6), 'base64');
  const mac = createHmac('sha256', key).update(signed).digest('base64');
  expect(headers['webhook-signature']).toBe(`v1,${mac}`);
  const { data } = JSON.parse(body) as {
    readonly data: {
      readonly number: number;
      readonly files: { readonly pdf: { readonly url: string; readonly hash: string } };
    };
  };
  expect(data.number).toBe(1);
  expect(data.files.pdf.url).toBe(`https://briefings.example${path}/editions/1.pdf`);
  const pdf = await ask(`${program.url}${new URL(data.files.pdf.url).pathname}`);
  expect(pdf.headers.etag).toContain(data.files.pdf.hash);
  for await (const message of messages) {
    expect(message.json()).toEqual(JSON.parse(body));
    const id = message.headers?.get('Nats-Msg-Id');
    expect(id).toMatch(/^[0-9a-f-]{36}$/);
    expect(noticeErrors(message.json())).toBeNull();
    const event = ['id', 'source', 'type'].map((name) => message.headers?.get(`ce-${name}`));
    const source = `https://briefings.example${path}`;
    expect(event).toEqual([id, source, 'wirebrief.events.edition-issued']);
  }
});

it('delivers after failures and after the process was killed in between', async () => {
  answers = [500];
  const before = received.length;
  await post(`${program.url}${path}/editions`, {});
  await until(deliveries, ([newest]) => newest?.edition === 2 && newest.attempts === 1);
  await program.end('SIGKILL');
  await start();
  await until(
    () => received.length,
    (count) => count === before + 2,
  );
  const [first, second] = received.slice(-2);
  expect(first?.headers['webhook-id']).toBe(second?.headers['webhook-id']);
  await until(deliveries, ([newest]) => newest?.status === 'delivered');
  const on = ['--url', program.url];
  const listed = await wirebrief(['webhooks', 'deliveries', story.id, 'desk', ...on]);
  expect(listed.out).toMatch(/^2 +delivered +2 .* 204 *$/m);
  const again = await wirebrief(['webhooks', 'redeliver', story.id, 'desk', '2', ...on]);
  expect(again.code).toBe(0);
  await until(
    () => received.length,
    (count) => count === before + 3,
  );
});

it('refuses what it may not reach, when it is set and when it is sent', async () => {
  await program.end('SIGTERM');
  await start('public-https');
  for (const url of ['https://127.0.0.1/', 'https://169.254.169.254/', 'http://a.example/']) {
    const refused = await setWebhook('other', { url });
    expect(refused.status).toBe(422);
    expect(json(refused)).toMatchObject({ code: 'WB_WEBHOOK_URL' });
  }
  const before = received.length;
  await post(`${program.url}${path}/editions`, {});
  const [newest] = await until(deliveries, ([one]) => one?.edition === 3 && one.attempts === 1);
  expect(newest).toMatchObject({ log: [{ failure: expect.stringMatching('https') as string }] });
  expect(received).toHaveLength(before);
});

it('writes the secret nowhere, and keeps the key from others', async () => {
  const { err } = await program.end('SIGTERM');
  const log = await wirebrief(['events', '--data', folder]);
  expect(log.out).toContain('WebhookSet');
  expect(`${log.out}${err}`).not.toContain(secret.slice(6, 40));
  const key = join(folder, 'secret.key');
  expect(existsSync(key) && statSync(key).mode & 0o777).toBe(0o600);
});

it('is set, listed and removed in the data folder by the command line', async () => {
  const here = ['--data', folder];
  const env = { WEBHOOK_TARGETS: 'any' };
  const set = await wirebrief(['webhooks', 'set', story.id, 'two', address, ...here], { env });
  expect(set.out).toMatch(/^whsec_/);
  expect(set.err).toContain('not shown again');
  const again = await wirebrief(['webhooks', 'set', story.id, 'two', address, ...here], { env });
  expect(again.out).toBe(`set  two  ${address}\n`);
  expect((await wirebrief(['webhooks', 'list', story.id, ...here])).out).toMatch(/desk[\s\S]*two/);
  expect((await wirebrief(['webhooks', 'remove', story.id, 'two', ...here])).code).toBe(0);
  expect((await wirebrief(['webhooks', 'remove', story.id, 'two', ...here])).code).toBe(4);
});
