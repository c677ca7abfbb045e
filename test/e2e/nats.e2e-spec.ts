import { problem } from '@wirebrief/messages';
import { connect, headers, type NatsConnection } from 'nats';

import { ask } from './support/http';
import { type NatsServer, startNatsServer } from './support/nats-server';
import {
  endPrograms,
  removeFolder,
  type RunningProgram,
  startProgram,
  temporaryFolder,
  wirebrief,
} from './support/program';

jest.setTimeout(120_000);

describe('requests over NATS', () => {
  const data = temporaryFolder();
  let nats: NatsServer;
  let client: NatsConnection;
  let program: RunningProgram;

  beforeAll(async () => {
    nats = await startNatsServer();
    client = await connect({ servers: nats.url });
    program = await startProgram(data, [], { NATS_URL: nats.url });
    await program.said('taking requests over NATS');
  }, 60_000);

  afterAll(async () => {
    await client.close();
    endPrograms();
    await nats.stop();
    removeFolder(data);
  });

  it('records an update and says so, and records it once when it comes twice', async () => {
    const update = {
      outlet: 'Test Gazette',
      url: 'https://gazette.example/one',
      text: 'Officials said three people were killed in Kabul.',
      stories: ['kabul-strike'],
    };
    const first = await request('wirebrief.articles.submit', update);
    const second = await request('wirebrief.articles.submit', update);
    expect(first).toMatchObject({ outcome: 'received', stories: ['kabul-strike'] });
    expect(second).toMatchObject({ outcome: 'unchanged' });
  });

  it('issues the next edition on a message', async () => {
    const before = await request('wirebrief.editions.issue', { story: 'kabul-strike' });
    const after = await request('wirebrief.editions.issue', { story: 'kabul-strike' });
    expect(after['number']).toBe(Number(before['number']) + 1);
    const file = await ask(`${program.url}/stories/kabul-strike/editions/latest.pdf`);
    expect(file.status).toBe(200);
  });

  it.each([
    ['an unknown story', 'wirebrief.editions.issue', '{"story": "nowhere"}', 'WB_STORY_UNKNOWN'],
    ['a wrong shape', 'wirebrief.articles.submit', '{"text": 7}', 'WB_INPUT_SHAPE'],
    ['no JSON', 'wirebrief.articles.submit', 'hello', 'WB_INPUT_JSON'],
  ])('answers %s with problem details', async (_, subject, body, code) => {
    const answer = await client.request(subject, body, { timeout: 5_000 });
    expect(answer.headers?.get('Content-Type')).toBe('application/problem+json');
    expect(problem.schema.parse(answer.json())).toMatchObject({ code });
  });

  it('takes a CloudEvent in both modes, and answers it with the same edition when it comes again', async () => {
    const data = { story: 'kabul-strike' };
    const type = 'wirebrief.editions.issue';
    const event = { specversion: '1.0', id: 'order-1', source: '/desks/berlin', type };
    const first = await request(type, { ...event, data });
    const fields = headers();
    for (const [name, value] of Object.entries(event)) fields.set(`Ce-${name}`, value);
    const again = await client.request(type, JSON.stringify(data), {
      timeout: 10_000,
      headers: fields,
    });
    expect(again.json()).toEqual(first);
    const refused = await request(type, { ...event, type: 'com.example.other', data });
    expect(refused).toMatchObject({ code: 'WB_CLOUDEVENT_TYPE', status: 422 });
  });

  it('keeps the correlation id of a request with what it causes', async () => {
    const fields = headers();
    fields.set('Correlation-Id', 'desk-42');
    await client.request('wirebrief.editions.issue', '{"story": "kabul-strike"}', {
      timeout: 10_000,
      headers: fields,
    });
    const log = await wirebrief(['events', '--type', 'EditionIssued', '--data', data]);
    const newest = JSON.parse(log.out.trim().split('\n').at(-1) ?? '') as { meta: object };
    expect(newest.meta).toMatchObject({ correlationId: 'desk-42', actor: 'nats' });
  });

  it('goes on over HTTP while NATS is gone, and stops cleanly', async () => {
    const lonely = temporaryFolder();
    const alone = await startProgram(lonely, ['--empty'], { NATS_URL: 'nats://127.0.0.1:9' });
    await alone.said('NATS does not answer');
    expect((await ask(`${alone.url}/health`)).status).toBe(200);
    expect((await alone.end('SIGTERM')).code).toBe(0);
    removeFolder(lonely);
  });

  async function request(subject: string, body: unknown): Promise<Record<string, unknown>> {
    const answer = await client.request(subject, JSON.stringify(body), { timeout: 10_000 });
    return answer.json<Record<string, unknown>>();
  }
});
