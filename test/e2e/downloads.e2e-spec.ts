import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { type Answer, ask, json, post } from './support/http';
import {
  endPrograms,
  removeFolder,
  type RunningProgram,
  startProgram,
  temporaryFolder,
  wirebrief,
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
    ['2.zip', 'application/zip', 'harbour-strike-edition-02.zip'],
    ['1.html', 'text/html; charset=utf-8', 'harbour-strike-edition-01-superseded.html'],
    ['1.pdf', 'application/pdf', 'harbour-strike-edition-01-superseded.pdf'],
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

  it('is asked for again after a minute under its number, and each time under latest', async () => {
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
  it.each(['1.html', '2.html', '2.pdf', '2.json', '2.zip', 'latest.pdf'])(
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
    ['application/zip', 'application/zip'],
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

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const byContent = (hash: string, form: string) => `${program.url}/files/${hash}.${form}`;

describe('an edition by the time at which it was in force', () => {
  const today = new Date().toISOString().slice(0, 10);

  it.each([
    ['the day', `${today}.pdf`, '2.pdf'],
    ['a day to come', '2999-12-31.html', '2.html'],
    ['an instant', `${new Date(Date.now() + 3_600_000).toISOString()}.zip`, '2.zip'],
    ['an instant with an offset', '2999-12-31T01:00:00+04:30.json', '2.json'],
    ['a day without a form', today, '2'],
  ])('is found by %s: a redirect to its number', async (_, file, target) => {
    const { status, headers } = await get(file);
    expect([status, headers.location]).toEqual([302, new URL(at(target)).pathname]);
    expect(headers['cache-control']).toBe('no-cache');
  });

  it('at an instant between two editions is the first of them', async () => {
    const [first] = json(await ask(at(''))) as { readonly issuedAt: string }[];
    const { headers } = await get(`${first?.issuedAt ?? ''}.pdf`);
    expect(headers.location).toBe(new URL(at('1.pdf')).pathname);
  });

  it('before the first one is unknown', async () => {
    const answer = await get('2001-01-01.pdf');
    expect(answer.status).toBe(404);
    expect(json(answer)).toMatchObject({ code: 'WB_EDITION_UNKNOWN' });
  });

  it.each(['2021-02-30.pdf', '2021-13-01', '2021-09-17T25:00:00Z.pdf', '2021-09-17T06:00.pdf'])(
    'is not found by %s, which is no time',
    async (file) => {
      expect(json(await get(file))).toMatchObject({ code: 'WB_EDITION_ADDRESS' });
    },
  );
});

describe('a file by its content', () => {
  it('is the same file and may be kept for ever', async () => {
    const { status, headers, bytes } = await ask(byContent(sha256(pdf), 'pdf'));
    expect([status, headers.etag]).toEqual([200, etag]);
    expect(bytes.equals(pdf)).toBe(true);
    expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(headers['content-disposition']).toContain('harbour-strike-edition-02.pdf');
    expect(headers['wirebrief-edition-status']).toBeUndefined();
    expect(headers['link']).toContain('/editions/latest.pdf>; rel="latest-version"');
  });

  it('can be had in parts', async () => {
    const range = 'bytes=5-14';
    const { status, bytes } = await ask(byContent(sha256(pdf), 'pdf'), { headers: { range } });
    expect([status, bytes.equals(pdf.subarray(5, 15))]).toEqual([206, true]);
  });

  it.each([
    ['another form', () => byContent(sha256(pdf), 'html'), 'WB_FILE_UNKNOWN'],
    ['content that no edition has', () => byContent('0'.repeat(64), 'pdf'), 'WB_FILE_UNKNOWN'],
    ['no hash', () => byContent('latest', 'pdf'), 'WB_EDITION_ADDRESS'],
    ['no form', () => `${program.url}/files/${sha256(pdf)}`, 'WB_EDITION_ADDRESS'],
  ])('is not found by %s', async (_, address, code) => {
    const answer = await ask(address());
    expect(answer.status).toBe(404);
    expect(json(answer)).toMatchObject({ code });
  });
});

describe('the ZIP of an edition', () => {
  it('holds every form with its hash, the same bytes each time, and unzips with other tools', async () => {
    const { bytes, headers } = await get('2.zip');
    const again = await get('latest.zip');
    expect(headers.etag).toBe(`"${sha256(bytes)}"`);
    expect(again.bytes.equals(bytes)).toBe(true);
    const place = temporaryFolder();
    writeFileSync(join(place, 'edition.zip'), bytes);
    execFileSync('python3', ['-m', 'zipfile', '-e', 'edition.zip', 'out'], { cwd: place });
    execFileSync('sha256sum', ['-c', 'SHA256SUMS'], { cwd: join(place, 'out'), stdio: 'pipe' });
    expect(readdirSync(join(place, 'out')).sort()).toEqual([
      ...['README.txt', 'SHA256SUMS'],
      ...['html', 'json', 'pdf'].map((form) => `harbour-strike-edition-02.${form}`),
    ]);
    removeFolder(place);
  });

  it('can be had in parts and asked for conditionally', async () => {
    const whole = await get('2.zip');
    const tag = whole.headers.etag ?? '';
    const part = await get('2.zip', { range: 'bytes=-22', 'if-range': tag });
    expect([part.status, part.bytes.equals(whole.bytes.subarray(-22))]).toEqual([206, true]);
    expect((await get('2.zip', { 'if-none-match': tag })).status).toBe(304);
  });
});

describe('the page of a superseded edition', () => {
  const issued = async () => {
    const [first] = json(await ask(at(''))) as { files: { html: { hash: string } } }[];
    return ask(byContent(first?.files.html.hash ?? '', 'html'));
  };

  it('begins with a notice that leads to the newest edition and to the page as it was issued', async () => {
    const { headers, text } = await get('1.html');
    const [, second] = json(await ask(at(''))) as { issuedAt: string }[];
    const notice = /<body[^>]*>\s*(<aside.*?<\/aside>)/s.exec(text)?.[1] ?? '';
    expect(notice).toContain('Edition 1 was superseded by edition 2 on');
    expect(notice).toContain(`datetime="${second?.issuedAt ?? ''}"`);
    expect(notice).toContain(`href="${new URL(at('2.html')).pathname}"`);
    const { bytes, text: original } = await issued();
    expect(notice).toContain(`href="/files/${sha256(bytes)}.html"`);
    expect(original).not.toContain('edition-notice');
    const style = /<style>\n\.edition-notice.*?<\/style>\n/s;
    expect(text.replace(style, '').replace(`\n${notice}\n`, '')).toBe(original);
    expect(headers['cache-control']).toBe('no-cache');
  });

  it('has an ETag of its own, by which it is asked for again and in parts', async () => {
    const { headers, bytes } = await get('1.html');
    const own = headers.etag ?? '';
    const issuedTag = (await issued()).headers.etag ?? '';
    expect(own).toBe(`"${sha256(bytes)}"`);
    expect(own).not.toBe(issuedTag);
    expect((await get('1.html', { 'if-none-match': own })).status).toBe(304);
    expect((await get('1.html', { 'if-none-match': issuedTag })).status).toBe(200);
    const range = 'bytes=100-199';
    const part = await get('1.html', { range, 'if-range': own });
    expect([part.status, part.bytes.equals(bytes.subarray(100, 200))]).toEqual([206, true]);
    expect((await get('1.html', { range, 'if-range': issuedTag })).status).toBe(200);
  });

  it('leaves the other forms as they were issued, and names them otherwise', async () => {
    const [first] = json(await ask(at(''))) as { files: { pdf: { hash: string } } }[];
    const { headers, bytes } = await get('1.pdf');
    expect(sha256(bytes)).toBe(first?.files.pdf.hash);
    expect(headers['content-disposition']).toContain('harbour-strike-edition-01-superseded.pdf');
    const place = temporaryFolder();
    writeFileSync(join(place, 'edition.zip'), (await get('1.zip')).bytes);
    execFileSync('python3', ['-m', 'zipfile', '-e', 'edition.zip', '.'], { cwd: place });
    execFileSync('sha256sum', ['-c', 'SHA256SUMS'], { cwd: place, stdio: 'pipe' });
    expect(readFileSync(join(place, 'README.txt'), 'utf8')).toMatch(
      /Superseded: +by edition 2 on /,
    );
    removeFolder(place);
  });

  it('stands before the PDF for a browser, with the choice between the newest and the one issued', async () => {
    const browser = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' };
    const { status, headers, text } = await get('1.pdf', browser);
    expect([status, headers['content-type']]).toEqual([300, 'text/html; charset=utf-8']);
    expect([headers['cache-control'], headers.vary]).toEqual([
      'no-cache',
      expect.stringContaining('Accept'),
    ]);
    expect(text).toContain(`Edition 1 of ${story.title} is superseded`);
    const { bytes, headers: ofFile } = await get('1.pdf');
    expect(ofFile.vary).toContain('Accept');
    expect(text).toContain(`href="/files/${sha256(bytes)}.pdf"`);
    expect(text).toContain(`href="${new URL(at('2.pdf')).pathname}"`);
    for (const accept of ['application/pdf', '*/*', 'application/pdf, text/html;q=0.5'])
      expect((await get('1.pdf', { accept })).bytes.equals(bytes)).toBe(true);
    expect((await get('2.pdf', browser)).status).toBe(200);
  });

  it('is not that of the newest edition', async () => {
    expect((await get('latest.html')).text).not.toContain('edition-notice');
  });
});

describe('several ranges', () => {
  it('that meet are one part', async () => {
    const { status, bytes } = await get('2.pdf', { range: 'bytes=0-9,10-19' });
    expect([status, bytes.equals(pdf.subarray(0, 20))]).toEqual([206, true]);
  });

  it('of a condition that is no strong ETag are not served', async () => {
    const headers = (condition: string) => ({ range: 'bytes=0-9', 'if-range': condition });
    for (const condition of [`W/${etag}`, new Date().toUTCString()])
      expect((await get('2.pdf', headers(condition))).status).toBe(200);
  });
});

describe('an edition', () => {
  const linksOf = ({ headers }: Answer): readonly string[] =>
    String(headers['link'])
      .split(', ')
      .map((link) => link.replace(`/stories/${story.id}/editions`, ''));

  it('that is superseded says so, wherever it is told of', async () => {
    const answer = await get('1.pdf');
    expect(answer.headers['wirebrief-edition-status']).toBe('superseded');
    expect(linksOf(answer)).toEqual([
      ...['</latest.pdf>; rel="latest-version"', '<>; rel="version-history"'],
      '</2.pdf>; rel="successor-version"',
    ]);
    expect((await get('1.pdf', { 'if-none-match': '*' })).headers['link']).toBe(
      answer.headers['link'],
    );
    expect(json(await ask(at('')))).toMatchObject([
      { number: 1, status: 'superseded', supersededBy: 2, recall: null },
      { number: 2, status: 'current', supersededBy: null, recall: null },
    ]);
    const page = await ask(`${program.url}/stories/${story.id}`, {
      headers: { accept: 'text/html' },
    });
    expect(page.text).toMatch(
      /Superseded<\/span>\s*<p class="standing">by <a href="[^"]*\/2\.html">/,
    );
    const listed = await wirebrief(['editions', story.id, '--data', folder]);
    expect(listed.out).toMatch(/1 .* superseded .*\n.*2 .* current /);
  });

  it('that is the newest says so', async () => {
    const answer = await get('latest.html');
    expect(answer.headers['wirebrief-edition-status']).toBe('current');
    expect(linksOf(answer)).toContain('</1.html>; rel="predecessor-version"');
    expect(linksOf(answer).join()).not.toContain('successor');
  });

  it('that is recalled is given out under no address any more, and says so', async () => {
    await postArticle(program, { itemId: 'two', kind: 'kill', note: 'Wrong place', text: '' });
    for (const address of [at('2.pdf'), at('2.zip'), byContent(sha256(pdf), 'pdf')]) {
      const answer = await ask(address, { headers: { 'if-none-match': etag } });
      expect([answer.status, answer.headers['cache-control']]).toEqual([410, 'no-store']);
      expect(json(answer)).toMatchObject({ code: 'WB_EDITION_RECALLED' });
      expect(answer.headers['link']).toContain('rel="latest-version"');
    }
    expect((await get('2.pdf')).headers['wirebrief-edition-status']).toBe('recalled');
    expect((await get('1.pdf')).status).toBe(200);
    const browser = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };
    for (const address of [at('2.html'), at('2.pdf'), byContent(sha256(pdf), 'pdf')]) {
      const { status, headers, text } = await ask(address, { headers: browser });
      expect([status, headers['content-type']]).toEqual([410, 'text/html; charset=utf-8']);
      expect(headers['cache-control']).toBe('no-store');
      expect(headers.etag).not.toBe(etag);
      expect(text).toContain(`Edition 2 of ${story.title} is recalled`);
      expect(text).toContain('withdrawn afterwards, by Harbour News (test)');
      expect(text).toContain('Wrong place');
      expect(text).toMatch(/Recalled on <time datetime="20/);
      expect(text).toContain(`href="${new URL(at('1.html')).pathname}"`);
      expect(text).not.toMatch(/hospital official|Nine/);
    }
    expect((await ask(at('2.html'), { method: 'HEAD', headers: browser })).status).toBe(410);
    const first = (await get('1.html')).text;
    expect(first).toContain('Edition 2 is recalled.');
    expect(first).not.toContain('Read the newest edition');
    const [, second] = json(await ask(at(''))) as readonly unknown[];
    expect(second).toMatchObject({ status: 'recalled', recall: { reason: 'Wrong place' } });
  });
});
