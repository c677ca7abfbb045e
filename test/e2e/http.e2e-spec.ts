import { readFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';

import { type Briefing } from '@wirebrief/briefing';
import { type ProblemDetails } from '@wirebrief/platform';

import { type Answer, ask, json, post } from './support/http';
import {
  endPrograms,
  removeFolder,
  type RunningProgram,
  startProgram,
  temporaryFolder,
  wirebrief,
} from './support/program';
import { article, postArticle, story, textWith } from './support/story';

jest.setTimeout(120_000);

const JSON_TYPE = { 'content-type': 'application/json' };
const BROWSER = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };
const folder = temporaryFolder();
let program: RunningProgram;

const at = (path: string) => `${program.url}${path}`;
const postBody = (body: string | Uint8Array, headers: Record<string, string> = JSON_TYPE) =>
  ask(at('/articles'), { method: 'POST', headers, body });
const position = async () => (json(await ask(at('/health'))) as HealthView).log.position;

interface HealthView {
  readonly status: string;
  readonly log: { readonly position: number };
}

function problem(answer: Answer): ProblemDetails {
  expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
  const details = json(answer) as ProblemDetails;
  expect(details.status).toBe(answer.status);
  expect(details.remedy).not.toBe('');
  return details;
}

beforeAll(async () => {
  program = await startProgram(folder, ['--empty']);
});

afterAll(() => {
  endPrograms();
  removeFolder(folder);
});

describe('/stories', () => {
  it('is empty at first, also as a page', async () => {
    expect(json(await ask(at('/stories')))).toEqual([]);
    expect((await ask(at('/'), { headers: BROWSER })).status).toBe(200);
  });

  it('opens a story once', async () => {
    const first = await post(at('/stories'), story);
    const second = await post(at('/stories'), story);
    expect([first.status, second.status]).toEqual([201, 200]);
    expect(first.headers.location).toBe(`/stories/${story.id}`);
    expect(json(first)).toMatchObject({ storyId: story.id, articles: 0, editions: [] });
  });

  it('refuses the same id with another definition', async () => {
    const answer = await post(at('/stories'), { ...story, title: 'Another' });
    expect(problem(answer)).toMatchObject({ status: 409, code: 'WB_STORY_EXISTS' });
  });

  it('points at every wrong field', async () => {
    const answer = await post(at('/stories'), {
      title: '',
      incident: { date: 'Friday' },
      by: 'me',
    });
    const { status, errors = [] } = problem(answer);
    expect(status).toBe(422);
    expect(errors.map(({ pointer }) => pointer).sort()).toEqual([
      '#',
      '#/incident/date',
      '#/title',
    ]);
  });

  it('shows a story as JSON to programs and as a page to people', async () => {
    const path = at(`/stories/${story.id}`);
    const page = await ask(path, { headers: BROWSER });
    expect(json(await ask(path))).toMatchObject({ storyId: story.id, title: story.title });
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(page.headers.vary).toContain('Accept');
    expect(page.text).toContain(story.title);
  });
});

