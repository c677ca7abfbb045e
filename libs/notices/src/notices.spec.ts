import { specify } from '@wirebrief/testing';

import { deliveryDecider, type RecordAttempt, RETRY_SECONDS } from './delivery.decider';
import { secretText, signedHeaders } from './signature';
import { webhookDecider } from './webhook.decider';
import { type DeliveryEvent, type WebhookEvent } from './webhook.events';
import { evolveWebhooks, initialWebhookState, owed, type WebhookFact } from './webhook-state';

const storyId = 'bridge';
const delivery = { storyId, webhook: 'desk', edition: 3 };
const startedAt = '2024-03-01T00:00:00.000Z';

const attempt = (overrides: Partial<RecordAttempt> = {}): RecordAttempt => ({
  type: 'RecordAttempt',
  delivery,
  startedAt,
  milliseconds: 20,
  status: 500,
  failure: null,
  retryAfter: null,
  jitter: 0.5,
  ...overrides,
});

const attempted = (
  number: number,
  outcome: 'delivered' | 'failed' | 'abandoned',
  more: object = {},
): DeliveryEvent => ({
  type: 'DeliveryAttempted',
  data: {
    ...delivery,
    ...{ attempt: number, startedAt, milliseconds: 20, status: 500, failure: null },
    ...{ outcome, nextTryAt: null, ...more },
  },
});

const failures = (count: number): readonly DeliveryEvent[] =>
  Array.from({ length: count }, (_, at) => attempted(at + 1, 'failed'));

describe('a delivery', () => {
  const { given } = specify(deliveryDecider);

  it.each([200, 204, 299])('is made when the receiver answers %d', (status) => {
    given()
      .when(attempt({ status }))
      .then(attempted(1, 'delivered', { status }));
  });

  it.each([302, 404, 500, null])('is tried again after %s', (status) => {
    given()
      .when(attempt({ status }))
      .then(attempted(1, 'failed', { status, nextTryAt: '2024-03-01T00:00:05.020Z' }));
  });

  it('waits longer each time, a fifth more or less, and is abandoned after ten attempts', () => {
    const waits = RETRY_SECONDS.map((_, at) => {
      const [least, most] = [0, 1].map((jitter) => {
        const state = failures(at).reduce(deliveryDecider.evolve, deliveryDecider.initialState);
        const [event] = deliveryDecider.decide(attempt({ jitter, milliseconds: 0 }), state);
        if (event?.type !== 'DeliveryAttempted') throw new Error('an attempt is recorded');
        return (Date.parse(event.data.nextTryAt ?? '') - Date.parse(startedAt)) / 1000;
      });
      return [least, most];
    });
    expect(waits[0]).toEqual([4, 6]);
    expect(waits.at(-1)).toEqual([34_560, 51_840]);
    given(...failures(9))
      .when(attempt())
      .then(attempted(10, 'abandoned'));
  });

  it('waits as long as the receiver asks for, at most a day', () => {
    given()
      .when(attempt({ status: 429, retryAfter: 60, milliseconds: 0 }))
      .then(
        attempted(1, 'failed', {
          status: 429,
          milliseconds: 0,
          nextTryAt: '2024-03-01T00:01:00.000Z',
        }),
      );
    given()
      .when(attempt({ status: 503, retryAfter: 9e8, milliseconds: 0 }))
      .then(
        attempted(1, 'failed', {
          status: 503,
          milliseconds: 0,
          nextTryAt: '2024-03-02T00:00:00.000Z',
        }),
      );
  });

  it('is abandoned at once when the receiver is gone', () => {
    given()
      .when(attempt({ status: 410 }))
      .then(attempted(1, 'abandoned', { status: 410 }));
  });

  it('stays settled, whoever tries once more', () => {
    given(attempted(1, 'delivered', { status: 200 }))
      .when(attempt())
      .thenNothing();
    given(attempted(10, 'abandoned'))
      .when(attempt({ status: 200 }))
      .thenNothing();
  });

  it('is made again by hand once it is settled, with all its attempts', () => {
    const again: DeliveryEvent = { type: 'RedeliveryRequested', data: delivery };
    given(...failures(2))
      .when({ type: 'Redeliver', delivery })
      .thenNothing();
    given(...failures(9), attempted(10, 'abandoned'))
      .when({ type: 'Redeliver', delivery })
      .then(again);
    given(...failures(9), attempted(10, 'abandoned'), again)
      .when(attempt())
      .then(attempted(11, 'failed', { nextTryAt: '2024-03-01T00:00:05.020Z' }));
  });
});

