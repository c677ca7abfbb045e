import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { isPublicAddress } from './address-policy';
import { HttpWebhookSender } from './http.webhook-sender';
import { KeySecretVault } from './key.secret-vault';

describe('a public address', () => {
  it.each(['93.184.215.14', '8.8.8.8', '172.32.0.1', '2606:4700::6810:84e5', '2a00:1450::1'])(
    'is %s',
    (address) => {
      expect(isPublicAddress(address)).toBe(true);
    },
  );

  it.each([
    ...['127.0.0.1', '127.9.9.9', '10.1.2.3', '172.16.0.1', '172.31.255.255', '192.168.1.1'],
    ...['169.254.169.254', '100.100.100.200', '0.0.0.0', '224.0.0.1', '255.255.255.255'],
    ...['198.18.0.1', '192.0.2.1', '::1', '::', 'fe80::1', 'fd00:ec2::254', 'ff02::1'],
    ...['::ffff:127.0.0.1', '64:ff9b::7f00:1', '2002:7f00:1::', '2001:db8::1', '2001::1', 'x'],
  ])('is not %s', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
});

describe('the address of a webhook', () => {
  const program = 'test';
  const refusal = (url: string, targets: 'public-https' | 'public' | 'any' = 'public'): unknown => {
    try {
      new HttpWebhookSender({ targets, program }).check(url);
      return 'allowed';
    } catch (error) {
      return (error as { readonly code: unknown }).code;
    }
  };

  it.each([
    ...['http://127.0.0.1/', 'http://127.1/', 'http://2130706433/', 'http://0x7f.0.0.1/'],
    ...['http://[::1]/', 'http://[::ffff:7f00:1]/', 'http://169.254.169.254/latest'],
    ...['ftp://a.example/', 'file:///etc/passwd', 'javascript:1', 'a.example', ''],
    ...['https://user:word@a.example/', `https://a.example/${'x'.repeat(2000)}`],
  ])('is not %.60s', (url) => {
    expect(refusal(url)).toBe('WB_WEBHOOK_URL');
  });

  it('is https alone unless http is allowed, and private only where everything is', () => {
    expect(refusal('http://a.example/', 'public-https')).toBe('WB_WEBHOOK_URL');
    expect(refusal('https://a.example/', 'public-https')).toBe('allowed');
    expect(refusal('http://a.example/', 'public')).toBe('allowed');
    expect(refusal('http://127.0.0.1/', 'any')).toBe('allowed');
  });
});

describe('a webhook request', () => {
  let server: Server;
  let requests: { readonly request: IncomingMessage; readonly body: string }[];
  let answer: (response: ServerResponse, request: IncomingMessage) => void;

  beforeEach(async () => {
    requests = [];
    server = createServer((request, response) => {
      let body = '';
      request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
      request.on('end', () => {
        requests.push({ request, body });
        answer(response, request);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  const port = () => (server.address() as AddressInfo).port;
  const post = (
    signal = AbortSignal.timeout(5000),
    options: Partial<ConstructorParameters<typeof HttpWebhookSender>[0]> = {},
    host = '127.0.0.1',
  ) =>
    new HttpWebhookSender({ targets: 'any', program: 'Wirebrief 1.0', ...options }).post({
      url: `http://${host}:${port()}/hook?a=1`,
      headers: { 'content-type': 'application/json', 'webhook-id': 'msg_1' },
      body: '{"ünï": 1}',
      signal,
    });

  it('carries the body and the headers, and gives the status and when to come again', async () => {
    answer = (response) => response.writeHead(503, { 'retry-after': '120' }).end('busy');
    expect(await post()).toEqual({ status: 503, retryAfter: 120 });
    expect(requests).toMatchObject([
      {
        body: '{"ünï": 1}',
        request: {
          method: 'POST',
          url: '/hook?a=1',
          headers: { 'webhook-id': 'msg_1', 'user-agent': 'Wirebrief/1.0', connection: 'close' },
        },
      },
    ]);
  });

  it('does not follow a redirect', async () => {
    answer = (response) =>
      response.writeHead(307, { location: `http://127.0.0.1:${port()}/x` }).end();
    expect(await post()).toMatchObject({ status: 307 });
    expect(requests).toHaveLength(1);
  });

  it('has its answer when the status is there, however long the body goes on', async () => {
    let closed: () => void;
    const isClosed = new Promise<void>((resolve) => (closed = resolve));
    answer = (response) => {
      response.writeHead(200);
      const more = setInterval(() => response.write('x'.repeat(32_000)), 5);
      response.on('close', () => {
        clearInterval(more);
        closed();
      });
    };
    expect(await post()).toMatchObject({ status: 200 });
    await isClosed;
  });

  it('fails when there is no answer in time, when the connection ends, and when nobody listens', async () => {
    answer = () => undefined;
    await expect(post(AbortSignal.timeout(50))).rejects.toThrow('no answer in time');
    answer = (_, request) => request.socket.destroy();
    await expect(post()).rejects.toThrow('ECONNRESET');
    const url = 'http://127.0.0.1:9/';
    const sender = new HttpWebhookSender({ targets: 'any', program: 'test' });
    const signal = AbortSignal.timeout(5000);
    await expect(sender.post({ url, headers: {}, body: '', signal })).rejects.toThrow(
      'ECONNREFUSED',
    );
  });

  it('refuses a name at the moment it resolves to a private address, though it was public before', async () => {
    answer = (response) => response.end();
    const resolved: string[] = [];
    const options = {
      targets: 'public',
      lookup: (
        host: string,
        _: object,
        done: (error: null, found: { address: string; family: number }[]) => void,
      ) => {
        resolved.push(host);
        done(null, [{ address: '127.0.0.1', family: 4 }]);
      },
    } as const;
    await expect(post(undefined, options, 'rebind.example')).rejects.toMatchObject({
      code: 'WB_WEBHOOK_URL',
    });
    expect(resolved).toEqual(['rebind.example']);
    expect(requests).toEqual([]);
    // The same name and address go through where everything is allowed: it is the check that refuses.
    expect(await post(undefined, { ...options, targets: 'any' }, 'rebind.example')).toMatchObject({
      status: 200,
    });
  });
});

describe('the vault', () => {
  const text = 'a random text that is long enough, x';
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'wirebrief-vault-'))));
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('opens what it sealed, for the same purpose alone, and shows nothing of it', async () => {
    const vault = KeySecretVault.fromText(text);
    const sealed = await vault.seal('whsec_abc', 'webhook a/b');
    expect(sealed).not.toContain('abc');
    expect(await KeySecretVault.fromText(text).open(sealed, 'webhook a/b')).toBe('whsec_abc');
    expect(await vault.seal('whsec_abc', 'webhook a/b')).not.toBe(sealed);
    for (const [by, given, purpose] of [
      [vault, sealed, 'webhook a/c'],
      [KeySecretVault.fromText(`${text}!`), sealed, 'webhook a/b'],
      [vault, sealed.slice(0, -2), 'webhook a/b'],
      [vault, 'v1.x', 'webhook a/b'],
      [vault, '', ''],
    ] as const)
      await expect(by.open(given, purpose)).rejects.toMatchObject({ code: 'WB_SECRET_SEALED' });
  });

  it('makes one key file for many that begin at once, readable by its user alone', async () => {
    const file = join(folder, 'data', 'secret.key');
    const vaults = Array.from({ length: 8 }, () => KeySecretVault.fromFile(file));
    const sealed = await Promise.all(vaults.map((vault) => vault.seal('s', 'c')));
    for (const one of sealed) expect(await KeySecretVault.fromFile(file).open(one, 'c')).toBe('s');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, 'utf8')).toMatch(/^[A-Za-z0-9+/]{43}=\n$/);
  });

  it('refuses a damaged key file and leaves it as it is', async () => {
    const file = join(folder, 'secret.key');
    writeFileSync(file, 'not a key');
    await expect(KeySecretVault.fromFile(file).seal('s', 'c')).rejects.toMatchObject({
      code: 'WB_SECRET_KEY',
    });
    expect(readFileSync(file, 'utf8')).toBe('not a key');
  });
});