describe('POST /articles', () => {
  it('takes CloudEvents, structured and binary, and says what is wrong with one', async () => {
    const type = 'wirebrief.articles.submit';
    const event = { specversion: '1.0', id: 'cloud-1', source: '/feeds/harbour', type };
    const data = article({ itemId: 'cloud' });
    const structured = { 'content-type': 'application/cloudevents+json; charset=utf-8' };
    const send = (body: object) => postBody(JSON.stringify(body), structured);
    expect((await send({ ...event, data })).status).toBe(201);
    const fields = Object.entries(event).map(([name, value]) => [`ce-${name}`, value] as const);
    const binary = { ...JSON_TYPE, ...Object.fromEntries(fields) };
    expect((await postBody(JSON.stringify(data), binary)).status).toBe(200);
    const wrong = [
      { ...event, type: 'com.example.other', data },
      event,
      { ...event, data: 'text' },
    ];
    const codes = await Promise.all(wrong.map(async (body) => problem(await send(body)).code));
    expect(codes).toEqual(['WB_CLOUDEVENT_TYPE', 'WB_CLOUDEVENT_INVALID', 'WB_INPUT_SHAPE']);
  });

  const outcomeOf = async (sketch: Parameters<typeof postArticle>[1]) => {
    const { status, receipt } = await postArticle(program, sketch);
    return [status, receipt.outcome];
  };

  it('records an update, and a repeat of it not again', async () => {
    const first = await postArticle(program, { itemId: 'one', version: 1 });
    const second = await postArticle(program, { itemId: 'one', version: 1 });
    expect([first.status, second.status]).toEqual([201, 200]);
    expect(first.receipt).toMatchObject({ outcome: 'received', stories: [story.id] });
    expect(second.receipt).toMatchObject({
      outcome: 'unchanged',
      articleId: first.receipt.articleId,
    });
  });

  it('tells revisions, late ones, suspensions and kills apart', async () => {
    const itemId = 'two';
    expect(await outcomeOf({ itemId, version: 1 })).toEqual([201, 'received']);
    expect(await outcomeOf({ itemId, version: 3, killed: 'Ten' })).toEqual([201, 'revised']);
    expect(await outcomeOf({ itemId, version: 2, killed: 'Nine' })).toEqual([201, 'late']);
    expect(await outcomeOf({ itemId, version: 4, kind: 'withheld', text: '' })).toEqual([
      201,
      'withheld',
    ]);
    expect(await outcomeOf({ itemId, version: 5, kind: 'kill', text: '' })).toEqual([
      201,
      'killed',
    ]);
    expect(await outcomeOf({ itemId, version: 5, kind: 'kill', text: '' })).toEqual([
      200,
      'unchanged',
    ]);
  });

  it('files an article without a story by the terms of the stories', async () => {
    const { receipt } = await postArticle(program, { itemId: 'by-terms', stories: undefined });
    expect(receipt.stories).toEqual([story.id]);
  });

  it('keeps the correlation id of the client in the log', async () => {
    const headers = { ...JSON_TYPE, 'x-correlation-id': 'desk-17' };
    await postBody(JSON.stringify(article({ itemId: 'correlated' })), headers);
    const { out } = await wirebrief(['events', '--data', folder]);
    expect(out).toContain('"correlationId":"desk-17"');
  });

  describe('refuses, with the log untouched,', () => {
    let before: number;
    beforeEach(async () => {
      before = await position();
    });
    afterEach(async () => {
      expect(await position()).toBe(before);
    });

    it('an unknown story, with 404', async () => {
      const body = article({ itemId: 'x', stories: ['no-such-story'] });
      expect(problem(await post(at('/articles'), body))).toMatchObject({
        status: 404,
        code: 'WB_STORY_UNKNOWN',
      });
    });

    it('a wrong shape, with 422 and a pointer to each place', async () => {
      const body = article({ itemId: 'x', url: 'ftp://x', stories: ['a', 7], 'a/b': 1 });
      const { status, errors = [] } = problem(await post(at('/articles'), body));
      expect(status).toBe(422);
      expect(errors.map(({ pointer }) => pointer).sort()).toEqual(['#', '#/stories/1', '#/url']);
    });

    it('an article without text, with 422', async () => {
      expect(
        problem(await post(at('/articles'), article({ itemId: 'x', text: ' \n' }))),
      ).toMatchObject({ status: 422, code: 'WB_ARTICLE_EMPTY' });
    });

    it('a text that is too long, with 422', async () => {
      const body = article({ itemId: 'x', text: 'a'.repeat(200_001) });
      expect(problem(await post(at('/articles'), body)).errors).toMatchObject([
        { pointer: '#/text' },
      ]);
    });

    it.each([
      ['malformed JSON', '{"text": "half'],
      ['a bare value', '"text"'],
    ])('%s, with 400', async (_, body) => {
      expect(problem(await postBody(body))).toMatchObject({ status: 400, code: 'WB_INPUT_JSON' });
    });

    it('broken UTF-8, with 400', async () => {
      const body = Buffer.from(JSON.stringify(article({ itemId: 'x', byline: 'Jose\u0301' })));
      body[body.indexOf(0xcc)] = 0xff;
      expect(problem(await postBody(body))).toMatchObject({
        status: 400,
        code: 'WB_INPUT_ENCODING',
      });
    });

    it.each(['text/plain', 'application/x-www-form-urlencoded', 'application/xml'])(
      'a body of type %s, with 415',
      async (type) => {
        expect(problem(await postBody('text=1', { 'content-type': type }))).toMatchObject({
          status: 415,
          code: 'WB_INPUT_MEDIA_TYPE',
        });
      },
    );

    it('a body of no type at all, with 415', async () => {
      expect(problem(await postBody('{}', {}))).toMatchObject({ status: 415 });
    });

    it('a body of 50 MB, with 413 while hardly any of it was sent', async () => {
      const answer = await refusedHead({ 'content-length': '50000000' });
      expect(answer.statusCode).toBe(413);
    });

    it('a body of 50 MB without an announced length, with 413 and without keeping it', async () => {
      // One that has nothing else to do: no document is made meanwhile.
      const idle = temporaryFolder();
      const alone = await startProgram(idle, ['--empty']);
      const before = residentBytes(alone.pid);
      const answer = await ask(`${alone.url}/articles`, {
        method: 'POST',
        headers: { ...JSON_TYPE, 'transfer-encoding': 'chunked' },
        body: Buffer.alloc(50_000_000, ' '),
      });
      expect(problem(answer)).toMatchObject({ status: 413, code: 'WB_INPUT_TOO_LARGE' });
      expect(residentBytes(alone.pid) - before).toBeLessThan(40_000_000);
      await alone.end('SIGTERM');
      removeFolder(idle);
    });
  });
});

