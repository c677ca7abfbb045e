import { JetStreamEventStore } from '@wirebrief/jetstream';
import { isWirebriefError } from '@wirebrief/kernel';
import {
  natsFolder,
  type NatsServer,
  natsServers,
  startNatsServer,
  suitableNatsServers,
} from '@wirebrief/testing';

import { connectTo, nextAddress } from './jetstream.factory';

const clock = (): Date => new Date();

describe('The servers that a log may be kept on', () => {
  const { folder, remove } = natsFolder();
  const running: NatsServer[] = [];

  afterEach(async () => {
    await Promise.all(running.splice(0).map((server) => server.stop()));
  });

  afterAll(remove);

  const start = async (...[options]: Parameters<typeof startNatsServer>): Promise<NatsServer> => {
    const server = await startNatsServer(options);
    running.push(server);
    return server;
  };

  const codeOf = async (work: Promise<unknown>): Promise<string> =>
    work.then(
      () => 'accepted',
      (error: unknown) => (isWirebriefError(error) ? error.code : String(error)),
    );

  // Debian 12 and Ubuntu 24.04 have one that is too old.
  const tooOld = natsServers().filter((server) => !server.suitable);
  (tooOld.length > 0 ? it.each(tooOld) : it.skip.each(['an old server']))(
    'are not too old: %p',
    async (old) => {
      if (typeof old === 'string') return;
      const server = await start({ path: old.path, folder: `${folder}/old`, syncAlways: false });
      expect(await codeOf(connectTo([server]))).toBe('WB_NATS_SERVER_TOO_OLD');
    },
  );

  it('have JetStream', async () => {
    const { path } = suitableNatsServers().newest;
    const server = await start({ path, folder: `${folder}/core`, jetStream: false });
    expect(await codeOf(connectTo([server]))).toBe('WB_NATS_JETSTREAM_OFF');
  });

  it('let this user in', async () => {
    const { path } = suitableNatsServers().newest;
    const settings = 'authorization { user: desk, password: secret }';
    const server = await start({ path, folder: `${folder}/closed`, settings });
    expect(await codeOf(connectTo([server]))).toBe('WB_NATS_REFUSED');
  });

  it('are there', async () => {
    const { path } = suitableNatsServers().newest;
    const server = await start({ path, folder: `${folder}/gone` });
    await server.stop();
    expect(await codeOf(connectTo([server]))).toBe('WB_NATS_UNREACHABLE');
  }, 20_000);

  it('keep the stream as it is asked for', async () => {
    const { path } = suitableNatsServers().oldest;
    const server = await start({ path, folder: `${folder}/other` });
    const connection = await connectTo([server]);
    const address = nextAddress();
    await connection.manager.streams.add({
      name: address.stream,
      subjects: [`${address.prefix}.>`],
      max_age: 3600e9,
    });
    const opening = JetStreamEventStore.open(connection, { clock, address });
    await expect(opening).rejects.toMatchObject({
      code: 'WB_NATS_STREAM_DIFFERS',
      message: expect.stringContaining('max_age') as string,
    });
    await connection.close();
  });

  it('refuses a log on more servers than there are', async () => {
    const { path } = suitableNatsServers().newest;
    const server = await start({ path, folder: `${folder}/single` });
    const connection = await connectTo([server]);
    const opening = JetStreamEventStore.open(connection, {
      clock,
      address: nextAddress(),
      replicas: 3,
    });
    expect(await codeOf(opening)).toBe('WB_STORE_UNAVAILABLE');
    await connection.close();
  }, 40_000);
});
