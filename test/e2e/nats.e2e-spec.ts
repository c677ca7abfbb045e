import { spawnSync, type SpawnOptions } from 'node:child_process';

import { connect, headers, type Msg, type NatsConnection } from 'nats';

import { ask } from './support/http';
import { answerErrors } from './support/messages';
import { type NatsServer, startNatsServer } from './support/nats-server';
import {
  endPrograms,
  MAIN,
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
    expect(checked(subject, answer)).toMatchObject({ code });
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

  it('says when a requested rebuild is due', async () => {
    const receipt = await request('wirebrief.stories.rebuild', { story: 'kabul-strike' });
    expect(receipt).toMatchObject({ storyId: 'kabul-strike' });
  });

  describe('wirebrief send', () => {
    const send = (args: readonly string[], options: SpawnOptions = {}) =>
      wirebrief(['send', ...args, '--nats', nats.url], options);
    const order = '{"story": "kabul-strike"}';

    it('prints the answer, and orders one edition with an id that is sent twice', async () => {
      const first = await send(['edition-order', order, '--id', 'morning']);
      const second = await send(['wirebrief.editions.issue', order, '--id', 'morning']);
      expect([first.code, first.err]).toEqual([0, '']);
      expect(JSON.parse(first.out)).toMatchObject({ storyId: 'kabul-strike', kind: 'edition' });
      expect(JSON.parse(second.out)).toEqual(JSON.parse(first.out));
    });

    it('reads the message from standard input', async () => {
      const args = [MAIN, 'send', 'rebuild-request', '-', '--nats', nats.url];
      const piped = spawnSync(process.execPath, args, { input: order, encoding: 'utf8' });
      expect([piped.stderr, piped.status]).toEqual(['', 0]);
      expect(JSON.parse(piped.stdout)).toMatchObject({ storyId: 'kabul-strike' });
    });

    it.each([
      ['what the server refuses', ['edition-order', '{"story": "nowhere"}'], 4, 'nowhere'],
      ['a wrong shape', ['edition-order', '{"story": 7}'], 2, 'story'],
      ['no JSON', ['edition-order', '{story}'], 2, 'well-formed JSON'],
      ['an unknown message', ['edition-odor', '{}'], 4, 'edition-order'],
      ['a wrong time', ['edition-order', '{}', '--timeout', 'long'], 2, '--timeout'],
    ])('says of %s what is wrong', async (_, args, code, words) => {
      const answer = await send(args);
      expect([answer.code, answer.out]).toEqual([code, '']);
      expect(answer.err).toContain(words);
    });

    it('says when nobody answers, or no server is named or there', async () => {
      const empty = await startNatsServer();
      const nobody = await wirebrief(['send', 'edition-order', order, '--nats', empty.url]);
      await empty.stop();
      expect([nobody.code, nobody.err]).toEqual([6, expect.stringContaining('Nobody takes')]);
      const gone = await wirebrief(['send', 'edition-order', order, '--nats', empty.url]);
      expect([gone.code, gone.err]).toEqual([6, expect.stringContaining('No NATS server')]);
      const unnamed = await wirebrief(['send', 'edition-order', order]);
      expect([unnamed.code, unnamed.err]).toEqual([2, expect.stringContaining('--nats')]);
    });
  });

  function checked(subject: string, answer: Msg): Record<string, unknown> {
    const body = answer.json<Record<string, unknown>>();
    const contentType = answer.headers?.get('Content-Type') ?? '';
    expect(answerErrors(subject, contentType, body)).toBeNull();
    return body;
  }

  async function request(subject: string, body: unknown): Promise<Record<string, unknown>> {
    const answer = await client.request(subject, JSON.stringify(body), { timeout: 10_000 });
    return checked(subject, answer);
  }
});
