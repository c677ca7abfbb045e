import { connectJetStream, type JetStream } from '@wirebrief/jetstream';
import {
  natsFolder,
  type NatsServer,
  startNatsServer,
  suitableNatsServers,
} from '@wirebrief/testing';

const USER = `
authorization {
  users = [{ user: desk, password: secret, permissions: { publish: { deny: "secret.>" } } }]
}`;

describe('A request over JetStreamConnection', () => {
  const { path } = suitableNatsServers().newest;
  const { folder, remove } = natsFolder();
  const nothing = new Uint8Array();
  let server: NatsServer;
  let jetStream: JetStream;

  beforeAll(async () => {
    server = await startNatsServer({ path, folder, settings: USER });
    const credentials = { reveal: () => ({ user: 'desk', pass: 'secret' }) };
    jetStream = await connectJetStream(
      { servers: [server.url.replace('nats://', '')], tls: false, credentials },
      { replicas: 1, name: 'desk', clock: () => new Date() },
    );
  });

  afterAll(async () => {
    await jetStream.close();
    await server.stop();
    remove();
  });

  it('gives each its own answer, whichever comes first', async () => {
    const { connection } = jetStream;
    const waiting: (() => void)[] = [];
    connection.nats.subscribe('echo', {
      callback: (_, message) => {
        waiting.push(() => message.respond(message.data));
        if (waiting.length === 2) for (const answer of waiting.reverse()) answer();
      },
    });
    const answers = [1, 2].map((number) => connection.request('echo', Uint8Array.of(number)));
    const data = (await Promise.all(answers)).map((answer) => [...answer.data]);
    expect(data).toEqual([[1], [2]]);
  });

  it('fails at once where nobody is there, or the server lets nobody send', async () => {
    const { connection } = jetStream;
    await expect(connection.request('nobody', nothing)).rejects.toMatchObject({ code: '503' });
    await expect(connection.request('secret.one', nothing)).rejects.toThrow(
      'PERMISSIONS_VIOLATION',
    );
  });

  it('fails when the connection is closed before the answer, and after', async () => {
    const { connection } = jetStream;
    connection.nats.subscribe('silence', { callback: () => undefined });
    const request = expect(connection.request('silence', nothing)).rejects.toThrow('lost');
    await connection.nats.flush();
    await jetStream.close();
    await request;
    await expect(connection.request('silence', nothing)).rejects.toThrow('CONNECTION_CLOSED');
  });
});
