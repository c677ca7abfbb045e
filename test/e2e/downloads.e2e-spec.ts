import { createHash } from 'node:crypto';

import { type Answer, ask, json, post } from './support/http';
import {
  endPrograms,
  removeFolder,
  type RunningProgram,
  startProgram,
  temporaryFolder,
} from './support/program';
import { openStory, postArticle, story } from './support/story';

jest.setTimeout(120_000);

const folder = temporaryFolder();
let program: RunningProgram;
let pdf: Buffer;
let etag: string;

const at = (file: string) => `${program.url}/stories/${story.id}/editions/${file}`;
const get = (file: string, headers: Record<string, string> = {}) => ask(at(file), { headers });

beforeAll(async () => {
  program = await startProgram(folder, ['--empty']);
  await openStory(program);
  await postArticle(program, { itemId: 'one' });
  await post(at(''), {});
  await postArticle(program, { itemId: 'two', killed: 'Nine' });
  await post(at(''), {});
  const answer = await get('2.pdf');
  pdf = answer.bytes;
  etag = answer.headers.etag ?? '';
});

afterAll(() => {
  endPrograms();
  removeFolder(folder);
});

describe('a download', () => {
  it.each([
    ['1.html', 'text/html; charset=utf-8', 'harbour-strike-edition-01.html'],
    ['1.pdf', 'application/pdf', 'harbour-strike-edition-01.pdf'],
    ['2.json', 'application/json; charset=utf-8', 'harbour-strike-edition-02.json'],
    ['latest.pdf', 'application/pdf', 'harbour-strike-edition-02.pdf'],
  ])('of %s has the type %s and the name %s', async (file, type, name) => {
    const { status, headers, bytes } = await get(file);
    expect(status).toBe(200);
    expect(headers['content-type']).toBe(type);
    expect(headers['content-disposition']).toBe(`inline; filename="${name}"`);
    expect(headers['content-length']).toBe(String(bytes.length));
    expect(headers['x-content-type-options']).toBe('nosniff');
  });

  it('has an ETag that is the hash of its content, the same under every address', async () => {
    const hash = createHash('sha256').update(pdf).digest('hex');
    expect(etag).toBe(`"${hash}"`);
    expect((await get('latest.pdf')).headers.etag).toBe(etag);
    expect((await get('1.pdf')).headers.etag).not.toBe(etag);
  });

  it('may be kept for ever under its number, and is asked for again under latest', async () => {
    expect((await get('2.pdf')).headers['cache-control']).toContain('max-age=60');
    expect((await get('latest.pdf')).headers['cache-control']).toBe('no-cache');
  });
});

describe('a conditional request', () => {
  it.each([
    ['the ETag', () => etag],
    ['a list that holds the ETag', () => `"other", ${etag}`],
    ['any', () => '*'],
  ])('is answered with 304 and no body for %s', async (_, match) => {
    const answer = await get('2.pdf', { 'if-none-match': match() });
    expect([answer.status, answer.bytes.length]).toEqual([304, 0]);
    expect(answer.headers.etag).toBe(etag);
  });

  it('is answered in full for another ETag', async () => {
    expect((await get('2.pdf', { 'if-none-match': '"other"' })).status).toBe(200);
  });
});

describe('HEAD', () => {
  it.each(['2.html', '2.pdf', '2.json', 'latest.pdf'])(
    'tells of %s what GET tells, without the body',
    async (file) => {
      const head = await ask(at(file), { method: 'HEAD' });
      const full = await get(file);
      expect([head.status, head.bytes.length]).toEqual([200, 0]);
      expect(lasting(head)).toEqual(lasting(full));
    },
  );
});

function lasting({ headers: { date, connection, ...headers } }: Answer): object {
  return headers;
}

describe('a range request', () => {
  const size = () => pdf.length;

  it.each([
    ['the first bytes', 'bytes=0-99', () => [0, 99]],
    ['the middle', 'bytes=100-199', () => [100, 199]],
    ['an open end', 'bytes=1000-', () => [1000, size() - 1]],
    ['a suffix', 'bytes=-50', () => [size() - 50, size() - 1]],
    ['an end behind the file', 'bytes=10-99999999', () => [10, size() - 1]],
  ] as const)('gives %s', async (_, range, span) => {
    const [start = 0, end = 0] = span();
    const { status, headers, bytes } = await get('2.pdf', { range });
    expect(status).toBe(206);
    expect(headers['content-range']).toBe(`bytes ${start}-${end}/${size()}`);
    expect(bytes.equals(pdf.subarray(start, end + 1))).toBe(true);
  });

  it('behind the end is answered with 416 and the size', async () => {
    const { status, headers } = await get('2.pdf', { range: 'bytes=99999999-' });
    expect(status).toBe(416);
    expect(headers['content-range']).toBe(`bytes */${size()}`);
  });

  it.each(['bytes=0-9,100-109', 'pages=1-2', 'bytes=abc'])(
    'that is not served in parts gets the whole file: %s',
    async (range) => {
      const { status, bytes } = await get('2.pdf', { range });
      expect([status, bytes.length]).toEqual([200, size()]);
    },
  );

  it('holds only while the content is the same', async () => {
    const range = 'bytes=0-9';
    expect((await get('latest.pdf', { range, 'if-range': etag })).status).toBe(206);
    expect((await get('latest.pdf', { range, 'if-range': '"older"' })).status).toBe(200);
  });
});

describe('an address without a form', () => {
  it.each([
    ['text/html', 'text/html; charset=utf-8'],
    ['application/pdf', 'application/pdf'],
    ['application/json', 'application/json; charset=utf-8'],
    ['text/html;q=0.5, application/pdf', 'application/pdf'],
    ['*/*', 'text/html; charset=utf-8'],
  ])('serves what Accept: %s asks for', async (accept, type) => {
    const { headers } = await get('2', { accept });
    expect(headers['content-type']).toBe(type);
    expect(headers.vary).toContain('Accept');
  });

  it('refuses what an edition does not come in', async () => {
    const answer = await get('2', { accept: 'image/png' });
    expect(answer.status).toBe(406);
    expect(json(answer)).toMatchObject({ code: 'WB_FORM_NOT_ACCEPTED' });
  });
});
