import {
  inboxQueue,
  type JetStreamConnection,
  JetStreamDeadLetters,
  JetStreamEventStore,
  logQueue,
  openInbox,
} from '@wirebrief/jetstream';
import { type KeptMessage } from '@wirebrief/application';
import { type Commit, WirebriefError } from '@wirebrief/kernel';
import {
  natsFolder,
  type NatsServer,
  startNatsServer,
  suitableNatsServers,
} from '@wirebrief/testing';

import { connectTo, nextAddress } from './jetstream.factory';

const SUBJECT = 'test.inbox';
const refused = () =>
  new WirebriefError('WB_INPUT_SHAPE', 'invalid', 'It has no text.', 'Send one.');

describe('Work that is kept until it is done', () => {
  const { folder, remove } = natsFolder();
  let server: NatsServer;
  let connections: JetStreamConnection[];
  let letters: JetStreamDeadLetters;

  beforeAll(async () => {
    server = await startNatsServer({ path: suitableNatsServers().oldest.path, folder });
    connections = [await connectTo([server]), await connectTo([server])];
    letters = await JetStreamDeadLetters.open(first(), { replicas: 1 });
    await openInbox(first(), { replicas: 1, subjects: [SUBJECT] });
  });

  afterAll(async () => {
    for (const connection of connections) await connection.close();
    await server.stop();
    remove();
  });

  const first = (): JetStreamConnection => connections[0] as JetStreamConnection;
  const publish = (text: string) => first().client.publish(SUBJECT, text);
  const textOf = (item: unknown) => Buffer.from((item as KeptMessage).data).toString();
  const takers = () => connections.map((one) => inboxQueue(one, letters, SUBJECT));
  const list = () => letters.list({ after: 0, limit: 10 });

  async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
    while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 20));
  }

  it('comes to one taker at a time, in order, also when one of them stops', async () => {
    const seen: string[] = [];
    let atOnce = 0;
    const handle = async (item: unknown): Promise<void> => {
      atOnce += 1;
      expect(atOnce).toBe(1);
      await new Promise(setImmediate);
      seen.push(textOf(item));
      atOnce -= 1;
    };
    const queues = takers();
    for (const queue of queues) queue.start(handle);
    const sent = Array.from({ length: 40 }, (_, index) => `m${index}`);
    for (const text of sent) await publish(text);
    await until(() => seen.length >= 10);
    await queues[0]?.stop(1000);
    await until(() => seen.length >= sent.length);
    await queues[1]?.stop(1000);
    expect(seen).toEqual(sent);
    expect(await list()).toEqual([]);
  }, 60_000);

  it('is tried again after a failure, and is a dead letter with its reason once it is refused', async () => {
    const tries: string[] = [];
    const [queue] = takers();
    queue?.start(async (item) => {
      const text = textOf(item);
      tries.push(text);
      if (text === 'poison') throw refused();
      if (text === 'shaky' && tries.filter((one) => one === text).length < 3)
        throw new Error('not now');
    });
    for (const text of ['shaky', 'poison', 'fine']) await publish(text);
    await until(() => tries.includes('fine'));
    await queue?.stop(1000);
    expect(tries).toEqual(['shaky', 'shaky', 'shaky', 'poison', 'fine']);
    const dead = await list();
    expect(dead).toMatchObject([
      { subject: SUBJECT, attempts: 1, code: 'WB_INPUT_SHAPE', reason: 'It has no text.' },
    ]);
    const { data } = await letters.show(dead[0]?.id ?? 0);
    expect(Buffer.from(data).toString()).toBe('poison');
  }, 60_000);

  it('goes back to where it came from, once, and out of the dead letters', async () => {
    const [letter] = await list();
    const id = letter?.id ?? 0;
    await letters.retry(id);
    await expect(letters.retry(id)).rejects.toMatchObject({ code: 'WB_DEAD_LETTER_UNKNOWN' });
    const seen: string[] = [];
    const [queue] = takers();
    queue?.start(async (item) => {
      seen.push(textOf(item));
    });
    await publish('last');
    await until(() => seen.includes('last'));
    await queue?.stop(1000);
    expect(seen).toEqual(['poison', 'last']);
    expect(await list()).toEqual([]);
  }, 60_000);

  it('is dropped for good when it is told to be', async () => {
    const [queue] = takers();
    queue?.start(() => Promise.reject(refused()));
    await publish('useless');
    await until(async () => (await list()).length === 1);
    await queue?.stop(1000);
    const [letter] = await list();
    await letters.drop(letter?.id ?? 0);
    expect(await list()).toEqual([]);
    await expect(letters.show(letter?.id ?? 0)).rejects.toMatchObject({ category: 'not-found' });
  }, 60_000);

  it('of the log begins with what comes after its first start, and goes on from there', async () => {
    const address = nextAddress();
    const log = await JetStreamEventStore.open(first(), { clock: () => new Date(), address });
    const append = (id: string) =>
      log.append({
        ...{ id, stream: 'default.edition.bridge', expected: 'any' },
        events: [{ type: 'EditionIssued', schema: 1, data: {} }],
        meta: { correlationId: id, actor: 'test' },
      });
    const queue = () =>
      logQueue({
        ...{ connection: first(), deadLetters: letters, name: 'teller', address, from: 'now' },
        ...{ streams: 'default.edition', types: ['EditionIssued'], retrySubject: SUBJECT },
      });
    const seen: string[] = [];
    const handle = async (item: unknown): Promise<void> => {
      seen.push((item as Commit).id);
    };
    await append('before');
    const one = queue();
    one.start(handle);
    await until(async () => {
      const consumers = await first().manager.consumers.list(address.stream).next();
      return consumers.filter(({ name }) => name.startsWith('teller-')).length === 16;
    });
    await append('after');
    await until(() => seen.length > 0);
    await one.stop(1000);
    await append('meanwhile');
    const other = queue();
    other.start(handle);
    await until(() => seen.length > 1);
    await other.stop(1000);
    await log.close();
    expect(seen).toEqual(['after', 'meanwhile']);
  }, 60_000);
});
