import { setTimeout as delay } from 'node:timers/promises';

import { type KeptMessage } from '@wirebrief/application';
import {
  consume,
  inboxQueue,
  type JetStreamConnection,
  JetStreamDeadLetters,
  openInbox,
} from '@wirebrief/jetstream';
import {
  type NatsCluster,
  natsFolder,
  type NatsServer,
  startNatsCluster,
  suitableNatsServers,
} from '@wirebrief/testing';
import { AckPolicy, type ConsumerMessages } from 'nats';

import { connectTo } from './jetstream.factory';

const SUBJECT = 'test.work';
const INBOX = 'WIREBRIEF_INBOX';

jest.setTimeout(60_000);

/** Asks again while servers find their leaders after a fault. */
async function answered<Answer>(question: () => Promise<Answer>): Promise<Answer> {
  for (;;) {
    try {
      return await question();
    } catch {
      await delay(250);
    }
  }
}

describe('A consumer on three servers', () => {
  const { folder, remove } = natsFolder();
  let cluster: NatsCluster;
  let sender: JetStreamConnection;
  let taker: JetStreamConnection;

  beforeAll(async () => {
    cluster = await startNatsCluster({ path: suitableNatsServers().newest.path, folder });
    sender = await connectTo(cluster.nodes);
    await answered(() => openInbox(sender, { replicas: 3, subjects: [SUBJECT] }));
  });

  beforeEach(async () => {
    taker = await connectTo(cluster.nodes);
  });

  afterEach(async () => {
    await taker.close();
  });

  afterAll(async () => {
    await sender.close();
    await cluster.stop();
    remove();
  });

  async function anotherLeads(stream: string, consumer: string): Promise<void> {
    await answered(() =>
      sender.nats.request(`$JS.API.CONSUMER.LEADER.STEPDOWN.${stream}.${consumer}`),
    );
  }

  async function allStandStill(untilWhen: Promise<unknown>): Promise<void> {
    for (const node of cluster.nodes) await node.pause();
    await untilWhen;
    for (const node of cluster.nodes) node.resume();
  }

  /** The one that the connection leads to. */
  function serverOf({ nats }: JetStreamConnection): NatsServer {
    const address = nats.getServer();
    return cluster.nodes.find(({ url }) => url.endsWith(address)) as NatsServer;
  }

  async function serverFails(): Promise<void> {
    const server = serverOf(taker);
    await server.kill();
    await server.restart();
  }

  describe('which is lost', () => {
    const stream = 'LOST';
    /** A new one each time: another may still change its leader after the fault before. */
    let durable = '';
    let made = 0;
    let reading: Promise<void>;

    beforeAll(async () => {
      await answered(() =>
        sender.manager.streams.add({ name: stream, subjects: ['lost'], num_replicas: 3 }),
      );
    });

    async function read(messages: ConsumerMessages): Promise<void> {
      for await (const message of messages) message.ack();
    }

    beforeEach(async () => {
      made += 1;
      durable = `lost-${made}`;
      const info = await answered(() =>
        taker.manager.consumers.add(stream, {
          durable_name: durable,
          ack_policy: AckPolicy.Explicit,
        }),
      );
      const { messages } = await consume(taker, info, {
        max_messages: 1,
        expires: 30_000,
        signal: new AbortController().signal,
      });
      reading = read(messages);
      reading.catch(() => undefined);
      // Its first request is on the way.
      await taker.nats.flush();
    });

    it('says so when another server leads it', async () => {
      await anotherLeads(stream, durable);
      await expect(reading).rejects.toThrow(`consumer ${durable} was lost`);
    });

    it('says so when nothing is heard of it', async () => {
      await allStandStill(reading.catch(() => undefined));
      await expect(reading).rejects.toThrow(`consumer ${durable} was lost`);
    });

    it('says so when its connection is lost', async () => {
      await serverFails();
      await expect(reading).rejects.toThrow('the connection was lost');
    });
  });

  it('gives work on, whatever was lost before', async () => {
    const letters = await answered(() => JetStreamDeadLetters.open(sender, { replicas: 3 }));
    const queue = inboxQueue(taker, letters, SUBJECT);
    const seen: string[] = [];
    queue.start(async (item) => {
      seen.push(Buffer.from((item as KeptMessage).data).toString());
    });
    async function comes(text: string): Promise<void> {
      await answered(() => sender.client.publish(SUBJECT, text, { msgID: text }));
      while (!seen.includes(text)) await delay(20);
    }
    await comes('before');
    await anotherLeads(INBOX, SUBJECT.replace('.', '-'));
    await comes('after another leads');
    await allStandStill(delay(8000));
    await comes('after a standstill');
    await serverFails();
    await comes('after a server failed');
    await queue.stop(1000);
  });
});