describe('the webhooks of a story', () => {
  const { given } = specify(webhookDecider);
  const set = (name: string, sealedSecret: string, url = 'https://a.example/'): WebhookEvent => ({
    type: 'WebhookSet',
    data: { storyId, name, url, sealedSecret },
  });
  const command = {
    type: 'SetWebhook',
    ...{ storyId, name: 'desk', url: 'https://b.example/' },
    ...{ sealedSecret: 'new', rotateSecret: false },
  } as const;

  it('keep their secret when the address changes, and get another when asked', () => {
    given()
      .when(command)
      .then(set('desk', 'new', command.url));
    given(set('desk', 'old'))
      .when(command)
      .then(set('desk', 'old', command.url));
    given(set('desk', 'old'))
      .when({ ...command, rotateSecret: true })
      .then(set('desk', 'new', command.url));
  });

  it('refuse a wrong name, one too many, and to remove what is not there', () => {
    given()
      .when({ ...command, name: 'My Desk' })
      .thenThrows('WB_NAME_INVALID');
    given(...Array.from({ length: 20 }, (_, at) => set(`w-${at}`, 's')))
      .when(command)
      .thenThrows('WB_WEBHOOK_TOO_MANY');
    given().when({ type: 'RemoveWebhook', storyId, name: 'desk' }).thenThrows('WB_WEBHOOK_UNKNOWN');
  });
});

describe('what is owed to the webhooks of a story', () => {
  const fact = (event: { type: string; data: object }, second = 0): WebhookFact =>
    ({ ...event, recordedAt: new Date(second * 1000).toISOString() }) as WebhookFact;
  const set = fact({
    type: 'WebhookSet',
    data: { storyId, name: 'desk', url: 'u', sealedSecret: 's' },
  });
  const issued = (number: number) =>
    fact({ type: 'EditionIssued', data: { storyId, number } }, number);
  const after = (...facts: readonly WebhookFact[]) =>
    facts.reduce(evolveWebhooks, initialWebhookState);
  const editionsOwed = (...facts: readonly WebhookFact[]) =>
    owed(after(...facts)).map((one) => one.delivery.edition);

  it('is every edition that came out since they were set', () => {
    expect(editionsOwed(issued(1), set, issued(2), issued(3))).toEqual([2, 3]);
  });

  it('is nothing that is delivered or abandoned, until somebody asks for it again', () => {
    const delivered = fact(attempted(1, 'delivered', { status: 200 }));
    expect(editionsOwed(set, issued(3), delivered)).toEqual([]);
    const again = fact({ type: 'RedeliveryRequested', data: delivery }, 9);
    expect(owed(after(set, issued(3), delivered, again))).toMatchObject([
      { at: 9000, delivery: { attempts: 1, inRow: 0 } },
    ]);
  });

  it('is nothing for a webhook that was removed, also when it is set again', () => {
    const removed = fact({ type: 'WebhookRemoved', data: { storyId, name: 'desk' } });
    expect(editionsOwed(set, issued(1), removed, issued(2))).toEqual([]);
    expect(editionsOwed(set, issued(1), removed, set)).toEqual([]);
  });

  it('waits while the receiver says that it is gone, until it is set again', () => {
    const gone = fact(attempted(1, 'abandoned', { status: 410 }));
    expect(editionsOwed(set, issued(3), issued(4), gone, issued(5))).toEqual([]);
    expect(editionsOwed(set, issued(3), issued(4), gone, issued(5), set)).toEqual([4]);
  });

  it('keeps a bounded number of settled deliveries in its state', () => {
    const facts = [set];
    for (let edition = 1; edition <= 300; edition++)
      facts.push(issued(edition), fact(attempted(1, 'delivered', { edition })));
    expect(after(...facts).deliveries).toHaveLength(201);
  });
});

describe('a signature', () => {
  it('is the one of the Standard Webhooks specification', () => {
    // The test vector of the specification's reference libraries.
    const headers = signedHeaders('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', {
      id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      at: 1614265330_000,
      body: '{"test": 2432232314}',
    });
    expect(headers).toEqual({
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    });
  });

  it('is made with a secret in the form of the specification', () => {
    expect(secretText(new Uint8Array(32))).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  });
});