/** Sends a head that announces a body, then nothing of the body, and gives the answer. */
function refusedHead(
  headers: Record<string, string>,
): Promise<{ statusCode?: number | undefined }> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      at('/articles'),
      { method: 'POST', headers: { ...JSON_TYPE, ...headers }, agent: false },
      (response) => {
        resolve(response);
        request.destroy();
      },
    );
    request.on('error', reject);
    request.flushHeaders();
  });
}

function residentBytes(pid: number): number {
  const [, kilobytes = '0'] =
    /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) * 1024;
}

describe('POST /stories/:id/editions', () => {
  const editions = () => at(`/stories/${story.id}/editions`);

  it('issues the next edition with every update acknowledged before', async () => {
    const published = '2026-01-31T08:00:00Z';
    await postArticle(program, { itemId: 'fresh', killed: 'Eleven', published });
    const answer = await post(editions(), {});
    const briefing = json(await ask(`${at(answer.headers.location ?? '')}.json`)) as Briefing;
    expect(answer.status).toBe(201);
    expect(answer.headers.location).toBe(`/stories/${story.id}/editions/1`);
    expect(briefing.edition).toMatchObject({ number: 1, supersedes: null });
    expect(JSON.stringify(briefing.toll)).toContain('Eleven civilians were killed');
  });

  it('says NO CHANGE when nothing has changed', async () => {
    await post(editions(), {});
    const briefing = json(await ask(`${editions()}/latest.json`)) as Briefing;
    const page = await ask(`${editions()}/latest.html`);
    expect(briefing.edition).toMatchObject({ number: 2, supersedes: 1 });
    expect(briefing.changes).toEqual({ since: 1, entries: [] });
    expect(page.text).toMatch(/no change/i);
  });

  it('takes no body at all for an edition, and refuses another kind', async () => {
    const bare = await ask(editions(), { method: 'POST' });
    const wrong = await post(editions(), { kind: 'gazette' });
    expect(bare.status).toBe(201);
    expect(problem(wrong).errors).toMatchObject([{ pointer: '#/kind' }]);
  });

  it('knows no edition of an unknown story', async () => {
    const answer = await post(at('/stories/no-such-story/editions'), {});
    expect(problem(answer)).toMatchObject({ status: 404, code: 'WB_STORY_UNKNOWN' });
  });

  it('marks the editions that told of an article killed later as recalled', async () => {
    await postArticle(program, { itemId: 'doomed', version: 1, killed: 'Nineteen' });
    const { number } = json(await post(editions(), {})) as { number: number };
    await postArticle(program, { itemId: 'doomed', version: 2, kind: 'kill', text: '' });
    const page = await ask(at(`/stories/${story.id}`), { headers: BROWSER });
    const row = page.text.split('<tr>').find((one) => one.includes(`>Edition ${number}<`));
    expect(row).toContain('Recalled');
    expect(row).not.toContain('href');
    for (const form of ['html', 'pdf', 'json']) {
      const gone = await ask(at(`/stories/${story.id}/editions/${number}.${form}`));
      expect(problem(gone)).toMatchObject({ status: 410, code: 'WB_EDITION_RECALLED' });
    }
  });
});

