import { once } from 'node:events';
import { chmodSync, chownSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, createServer as createNetServer } from 'node:net';
import { join } from 'node:path';

import {
  endPrograms,
  type Finished,
  removeFolder,
  startProgram,
  temporaryFolder,
  wirebrief,
} from './support/program';
import { openStory, story, textWith } from './support/story';

jest.setTimeout(120_000);

const NOBODY = 65_534;
const isRoot = process.getuid?.() === 0;
const work = temporaryFolder();
const at = (name: string) => join(work, name);

afterAll(() => {
  endPrograms();
  removeFolder(work);
});

/** One message of two lines, what is wrong and what to do, on standard error; nothing else. */
function expectRefusal({ code, out, err }: Finished, exitCode: number, message: RegExp): void {
  expect([code, out]).toEqual([exitCode, '']);
  expect(err).toMatch(/^error: [^\n]+\n {2}[^\n]+\n$/);
  expect(err).toMatch(message);
}

function fileWith(name: string, content: string | Uint8Array): string {
  writeFileSync(at(name), content);
  return at(name);
}

describe('brief refuses', () => {
  const MEGABYTE = 1_000_000;
  const brief = (file: string) => wirebrief(['brief', file, '--out', at('out')]);

  it.each<[string, string, string | Uint8Array, RegExp]>([
    ['an empty file', 'empty.txt', '', /empty\.txt holds no article text/],
    ['a file of blanks', 'blank.txt', ' \n\t\n', /blank\.txt holds no article text/],
    ['a binary file', 'data.bin', Buffer.from([0, 1, 2, 0, 255, 254, 0, 7]), /data\.bin/],
    ['a PDF', 'report.pdf', '%PDF-1.7\n1 0 obj\n', /PDF/],
    ['50 MB of text', 'huge.txt', 'word '.repeat(10 * MEGABYTE), /huge\.txt/],
    ['more than is read', 'larger.txt', Buffer.alloc(53 * MEGABYTE, 'a'), /larger\.txt/],
    ['broken UTF-8', 'latin1.txt', Buffer.from('Caf\xe9 struck', 'latin1'), /offset 3/],
    ['JSON of the wrong shape', 'shape.json', '{"text": 5, "colour": "red"}', /\/text.*colour/],
    ['JSON that is cut off', 'cut.json', '{"text": "A missile', /cut\.json/],
    ['a page without an article', 'page.html', '<html><script>app()</script></html>', /page\.html/],
  ])('%s', async (_, name, content, message) => {
    expectRefusal(await brief(fileWith(name, content)), 2, message);
  });

  it('a file that is not there, and a folder', async () => {
    expectRefusal(await brief(at('missing.txt')), 4, /missing\.txt/);
    expectRefusal(await brief(work), 2, /folder/);
  });

  it('a story of the wrong shape, and one that is not there', async () => {
    const article = fileWith('good.txt', textWith('Eight'));
    const wrong = fileWith('wrong.json', '{"title": "x", "timeZone": "Kabul"}');
    const withStory = (file: string) =>
      wirebrief(['brief', article, '--story', file, '--out', at('out')]);
    expectRefusal(await withStory(wrong), 2, /timeZone/);
    expectRefusal(await withStory(at('no-story.json')), 4, /no-story\.json/);
  });

  it('to write where a file stands in the way', async () => {
    const article = fileWith('good.txt', textWith('Eight'));
    const out = join(article, 'out');
    expectRefusal(await wirebrief(['brief', article, '--out', out]), 6, /cannot be written/);
  });
});

describe('ingest', () => {
  it('records nothing when one of its files is bad', async () => {
    const data = at('one-bad');
    const [good, bad] = [fileWith('good.txt', textWith('Eight')), fileWith('bad.bin', '\0\x01\0')];
    expectRefusal(await wirebrief(['ingest', good, bad, '--data', data]), 2, /bad\.bin/);
    expectRefusal(await wirebrief(['events', '--data', data]), 4, /There is no log/);
  });
});

