import { createHmac } from 'node:crypto';
import {
  createServer,
  type IncomingHttpHeaders,
  type Server,
  type ServerResponse,
} from 'node:http';
import { type AddressInfo } from 'node:net';

import { InMemoryEventStore } from '@wirebrief/event-store';
import { commitsOf, type EngineUnderTest, openEngine, TEST_META } from '@wirebrief/testing';

interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

let now: number;
let store: InMemoryEventStore;
let engine: EngineUnderTest;
let receiver: Server;
let received: Received[];
let answers: ((response: ServerResponse) => void)[];

const clock = (): string => new Date(now).toISOString();
const status =
  (code: number) =>
  (response: ServerResponse): void => {
    response.writeHead(code).end();
  };

beforeEach(async () => {
  now = Date.UTC(2024, 2, 1);
  received = [];
  answers = [];
  receiver = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      received.push({ headers: request.headers, body });
      (answers.shift() ?? status(204))(response);
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  store = new InMemoryEventStore({ clock: () => new Date(now) });
  engine = await openEngine({ store, clock });
});
afterEach(async () => {
  await engine.stop();
  receiver.closeAllConnections();
  receiver.close();
});

const address = (): string => `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;
const setWebhook = async (name = 'desk', rotateSecret = false): Promise<string> => {
  const input = { url: address(), rotateSecret };
  return (await engine.webhookDesk.set('bridge', name, input, TEST_META)).secret ?? 'kept';
};
const issue = () => engine.press.issue('bridge', 'edition', TEST_META);

/** What is due now is sent, and what comes due by that. */
async function run(): Promise<string | null> {
  for (;;) {
    await engine.webhooks.catchUp();
    const next = engine.deliveries.startDue();
    const before = received.length;
    await engine.deliveries.settled();
    if (received.length === before) return next;
  }
}

/** As the specification says, without any code of ours. */
function isSigned({ headers, body }: Received, secret: string): boolean {
  const [id, timestamp] = [headers['webhook-id'] as string, headers['webhook-timestamp'] as string];
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  const mac = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return headers['webhook-signature'] === `v1,${mac}`;
}

const deliveries = (name = 'desk') => engine.webhookDesk.deliveries('bridge', name);

describe('a webhook', () => {
  it('gets each edition that comes out after it was set, signed', async () => {
    await issue();
    const secret = await setWebhook();
    const edition = await issue();
    await run();
    expect(received).toHaveLength(1);
    const [notice] = received;
    if (notice === undefined) throw new Error('one was received');
    expect(isSigned(notice, secret)).toBe(true);
    expect(notice.headers['webhook-timestamp']).toBe(String(now / 1000));
    expect(JSON.parse(notice.body)).toEqual({
      type: 'edition.issued',
      timestamp: edition.issuedAt,
      data: {
        ...{ story: 'bridge', number: 2, kind: 'edition', position: edition.position },
        ...{ asOf: edition.asOf, supersedes: 1, request: null },
        files: {
          html: { ...edition.files.html, url: '/stories/bridge/editions/2.html' },
          pdf: { ...edition.files.pdf, url: '/stories/bridge/editions/2.pdf' },
          json: { ...edition.files.json, url: '/stories/bridge/editions/2.json' },
        },
      },
    });
    expect(await deliveries()).toMatchObject([
      { edition: 2, status: 'delivered', attempts: 1, nextTryAt: null, log: [{ status: 204 }] },
    ]);
  });

  it('gets it again after failures, later and later, under the same id and a new signature', async () => {
    const secret = await setWebhook();
    await issue();
    answers = [status(500), (response) => response.socket?.destroy(), status(302)];
    const starts: number[] = [];
    for (let next: string | null = clock(); next !== null; next = await run()) {
      now = Date.parse(next);
      starts.push(now);
    }
    expect(received).toHaveLength(4);
    expect(new Set(received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(received.every((one) => isSigned(one, secret))).toBe(true);
    const waits = starts.slice(1).map((start, at) => start - (starts[at] ?? 0));
    expect(waits.slice(1).every((wait, at) => wait > (waits[at] ?? 0))).toBe(true);
    expect(await deliveries()).toMatchObject([
      {
        ...{ status: 'delivered', attempts: 4 },
        log: [
          { status: 500, outcome: 'failed' },
          { status: null, failure: expect.stringMatching('ECONNRESET') as string },
          { status: 302, outcome: 'failed' },
          { status: 204, outcome: 'delivered' },
        ],
      },
    ]);
  });

  it('gets it after a restart, also when it was on its way', async () => {
    await setWebhook();
    await issue();
    answers = [() => undefined];
    await engine.webhooks.catchUp();
    engine.deliveries.startDue();
    while (received.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    const { blobs, projections } = engine;
    await engine.stop();
    engine = await openEngine({ store, clock, blobs, projections }, []);
    await run();
    expect(received).toHaveLength(2);
    expect(received[0]?.headers['webhook-id']).toBe(received[1]?.headers['webhook-id']);
    expect(await deliveries()).toMatchObject([{ status: 'delivered', attempts: 1 }]);
  });

  it('that hangs does not keep another waiting', async () => {
    await setWebhook('hangs');
    await setWebhook('works');
    answers = [() => undefined];
    await issue();
    await engine.webhooks.catchUp();
    engine.deliveries.startDue();
    while (received.length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
    const settled = async () =>
      [...(await deliveries('hangs')), ...(await deliveries('works'))].map((one) => one.status);
    while (!(await settled()).includes('delivered'))
      await new Promise((resolve) => setTimeout(resolve, 5));
    expect((await settled()).sort()).toEqual(['delivered', 'pending']);
  });

  it('gets editions one at a time, in their order', async () => {
    await setWebhook();
    await issue();
    await issue();
    let first: ServerResponse | undefined;
    answers = [(response) => (first = response)];
    await engine.webhooks.catchUp();
    engine.deliveries.startDue();
    while (first === undefined) await new Promise((resolve) => setTimeout(resolve, 5));
    engine.deliveries.startDue();
    expect(received).toHaveLength(1);
    first.writeHead(204).end();
    await engine.deliveries.settled();
    await run();
    const numbers = received.map(
      ({ body }) =>
        (JSON.parse(body) as { readonly data: { readonly number: number } }).data.number,
    );
    expect(numbers).toEqual([1, 2]);
  });

  it('that is gone gets nothing more until it is set again', async () => {
    await setWebhook();
    answers = [status(410)];
    await issue();
    await run();
    await issue();
    await run();
    expect(received).toHaveLength(1);
    expect(await engine.webhookDesk.list('bridge')).toMatchObject([
      { suspended: 'The receiver answered 410 Gone.' },
    ]);
    await setWebhook();
    await issue();
    await run();
    expect(received).toHaveLength(2);
  });

  it('gets a settled edition again by hand, under the id that it had', async () => {
    await setWebhook();
    await issue();
    await run();
    await engine.webhookDesk.redeliver('bridge', 'desk', 1, TEST_META);
    await run();
    expect(received).toHaveLength(2);
    expect(new Set(received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(await deliveries()).toMatchObject([{ status: 'delivered', attempts: 2 }]);
    const again = (name: string, edition: number) =>
      engine.webhookDesk.redeliver('bridge', name, edition, TEST_META);
    await expect(again('desk', 7)).rejects.toMatchObject({ code: 'WB_DELIVERY_UNKNOWN' });
    await expect(again('dusk', 1)).rejects.toMatchObject({ code: 'WB_WEBHOOK_UNKNOWN' });
  });

  it('keeps its secret, which stands nowhere in the log, until it is rotated', async () => {
    const secret = await setWebhook();
    expect(await setWebhook()).toBe('kept');
    expect(JSON.stringify(await commitsOf(store))).not.toContain(secret.slice(6));
    await issue();
    const rotated = await setWebhook('desk', true);
    await issue();
    await run();
    // What is owed is signed with the secret of now.
    expect(received.map((one) => isSigned(one, rotated))).toEqual([true, true]);
    expect(received.map((one) => isSigned(one, secret))).toEqual([false, false]);
  });

  it('is refused for an address that is never sent to and for an unknown story', async () => {
    const input = { url: 'ftp://a.example/', rotateSecret: false };
    const set = (story: string) => engine.webhookDesk.set(story, 'desk', input, TEST_META);
    await expect(set('bridge')).rejects.toMatchObject({ code: 'WB_WEBHOOK_URL' });
    await expect(set('brigde')).rejects.toMatchObject({ code: 'WB_STORY_UNKNOWN' });
    expect(await engine.webhookDesk.list('bridge')).toEqual([]);
  });
});