describe('markup in an article', () => {
  const HOSTILE = '<script>alert(1)</script><img src=x onerror=alert(2)>';

  it('stays text in the edition and on the pages', async () => {
    const text = `${textWith('Twelve')}\n\n"${HOSTILE}", the defence ministry said of the strike.`;
    const headline = `Strike ${HOSTILE}`;
    const outlet = `News ${HOSTILE}`;
    await postArticle(program, { itemId: 'hostile', text, headline, outlet });
    await ask(at(`/stories/${story.id}/editions`), { method: 'POST' });
    const edition = await ask(at(`/stories/${story.id}/editions/latest.html`));
    const page = await ask(at(`/stories/${story.id}`), { headers: BROWSER });
    for (const shown of [edition.text, page.text]) {
      expect(shown).toContain('&lt;script&gt;');
      expect(shown).not.toContain('<script>alert');
      expect(shown).not.toContain('<img src=x');
    }
  });

  it('stays text in an address that is not known', async () => {
    const path = `/stories/${encodeURIComponent(HOSTILE)}`;
    const { status, text } = await ask(at(path), { headers: BROWSER });
    expect(status).toBe(404);
    expect(text).not.toContain('<script>alert');
  });
});

describe('an address that is not known', () => {
  const paths = ['/nowhere', '/stories/none', `/stories/${story.id}/editions/999`];

  it.each([...paths, `/stories/${story.id}/editions/1.doc`])(
    'is a problem for programs: %s',
    async (path) => {
      expect(problem(await ask(at(path)))).toMatchObject({ status: 404 });
    },
  );

  it.each(paths)('is a page for people: %s', async (path) => {
    const { status, headers, text } = await ask(at(path), { headers: BROWSER });
    expect(status).toBe(404);
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(text).toContain('<h1');
  });

  it.each([
    ['DELETE', '/articles', 'POST'],
    ['PUT', `/stories/${story.id}`, 'GET, HEAD'],
    ['PATCH', `/stories/${story.id}/editions`, 'GET, HEAD, POST'],
  ])('takes no %s at %s, and says what it takes', async (method, path, allow) => {
    const answer = await ask(at(path), { method });
    expect(problem(answer)).toMatchObject({ status: 405, code: 'WB_METHOD' });
    expect(answer.headers['allow']).toBe(allow);
  });

  it('is 400 when its percent-encoding is broken', async () => {
    expect(problem(await ask(at('/stories/%E0%A4%A')))).toMatchObject({
      status: 400,
      code: 'WB_ADDRESS_INVALID',
    });
  });
});

describe('/health', () => {
  it('is ok and tells the position of the log', async () => {
    const answer = await ask(at('/health'));
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(json(answer)).toMatchObject({ status: 'ok', log: { durability: 'fsync' } });
  });
});

describe('/dead-letters', () => {
  it.each([
    ['GET', '/dead-letters'],
    ['GET', '/dead-letters/1'],
    ['POST', '/dead-letters/1/retry'],
    ['DELETE', '/dead-letters/1'],
  ])('%s %s says that a server over a folder has none', async (method, path) => {
    const details = problem(await ask(at(path), { method }));
    expect([details.status, details.code]).toEqual([404, 'WB_DEAD_LETTERS_NONE']);
  });

  it.each(['/dead-letters/0', '/dead-letters/one', '/dead-letters?limit=0'])(
    'refuses %s',
    async (path) => {
      const details = problem(await ask(at(path)));
      expect(details.code).toMatch(/WB_DEAD_LETTER_UNKNOWN|WB_QUERY/);
    },
  );
});

describe('many requests at once', () => {
  it('record the same update once', async () => {
    const posts = Array.from({ length: 20 }, () => postArticle(program, { itemId: 'crowd' }));
    const answers = await Promise.all(posts);
    const statuses = answers.map(({ status }) => status).sort();
    const { out } = await wirebrief(['events', '--data', folder, '--type', 'ArticleReceived']);
    expect(statuses).toEqual([...Array.from({ length: 19 }, () => 200), 201]);
    expect(out.split('"itemId":"crowd"')).toHaveLength(2);
  });

  it('record every one of many versions of one article', async () => {
    const posts = Array.from({ length: 20 }, (_, index) =>
      postArticle(program, { itemId: 'busy', version: index + 1, killed: String(index + 30) }),
    );
    const answers = await Promise.all(posts);
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201));
  });

  it('give editions consecutive numbers', async () => {
    const url = at(`/stories/${story.id}/editions`);
    const { length } = json(await ask(url)) as readonly unknown[];
    const answers = await Promise.all(Array.from({ length: 10 }, () => post(url, {})));
    const numbers = answers.map((answer) => (json(answer) as { number: number }).number);
    expect(numbers.sort((a, b) => a - b)).toEqual(
      Array.from({ length: 10 }, (_, index) => length + 1 + index),
    );
  });
});
