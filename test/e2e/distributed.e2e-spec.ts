import { setTimeout as delay } from 'node:timers/promises';

import { NOTICES } from '@wirebrief/messages';
import { connect, type Msg, type NatsConnection } from 'nats';

import { suitableNatsServers } from '@wirebrief/testing';

import { type Cluster, startCluster } from '../../tools/lib/cluster.mjs';
import { ask, json, post } from './support/http';
import { eventually, sendUntilAcknowledged } from './support/load';
import { noticeErrors } from './support/messages';
import { removeFolder, temporaryFolder, wirebrief } from './support/program';
import { article, story } from './support/story';

jest.setTimeout(180_000);

interface Logged {
  readonly type: string;
  readonly commitId: string;
  readonly data: Record<string, unknown> & {
    readonly article?: { readonly itemId: string };
    readonly number?: number;
  };
}

describe('the services as processes of their own', () => {
  const folder = temporaryFolder();
  let cluster: Cluster;
  let listener: NatsConnection;
  const notices: Msg[] = [];

  beforeAll(async () => {
    cluster = await startCluster({ path: suitableNatsServers().newest.path, folder });
    listener = await connect({ servers: [...cluster.nats.urls], maxReconnectAttempts: -1 });
    listener.subscribe(NOTICES.editionIssued.subject, {
      callback: (_, message) => notices.push(message),
    });
    await listener.flush();
  }, 120_000);

  afterAll(async () => {
    await listener.close();
    await cluster.stop();
    removeFolder(folder);
  });

  const send = (path: string, body: unknown) =>
    sendUntilAcknowledged(`${cluster.url}${path}`, body);

  const environment = () => ({ STORE: 'jetstream', NATS_URL: cluster.nats.urls.join(',') });

  async function logged(type: string): Promise<readonly Logged[]> {
    const { out, err } = await wirebrief(['events', '--type', type], { env: environment() });
    if (err.includes('error:')) throw new Error(err);
    const lines = out.trim().split('\n').filter(Boolean);
    return lines.map((line) => JSON.parse(line) as Logged);
  }

  async function publish(subject: string, body: string): Promise<void> {
    const client = await connect({ servers: [...cluster.nats.urls] });
    await client.jetstream().publish(subject, body);
    await client.close();
  }

  it('takes an update by HTTP and a trigger by NATS, and gives the edition out as PDF', async () => {
    await send('/stories', story);
    const rule = { onChange: false, material: ['figures'], quietSeconds: 0, longestWaitSeconds: 1 };
    const set = await ask(`${cluster.url}/stories/${story.id}/triggers`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(rule),
    });
    expect(set.status).toBe(200);
    const receipt = await send('/articles', article({ itemId: 'first' }));
    expect(receipt).toMatchObject({ outcome: 'received', stories: [story.id] });
    await publish('wirebrief.inbox.rebuilds', JSON.stringify({ story: story.id }));
    const latest = `${cluster.url}/stories/${story.id}/editions/latest`;
    const pdf = await eventually(async () => {
      const answer = await ask(`${latest}.pdf`);
      return answer.status === 200 ? answer : undefined;
    });
    expect(pdf.bytes.subarray(0, 5).toString()).toBe('%PDF-');
    expect((await ask(`${latest}.html`)).text).toContain('8');
  });

  it('loses nothing and does nothing twice while each service is killed once', async () => {
    const ids: string[] = ['first'];
    for (const process of cluster.processes) {
      const round = [0, 1, 2, 3].map((index) => `${process.name}-${index}`);
      const sending = round.map((itemId) => send('/articles', article({ itemId })));
      await process.end('SIGKILL');
      process.launch();
      await Promise.all(sending);
      ids.push(...round);
      await process.ready();
      await send(`/stories/${story.id}/editions`, {});
    }
    const received = await logged('ArticleReceived');
    expect(received.map(({ data }) => data.article?.itemId).sort()).toEqual([...ids].sort());
    const editions = await logged('EditionIssued');
    expect(editions.map(({ data }) => data.number)).toEqual(editions.map((_, index) => index + 1));
    expect(editions.length).toBe(cluster.processes.length + 1);
    // Each edition has read all that was acknowledged before it was asked for.
    const last = json(
      await ask(`${cluster.url}/stories/${story.id}/editions/latest.json`),
    ) as Record<string, unknown>;
    expect(JSON.stringify(last['sources'] ?? last)).toContain('Missile hits harbour warehouse');
  });

  it('tells of each edition, also of those during which the scheduler was killed', async () => {
    const issued = (await logged('EditionIssued')).map(({ commitId }) => commitId);
    const idOf = ({ headers }: Msg): string => headers?.get('Nats-Msg-Id') ?? '';
    await eventually(async () => {
      const told = new Set(notices.map(idOf));
      return Promise.resolve(issued.every((id) => told.has(id)) ? true : undefined);
    });
    for (const notice of notices) {
      expect(noticeErrors(notice.json())).toBeNull();
      expect(notice.headers?.get('ce-id')).toBe(idOf(notice));
    }
    // A kill between the notice and its acknowledgement repeats it under its id, and nothing else does.
    expect([...new Set(notices.map(idOf))].sort()).toEqual([...issued].sort());
    expect(notices.length).toBeLessThanOrEqual(issued.length + 1);
  });

  it('answers an order although the press that had it in hand is killed, and issues one edition', async () => {
    const before = (await logged('EditionIssued')).length;
    const press = cluster.processes.find(({ name }) => name === 'press');
    if (press?.pid === undefined) throw new Error('there is no press');
    process.kill(press.pid, 'SIGSTOP');
    const ordered = post(`${cluster.url}/stories/${story.id}/editions`, {});
    // The server has given it to the only press by then.
    await delay(500);
    await press.end('SIGKILL');
    press.launch();
    const answer = await ordered;
    expect(answer.status).toBe(201);
    expect(json(answer)).toMatchObject({ number: before + 1 });
    await press.ready();
    expect(await logged('EditionIssued')).toHaveLength(before + 1);
  });

  it('keeps what cannot be handled as a dead letter with the reason, and nothing else', async () => {
    const env = environment();
    await publish('wirebrief.inbox.articles', 'no JSON');
    const message = ['wirebrief.inbox.articles', JSON.stringify({ text: 7 })];
    const sent = await wirebrief(['send', ...message], { env });
    expect(JSON.parse(sent.out)).toMatchObject({ stream: 'WIREBRIEF_INBOX', duplicate: false });
    await publish('wirebrief.inbox.articles', JSON.stringify(article({ itemId: 'kept' })));
    await eventually(async () => {
      const received = await logged('ArticleReceived');
      return received.find(({ data }) => data.article?.itemId === 'kept');
    });
    const { out } = await wirebrief(['dead-letters', 'list'], { env });
    const [head, ...lines] = out.trim().split('\n');
    expect(head).toMatch(/^ID +GIVEN UP +SUBJECT +CODE +REASON$/);
    expect(lines).toHaveLength(2);
    expect(lines[0]).toContain('WB_INPUT_JSON');
    expect(lines[1]).toContain('WB_INPUT_SHAPE');
    const [id = ''] = lines[0]?.split(' ') ?? [];
    expect((await wirebrief(['dead-letters', 'show', id], { env })).out).toContain('no JSON');
    expect((await wirebrief(['dead-letters', 'drop', id], { env })).code).toBe(0);
    expect((await wirebrief(['dead-letters', 'show', id], { env })).code).toBe(4);
  });

  it('gives dead letters out over HTTP, puts one back, and deletes it', async () => {
    const letters = `${cluster.url}/dead-letters`;
    const list = async () =>
      json(await ask(letters)) as { readonly deadLetters: readonly { readonly id: number }[] };
    const { deadLetters } = await list();
    expect(deadLetters).toMatchObject([
      { subject: 'wirebrief.inbox.articles', code: 'WB_INPUT_SHAPE', attempts: 1 },
    ]);
    const id = deadLetters[0]?.id ?? 0;
    expect(json(await ask(`${letters}/${id}`))).toMatchObject({
      id,
      data: '{"text":7}',
      encoding: 'utf-8',
    });
    // It is as wrong as before, and comes again under another number.
    expect((await post(`${letters}/${id}/retry`, {})).status).toBe(200);
    const again = await eventually(async () => (await list()).deadLetters[0]?.id);
    expect(again).toBeGreaterThan(id);
    const gone = await post(`${letters}/${id}/retry`, {});
    expect([gone.status, json(gone)]).toMatchObject([404, { code: 'WB_DEAD_LETTER_UNKNOWN' }]);
    expect((await ask(`${letters}/${again}`, { method: 'DELETE' })).status).toBe(204);
    expect((await ask(`${letters}/${again}`)).status).toBe(404);
    expect(await list()).toEqual({ deadLetters: [], next: null });
  });

  it('tells at the gateway what is at work there, and that the servers sync', async () => {
    const answer = await ask(`${cluster.url}/health`);
    expect(answer.status).toBe(200);
    const { followers, ...health } = json(answer) as {
      readonly followers: readonly { readonly name: string; readonly position: number }[];
    };
    expect(health).toMatchObject({
      status: 'ok',
      ready: true,
      reason: null,
      nats: 'connected',
      log: { durability: 'fsync' },
      schedules: { failure: null, failed: [] },
    });
    expect(followers.map(({ name }) => name)).toEqual([
      'stories',
      'triggers',
      'schedules',
      'webhooks',
    ]);
    for (const { position } of followers) expect(position).toBeGreaterThan(0);
  });

  it('waits an outage of NATS out, and says so meanwhile, at each service and at the gateway', async () => {
    const [server] = cluster.nats.nodes;
    const press = cluster.processes.find(({ name }) => name === 'press');
    const places = [`${(await press?.healthUrl()) ?? ''}/health`, `${cluster.url}/health`];
    await server?.kill();
    for (const health of places) {
      await eventually(async () => ((await ask(health)).status === 503 ? true : undefined));
      expect(json(await ask(health))).toMatchObject({
        status: 'waiting',
        ready: false,
        reason: expect.stringContaining('asked again without end') as string,
        nats: 'disconnected',
        log: { position: null },
      });
      expect((await ask(`${health}/live`)).status).toBe(200);
      expect((await ask(`${health}/ready`)).status).toBe(503);
    }
    const sending = send('/articles', article({ itemId: 'in the outage' }));
    await server?.restart();
    expect((await sending)['outcome']).toMatch(/received|unchanged/);
    for (const health of places) {
      await eventually(async () => ((await ask(health)).status === 200 ? true : undefined));
      expect((await ask(`${health}/ready`)).status).toBe(200);
    }
    const received = await logged('ArticleReceived');
    expect(received.filter(({ data }) => data.article?.itemId === 'in the outage')).toHaveLength(1);
  });

  it('stops each service with exit code 0 when it is told to', async () => {
    const codes = await Promise.all(cluster.processes.map((process) => process.end('SIGTERM')));
    expect(codes).toEqual(cluster.processes.map(() => 0));
  });
});