describe('start refuses', () => {
  let other: Server;
  let port: string;

  beforeAll(async () => {
    other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    port = String((other.address() as AddressInfo).port);
  });

  afterAll(() => {
    other.close();
  });

  it('a port in use, before it opens the sample story', async () => {
    const data = at('port');
    const refusal = await wirebrief(['start', '--port', port, '--data', data]);
    expectRefusal(refusal, 6, new RegExp(`Port ${port} of 127\\.0\\.0\\.1 is in use`));
    expect(await wirebrief(['events', '--data', data])).toMatchObject({ code: 0, out: '' });
  });

  it('settings that are wrong, by their names', async () => {
    expectRefusal(await wirebrief(['start', '--port', '99999']), 2, /PORT/);
    expectRefusal(await wirebrief(['start'], { env: { LOG_LEVEL: 'loud' } }), 2, /LOG_LEVEL/);
  });

  it('templates that are not there', async () => {
    const env = { TEMPLATES_DIR: at('no-templates') };
    const { code, err } = await wirebrief(['start', '--port', '0', '--data', at('t')], { env });
    expect(code).not.toBe(0);
    expect(err).toContain('no-templates');
  });
});

it('send gives up on a server that says nothing, and ends', async () => {
  const silent = createNetServer().listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const { port } = silent.address() as AddressInfo;
  const order = ['send', 'edition-order', '{"story": "any"}', '--timeout', '0.2'];
  const refusal = await wirebrief([...order, '--nats', `nats://127.0.0.1:${port}`]);
  expectRefusal(refusal, 6, /No NATS server answers at 127\.0\.0\.1:\d+: timeout/);
  silent.close();
});

describe('a data folder that', () => {
  const start = (data: string) => wirebrief(['start', '--empty', '--port', '0', '--data', data]);

  it('is a file is refused', async () => {
    expectRefusal(await start(fileWith('plain', 'x')), 6, /cannot be written/);
  });

  it('another process has is refused, and that process goes on', async () => {
    const data = at('shared');
    const program = await startProgram(data, ['--empty']);
    const refusal = await start(data);
    await openStory(program);
    const { code } = await program.end('SIGTERM');
    expectRefusal(refusal, 6, new RegExp(`in use by process ${program.pid}`));
    expect(code).toBe(0);
  });

  it('holds no log is told as that by what only reads, and not made', async () => {
    const data = at('mistyped');
    for (const args of [['stories'], ['events'], ['replay'], ['editions', 'issue', story.id]])
      expectRefusal(await wirebrief([...args, '--data', data]), 4, /There is no log in .*mistyped/);
    expect(() => statSync(data)).toThrow();
  });

  it('holds a damaged log is refused, and left as it is', async () => {
    const data = at('damaged');
    mkdirSync(data);
    const garbage = Buffer.alloc(16_384, 'not a database ');
    writeFileSync(join(data, 'log.sqlite'), garbage);
    expectRefusal(await start(data), 6, /damaged/);
    expectRefusal(await wirebrief(['events', '--data', data]), 6, /damaged/);
    expect(readFileSync(join(data, 'log.sqlite')).equals(garbage)).toBe(true);
  });

  // Root may write everywhere: as root, the program runs as another user.
  it('cannot be written is refused', async () => {
    const data = at('read-only');
    const source = at('read-only-source');
    await (await startProgram(source, ['--empty'])).end('SIGTERM');
    mkdirSync(data);
    writeFileSync(join(data, 'log.sqlite'), readFileSync(join(source, 'log.sqlite')));
    if (isRoot) chownSync(work, NOBODY, NOBODY);
    chmodSync(data, 0o555);
    const options = isRoot ? { uid: NOBODY, gid: NOBODY } : {};
    const refusal = await wirebrief(['start', '--empty', '--port', '0', '--data', data], options);
    chmodSync(data, 0o755);
    expectRefusal(refusal, 6, /read-only.*cannot be written/);
  });
});
