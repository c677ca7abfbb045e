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

const editions = () => `${program.url}/stories/${story.id}/editions`;
const get = (file: string, client?: string, headers: Record<string, string> = {}) =>
  ask(`${editions()}/${file}`, {
    headers: { ...headers, ...(client !== undefined && { 'x-wirebrief-client': client }) },
  });
const listed = async (query = ''): Promise<Listed> =>
  json(await ask(`${program.url}/stories/${story.id}/downloads${query}`)) as Listed;

interface Listed {
  readonly downloads: readonly { readonly client: string; readonly [field: string]: unknown }[];
  readonly next: string | null;
}

beforeAll(async () => {
  program = await startProgram(folder, ['--empty']);
  await openStory(program);
  await postArticle(program, { itemId: 'one' });
  await post(editions(), {});
});

afterAll(() => {
  endPrograms();
  removeFolder(folder);
});

describe('a download by a client that names itself', () => {
  it('is on the log when the answer has come', async () => {
    const { status, headers, bytes } = await get('1.pdf', 'desk-berlin');
    const { downloads } = await listed();
    expect(status).toBe(200);
    expect(downloads).toEqual([
      {
        ...{ storyId: story.id, number: 1, form: 'pdf', client: 'desk-berlin', range: null },
        ...{
          bytes: bytes.length,
          hash: headers.etag?.slice(1, -1),
          at: expect.any(String) as string,
        },
      },
    ]);
    const logged = await wirebrief(['events', '--type', 'EditionDownloaded', '--data', folder]);
    expect(JSON.parse(logged.out)).toMatchObject({ data: { client: 'desk-berlin' } });
  });

  it('is kept by no shared cache', async () => {
    const { headers } = await get('1.pdf', 'desk-berlin');
    expect(headers['cache-control']).toBe('private, max-age=60, must-revalidate');
    expect(headers.vary).toContain('X-Wirebrief-Client');
    expect((await get('1.pdf')).headers['cache-control']).toContain('public');
  });

  it('tells the part that was given, and the ZIP by its own hash', async () => {
    await get('1.html', 'parts', { range: 'bytes=0-9' });
    const zip = await get('latest.zip', 'parts');
    const { downloads } = await listed('?client=parts');
    expect(downloads).toMatchObject([
      { form: 'zip', hash: zip.headers.etag?.slice(1, -1), bytes: zip.bytes.length },
      { form: 'html', bytes: 10, range: expect.stringMatching(/^bytes 0-9\/\d+$/) as string },
    ]);
  });

  it('is none where nothing was given', async () => {
    const { headers } = await get('1.pdf');
    await get('1.pdf', 'nothing', { 'if-none-match': headers.etag ?? '' });
    await get('1.pdf', 'nothing', { range: 'bytes=99999999-' });
    await get('2.pdf', 'nothing');
    await get('2999-01-01.pdf', 'nothing');
    await ask(`${editions()}/1.pdf`, {
      method: 'HEAD',
      headers: { 'x-wirebrief-client': 'nothing' },
    });
    expect((await listed('?client=nothing')).downloads).toEqual([]);
  });

  it('is refused under a name that is none', async () => {
    for (const name of ['=1+1', 'a b', '-', 'x'.repeat(101)]) {
      const answer = await get('1.pdf', name);
      expect([answer.status, json(answer)]).toMatchObject([422, { code: 'WB_CLIENT_NAME' }]);
    }
  });
});

describe('many downloads at once', () => {
  it('are all on the log, in few commits, and an edition is issued meanwhile', async () => {
    const before = (await events()).length;
    const wave = Array.from({ length: 300 }, (_, index) => get('1.pdf', `client-${index}`));
    const [issued] = await Promise.all([post(editions(), {}), ...wave]);
    const after = (await events()).slice(before);
    const clients = after.map(({ data }) => data.client);
    expect(issued.status).toBe(201);
    expect(new Set(clients).size).toBe(300);
    expect(clients).toHaveLength(300);
    expect(new Set(after.map(({ commitId }) => commitId)).size).toBeLessThan(100);
  });

  interface Logged {
    readonly commitId: string;
    readonly data: { readonly client: string };
  }

  async function events(): Promise<readonly Logged[]> {
    const { out } = await wirebrief(['events', '--type', 'EditionDownloaded', '--data', folder]);
    return out
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Logged);
  }
});

describe('the list of downloads', () => {
  it('comes in pages that lead to one another', async () => {
    const found: string[] = [];
    let answer: Answer = await ask(`${program.url}/stories/${story.id}/downloads?limit=50`);
    for (;;) {
      const { downloads, next } = json(answer) as Listed;
      expect(downloads.length).toBeLessThanOrEqual(50);
      found.push(...downloads.map(({ client }) => client));
      if (next === null) break;
      expect(answer.headers['link']).toContain(`<${next}>; rel="next"`);
      answer = await ask(`${program.url}${next}`);
    }
    expect(found.filter((client) => client.startsWith('client-'))).toHaveLength(300);
    expect(new Set(found.filter((client) => client.startsWith('client-'))).size).toBe(300);
  });

  it.each(['?limit=0', '?since=yesterday', '?cursor=1', '?page=2', '?limit=1001'])(
    'refuses %s',
    async (query) => {
      const answer = await ask(`${program.url}/stories/${story.id}/downloads${query}`);
      expect([answer.status, json(answer)]).toMatchObject([422, { code: 'WB_QUERY' }]);
    },
  );

  it('is unknown for an unknown story', async () => {
    const answer = await ask(`${program.url}/stories/none/downloads`);
    expect(json(answer)).toMatchObject({ code: 'WB_STORY_UNKNOWN' });
  });

  it('is printed by the command line as CSV and JSON lines', async () => {
    const args = ['downloads', 'list', story.id, '--client', 'parts', '--data', folder];
    const csv = await wirebrief(args);
    const lines = (await wirebrief([...args, '--form', 'json'])).out.trim().split('\n');
    const [head, ...rows] = csv.out.trim().split('\n');
    expect(head).toBe('at,client,storyId,number,form,bytes,range,hash');
    expect(rows.map((row) => row.split(',').slice(1, 6).join())).toEqual([
      `parts,${story.id},1,html,10`,
      expect.stringMatching(/^parts,harbour-strike,1,zip,\d+$/),
    ]);
    expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([
      { form: 'html' },
      { form: 'zip' },
    ]);
    const none = await wirebrief(['downloads', 'list', '--since', '2999-01-01', '--data', folder]);
    expect(none.out).toBe(`${head ?? ''}\n`);
    const wrong = await wirebrief(['downloads', 'list', '--since', 'soon', '--data', folder]);
    expect(wrong.code).toBe(2);
    const unknown = await wirebrief(['downloads', 'list', 'harbor-strike', '--data', folder]);
    expect(unknown).toMatchObject({ code: 4, out: '' });
    expect(unknown.err).toContain(`Known stories: ${story.id}.`);
  });

  it('stays after a restart, and the projections rebuild equal', async () => {
    await program.end('SIGTERM');
    expect(await wirebrief(['replay', '--data', folder])).toMatchObject({ code: 0 });
    program = await startProgram(folder, ['--empty']);
    expect((await listed('?client=desk-berlin')).downloads).toHaveLength(2);
  });
});
