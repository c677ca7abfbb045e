import { setTimeout as delay } from 'node:timers/promises';
import { connect, headers } from 'nats';

const STORY = 'harbour-strike';
/** More articles in one story would in the end take longer to print than its schedule leaves time for. */
const ITEMS = 200;
const AGAIN_MILLISECONDS = 300;
const ANSWER_MILLISECONDS = 10_000;
const NUMBERS = ['Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine', 'Ten'];
const POISON = ['no JSON', '{"text": 7}', '[]', '{"source": "wire", "text": ""}'];

/** Sends updates, triggers and poison without a pause and keeps what was acknowledged, as a sender does that must lose nothing. */
export class Load {
  /** `item/version` of each update that was acknowledged. */
  acknowledged = new Set();
  /** Bodies of the messages that nobody can handle, each acknowledged by the inbox. */
  poison = [];
  /** Ids of orders for an edition that were answered with one. */
  orders = new Set();
  /** Rebuilds that the inbox has acknowledged. */
  rebuilds = 0;
  /** Answers that no sender of well-formed messages may get. */
  refused = [];

  #options;
  #sending = new Set();
  #count = 0;
  #stopped = false;
  #closed = false;
  #running;

  constructor(options) {
    this.#options = options;
  }

  static async start({ url, natsUrls, random, perSecond }) {
    const nats = await connect({
      servers: [...natsUrls],
      maxReconnectAttempts: -1,
      reconnectTimeWait: 250,
    });
    const load = new Load({ url, nats, random, perSecond });
    await load.#prepare();
    load.#running = load.#run();
    return load;
  }

  /** Sends nothing new, and resolves when all that was sent is acknowledged. */
  async stop() {
    this.#stopped = true;
    await this.#running;
    await Promise.all(this.#sending);
  }

  /** Nothing becomes due from here on; what was due stays so. */
  async endSchedule() {
    await this.#http('DELETE', `/stories/${STORY}/schedules/often`);
  }

  /** What is still being sent is given up. */
  async close() {
    this.#stopped = true;
    this.#closed = true;
    await this.#options.nats.close();
  }

  async #prepare() {
    await this.#http('POST', '/stories', { id: STORY, title: 'Harbour strike' });
    const rule = { onChange: true, material: ['figures'], quietSeconds: 2, longestWaitSeconds: 10 };
    await this.#http('PUT', `/stories/${STORY}/triggers`, rule);
    const often = { cron: '*/5 * * * * *', outage: { policy: 'all', limit: 1000 } };
    await this.#http('PUT', `/stories/${STORY}/schedules/often`, often);
  }

  async #run() {
    const { perSecond } = this.#options;
    while (!this.#stopped) {
      this.#track(this.#next(this.#count));
      this.#count += 1;
      await delay(1000 / perSecond);
    }
  }

  #track(work) {
    const settled = work.catch((error) => this.refused.push(String(error)));
    this.#sending.add(settled);
    void settled.finally(() => this.#sending.delete(settled));
  }

  /** One thing of every kind in twenty, and updates else: once, twice at once, or the later version first. */
  async #next(count) {
    const { random } = this.#options;
    if (count % 20 === 3) return this.#poison(count);
    if (count % 20 === 9) return this.#rebuild();
    if (count % 20 === 15) return this.#order(count);
    const send = random.next() < 0.3 ? this.#byInbox : this.#byHttp;
    const before = 2 * Math.floor(count / ITEMS);
    const update = (version) =>
      send.call(this, updateOf(`item-${count % ITEMS}`, before + version));
    const kind = random.below(4);
    if (kind === 0) return Promise.all([update(1), update(1)]);
    if (kind === 1) return update(2).then(() => update(1));
    if (kind === 2) return Promise.all([update(1), update(2)]);
    return update(1);
  }

  async #byHttp(update) {
    await this.#http('POST', '/articles', update);
    this.acknowledged.add(`${update.itemId}/${update.version}`);
  }

  /** Acknowledged by the inbox: from then on it must not get lost. */
  async #byInbox(update) {
    await this.#publish('wirebrief.inbox.articles', JSON.stringify(update));
    this.acknowledged.add(`${update.itemId}/${update.version}`);
  }

  async #poison(count) {
    const body = `${POISON[count % POISON.length]} `.padEnd(40 + count);
    await this.#publish('wirebrief.inbox.articles', body, `poison-${count}`);
    this.poison.push(body);
  }

  async #rebuild() {
    await this.#publish('wirebrief.inbox.rebuilds', JSON.stringify({ story: STORY }));
    this.rebuilds += 1;
  }

  /** With an id, so that it may be sent until it is answered. */
  async #order(count) {
    const id = `order-${count}`;
    const event = { specversion: '1.0', id, source: '/chaos', type: 'wirebrief.editions.issue' };
    const body = JSON.stringify({ ...event, data: { story: STORY } });
    await this.#until(async () => {
      const fields = headers();
      fields.set('content-type', 'application/cloudevents+json');
      const options = { timeout: ANSWER_MILLISECONDS, headers: fields };
      const answer = await this.#options.nats.request('wirebrief.editions.issue', body, options);
      return typeof answer.json().number === 'number';
    });
    this.orders.add(id);
  }

  #publish(subject, body, msgID) {
    const client = this.#options.nats.jetstream();
    return this.#until(async () => {
      await client.publish(subject, body, msgID === undefined ? {} : { msgID });
      return true;
    });
  }

  #http(method, path, body) {
    const { url } = this.#options;
    return this.#until(async () => {
      const answer = await fetch(`${url}${path}`, {
        method,
        signal: AbortSignal.timeout(ANSWER_MILLISECONDS),
        headers: { 'content-type': 'application/json' },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      if (
        answer.status >= 400 &&
        answer.status < 500 &&
        ![404, 408, 409, 429].includes(answer.status)
      )
        throw new Refusal(`${method} ${path}: ${answer.status} ${text}`);
      return answer.ok || (method === 'DELETE' && answer.status === 404);
    });
  }

  /** Tries until it is done, through every outage. */
  async #until(attempt) {
    while (!this.#closed) {
      try {
        if (await attempt()) return;
      } catch (error) {
        if (error instanceof Refusal) throw error;
      }
      await delay(AGAIN_MILLISECONDS);
    }
    throw new Error('given up at the end');
  }
}

class Refusal extends Error {}

function updateOf(itemId, version) {
  const killed =
    NUMBERS[(itemId.length * 7 + version * 3 + Number(itemId.slice(5))) % NUMBERS.length];
  return {
    ...{ source: 'harbour-news', outlet: 'Harbour News', itemId, version, stories: [STORY] },
    headline: `Missile hits harbour warehouse, ${itemId}, version ${version}`,
    published: '2026-01-30T15:00:00Z',
    text: `${killed} civilians were killed in the strike on warehouse ${itemId}, a hospital official said.`,
  };
}
