import { once } from 'node:events';
import { type ClientRequest, type IncomingMessage, request as httpRequest } from 'node:http';
import { type AddressInfo, connect, createServer } from 'node:net';

import { ServiceProcess } from '../../tools/lib/service-process.mjs';
import { article, openStory, postArticle } from './support/story';
import {
  endPrograms,
  removeFolder,
  startProgram,
  temporaryFolder,
  wirebrief,
} from './support/program';

jest.setTimeout(120_000);

let folder: string;

beforeEach(() => {
  folder = temporaryFolder();
});

afterEach(() => {
  endPrograms();
  removeFolder(folder);
});

interface LoggedUpdate {
  readonly type: string;
  readonly data: { readonly article: { readonly articleId: string; readonly itemId: string } };
}

async function receivedIds(): Promise<readonly string[]> {
  const { out } = await wirebrief(['events', '--data', folder, '--type', 'ArticleReceived']);
  const lines = out.split('\n').filter((line) => line !== '');
  return lines.map((line) => (JSON.parse(line) as LoggedUpdate).data.article.articleId);
}

const ROUNDS = 4;
const BEFORE_THE_KILL = 25;

describe('a server that is killed while updates are posted', () => {
  it('has every acknowledged update in the log once, round after round, and rebuilds to the same state', async () => {
    const acknowledged: string[] = [];
    for (let round = 1; round <= ROUNDS; round++) {
      const program = await startProgram(folder, ['--empty']);
      await openStory(program);
      let sent = 0;
      let killed: Promise<unknown> | undefined;
      const postUntilKilled = async (): Promise<void> => {
        while (killed === undefined) {
          const itemId = `item-${round}-${(sent += 1)}`;
          const { status, receipt } = await postArticle(program, { itemId });
          if (status === 201) acknowledged.push(receipt.articleId);
          if (acknowledged.length >= round * BEFORE_THE_KILL) killed ??= program.end('SIGKILL');
        }
      };
      await Promise.allSettled([1, 2, 3, 4].map(postUntilKilled));
      await killed;
    }
    const received = await receivedIds();
    expect(acknowledged.length).toBeGreaterThanOrEqual(ROUNDS * BEFORE_THE_KILL);
    expect(new Set(received).size).toBe(received.length);
    expect(acknowledged.filter((id) => !received.includes(id))).toEqual([]);
    expect(await wirebrief(['replay', '--data', folder])).toMatchObject({ code: 0 });
  });
});

/** The head of a request and half of its body; the rest goes with `end`. */
async function halfAnUpdate(url: string): Promise<{ request: ClientRequest; rest: string }> {
  const body = JSON.stringify(article({ itemId: 'slow' }));
  const request = httpRequest(`${url}/articles`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
  });
  const half = Math.floor(body.length / 2);
  await new Promise((resolve) => request.write(body.slice(0, half), resolve));
  return { request, rest: body.slice(half) };
}

/** Resolves when a hundred connections in a row were refused: the server has had time to do harm by then. */
async function refusesNewConnections(url: string): Promise<void> {
  for (let refused = 0; refused < 100;) {
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    const isOpen = await new Promise((resolve) => {
      socket.once('connect', () => {
        resolve(true);
      });
      socket.once('error', () => {
        resolve(false);
      });
    });
    socket.destroy();
    refused = isOpen === true ? 0 : refused + 1;
  }
}

describe.each(['SIGINT', 'SIGTERM'] as const)('a server that gets %s', (signal) => {
  it('answers the request in hand, also past connections that are only open, and ends with exit code 0', async () => {
    const program = await startProgram(folder, ['--empty']);
    await openStory(program);
    const idle = connect(Number(new URL(program.url).port), '127.0.0.1');
    await once(idle, 'connect');
    const { request, rest } = await halfAnUpdate(program.url);
    // Answered after the half above has arrived.
    await postArticle(program, { itemId: 'quick' });

    const ended = program.end(signal);
    await program.said('Stopping');
    const answered = once(request, 'response');
    await Promise.race([refusesNewConnections(program.url), answered]);
    request.end(rest);
    const [response] = (await answered) as [IncomingMessage];
    response.resume();

    expect(response.statusCode).toBe(201);
    expect(await ended).toMatchObject({ code: 0, signal: null });
    idle.destroy();
    expect(await receivedIds()).toHaveLength(2);
  });
});

it('a service that a silent NATS server keeps waiting stops when it is told to', async () => {
  const silent = createServer().listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const { port } = silent.address() as AddressInfo;
  const env = {
    NATS_URL: `nats://127.0.0.1:${port}`,
    WIREBRIEF_SECRET: 'a secret of thirty-two letters..',
    DATA_DIR: folder,
  };
  const service = new ServiceProcess({ name: 'ingest', env });
  service.launch();
  await service.said('waiting');
  expect(await service.end('SIGTERM')).toBe(0);
  silent.close();
});
