import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';

import { askServer } from './remote';

const ask = (server: string) => askServer(server, 'GET', '/stories');

describe('asking a server', () => {
  it.each(['localhost:3000', '127.0.0.1:3000', 'ftp://127.0.0.1', 'http://', ''])(
    'refuses "%s" as its address, and shows one',
    async (server) => {
      await expect(ask(server)).rejects.toMatchObject({
        code: 'WB_OPTION',
        remedy: expect.stringContaining('--url http://127.0.0.1:3000') as string,
      });
    },
  );

  it.each([
    ['[1]', [1]],
    ['', {}],
  ])('gives the answer %j of it', async (body, answer) => {
    expect(await answered(body)).toEqual(answer);
  });

  it('tells when something else is there', async () => {
    await expect(answered('<html>')).rejects.toMatchObject({ code: 'WB_SERVER_UNREACHABLE' });
  });

  async function answered(body: string): Promise<unknown> {
    const server = createServer((_, response) => response.end(body)).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    return ask(`http://127.0.0.1:${port}`).finally(() => server.close());
  }
});
