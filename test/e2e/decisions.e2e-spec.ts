import { connect } from 'nats';

import { ask, json, post } from './support/http';
import { type NatsServer, startNatsServer } from './support/nats-server';
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
const path = `/stories/${story.id}`;
let nats: NatsServer;
let program: RunningProgram;

beforeAll(async () => {
  nats = await startNatsServer();
  program = await startProgram(folder, ['--empty'], { NATS_URL: nats.url });
  await openStory(program);
});
afterAll(async () => {
  endPrograms();
  await nats.stop();
  removeFolder(folder);
});

interface ClaimView {
  readonly id: string;
  readonly kind: string;
  readonly reading: string;
  readonly standing: string;
}

const claims = async (): Promise<readonly ClaimView[]> =>
  json(await ask(`${program.url}${path}/claims`)) as readonly ClaimView[];
const decide = (decision: object) =>
  post(`${program.url}${path}/decisions`, {
    author: 'R. Editor',
    reason: 'speaks of another strike',
    decision,
  });
const edition = (number: number) => ask(`${program.url}${path}/editions/${number}.html`);

it('corrects an edition over HTTP: recalled with the reason, told in the next one, undone', async () => {
  await postArticle(program, { itemId: 'one' });
  expect((await post(`${program.url}${path}/editions`, {})).status).toBe(201);
  const figure = (await claims()).find(({ reading }) => reading === '8 civilians killed');
  const rejection = { type: 'reject', claim: figure?.id, recall: true };
  expect((await decide(rejection)).status).toBe(201);
  expect((await decide(rejection)).status).toBe(200);
  const gone = await edition(1);
  expect(gone.status).toBe(410);
  expect(gone.text).toContain('speaks of another strike');
  expect(gone.text).not.toContain('hospital official said');
  expect((await post(`${program.url}${path}/editions`, {})).status).toBe(201);
  const next = (await edition(2)).text;
  expect(next).toContain('An editor rejected');
  const unknown = await decide({ type: 'undo', decision: 9 });
  expect([unknown.status, unknown.text]).toEqual([
    404,
    expect.stringContaining('WB_DECISION_UNKNOWN'),
  ]);
  expect((await decide({ type: 'undo', decision: 1 })).status).toBe(201);
  expect((await edition(1)).status).toBe(200);
});

it('tells readers of a correction on the page of the edition, before and after the next one is out', async () => {
  const accept = { accept: 'text/html' };
  const figure = (await claims()).find(({ reading }) => reading === '8 civilians killed');
  expect((await decide({ type: 'amend', claim: figure?.id, set: { min: 7, max: 7 } })).status).toBe(
    201,
  );
  const latest = async () => (await ask(`${program.url}${path}/editions/latest.html`)).text;
  const [notice = ''] = /<aside class="edition-notice".*?<\/aside>/s.exec(await latest()) ?? [];
  expect(notice).toContain('concerns this edition');
  expect(notice).toContain('speaks of another strike');
  expect(notice).not.toContain('was superseded');
  const page = (await ask(`${program.url}${path}`, { headers: accept })).text;
  expect(page).toMatch(/Corrected<\/span> <time/);
  const undo = { type: 'undo', decision: 3 };
  expect((await decide(undo)).status).toBe(201);
  expect(await latest()).not.toContain('edition-notice');
});

it('is taken over NATS and from the command line', async () => {
  const connection = await connect({ servers: nats.url });
  const note = { type: 'note', text: 'Read in translation.' };
  const body = { story: story.id, author: 'R. Editor', reason: 'for readers', decision: note };
  const subject = 'wirebrief.stories.decide';
  const answer = await connection.request(subject, JSON.stringify(body), { timeout: 10_000 });
  expect(answer.json()).toMatchObject({ storyId: story.id, outcome: 'recorded', number: 5 });
  await connection.close();
  const on = ['--url', program.url];
  const [claim] = await claims();
  const why = ['--reason', 'read twice', '--author', 'R. Editor'];
  const accept = ['decisions', 'accept', story.id, claim?.id ?? '', ...why, ...on];
  expect((await wirebrief(accept)).out).toContain('recorded  decision 6');
  const found = await wirebrief(['decisions', 'claims', story.id, '--find', 'killed', ...on]);
  expect(found.out).toContain('8 civilians killed');
  expect((await wirebrief(['decisions', 'list', story.id, ...on])).out).toMatch(
    /1 .*reject .*undone by 2[\s\S]*5 .*note/,
  );
  await program.end('SIGTERM');
  const reread = await wirebrief(['reanalyse', '--data', folder]);
  expect(reread.out).toContain(`${story.id}  read 0 of 1 article again`);
});

it('lets an embargoed article in when its embargo ends, after a kill of the process', async () => {
  program = await startProgram(folder, [], { NATS_URL: nats.url });
  const until = new Date(Date.now() + 3000).toISOString();
  const held = { itemId: 'two', killed: 'Forty', headline: 'Held headline', embargoedUntil: until };
  await postArticle(program, held);
  const shown = async () => (await ask(`${program.url}${path}`)).text;
  expect(await shown()).not.toContain('Held headline');
  expect(JSON.stringify(await claims())).not.toContain('40');
  await program.end('SIGKILL');
  program = await startProgram(folder, [], { NATS_URL: nats.url });
  while (!JSON.stringify(await claims()).includes('40 civilians killed'))
    await new Promise((resolve) => setTimeout(resolve, 100));
  expect(Date.now()).toBeGreaterThanOrEqual(Date.parse(until));
});
