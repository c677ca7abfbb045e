import { connect } from 'nats';

import { ask, json, post } from './support/http';
import { startNatsServer } from './support/nats-server';
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
let program: RunningProgram;

interface EditionView {
  readonly number: number;
  readonly request?: string;
}

const editions = async (): Promise<readonly EditionView[]> =>
  json(await ask(`${program.url}${path}/editions`)) as readonly EditionView[];

/** Resolves when so many editions are out. */
async function issued(count: number): Promise<readonly EditionView[]> {
  for (;;) {
    const all = await editions();
    if (all.length >= count) return all;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const setRule = (rule: object) =>
  ask(`${program.url}${path}/triggers`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(rule),
  });

const hookAt = async (name: string): Promise<string> => {
  const answer = await ask(`${program.url}${path}/hooks/${name}`, { method: 'PUT' });
  expect(answer.status).toBe(201);
  return (json(answer) as { readonly address: string }).address;
};

beforeEach(async () => {
  program = await startProgram(folder, ['--empty']);
  await openStory(program);
});
afterEach(async () => {
  await program.end('SIGTERM');
});
afterAll(() => {
  endPrograms();
  removeFolder(folder);
});

it('issues one edition for a burst, and one that was pending when the process was killed', async () => {
  expect((await setRule({ quietSeconds: 1, longestWaitSeconds: 30 })).status).toBe(200);
  for (const killed of ['Eight', 'Nine', 'Ten'])
    await postArticle(program, { itemId: `burst-${killed}`, killed });
  expect(await issued(1)).toMatchObject([{ request: `trigger/${story.id}/after-0` }]);
  await postArticle(program, {
    itemId: 'last',
    killed: 'Twelve',
    published: '2026-01-31T09:00:00Z',
  });
  await program.end('SIGKILL');
  program = await startProgram(folder);
  expect(await issued(2)).toMatchObject([{ number: 1 }, { number: 2 }]);
});

it('takes requests, says when the edition is due, and refuses what is wrong', async () => {
  const before = (await editions()).length;
  await setRule({ onChange: false, quietSeconds: 1 });
  const answer = await post(`${program.url}${path}/rebuild`, { reason: 'new statement' });
  expect(answer.status).toBe(202);
  const { due } = json(answer) as { readonly due: string };
  expect(Date.parse(due) - Date.now()).toBeLessThan(2000);
  await issued(before + 1);
  expect((await setRule({ quietSeconds: 10, longestWaitSeconds: 5 })).status).toBe(422);
  expect((await setRule({ flashSeconds: 0.5 })).status).toBe(422);
  expect((await post(`${program.url}/stories/nowhere/rebuild`, {})).status).toBe(404);
  expect((await post(`${program.url}${path}/rebuild`, { why: 1 })).status).toBe(422);
});

it('has hooks that take any body of a limited size, and whose tokens are written nowhere', async () => {
  const address = `${program.url}${await hookAt('cms')}`;
  const token = address.split('/').at(-1) ?? '';
  const before = (await editions()).length;
  const call = (body: string | Uint8Array, type = 'text/xml') =>
    ask(address, { method: 'POST', headers: { 'content-type': type }, body });
  expect((await call('<changed/>')).status).toBe(202);
  expect((await call(Buffer.from([0xff, 0xfe]), 'application/json')).status).toBe(202);
  expect((await call('x'.repeat(64_001))).status).toBe(413);
  await issued(before + 1);
  const wrong = await ask(`${program.url}${path}/hooks/wbh_wrong`, { method: 'POST' });
  expect(wrong.status).toBe(404);
  const deleted = await ask(`${program.url}${path}/hooks/cms`, { method: 'DELETE' });
  expect(deleted.status).toBe(204);
  expect((await call('')).status).toBe(404);
  const { err } = await program.end('SIGTERM');
  const log = await wirebrief(['events', '--data', folder]);
  expect(log.out).toContain('HookRevoked');
  expect(`${err}${log.out}`).not.toContain(token);
  program = await startProgram(folder);
});

it('is set and asked from the command line, on a server and in the data folder', async () => {
  const on = ['--url', program.url];
  const set = ['triggers', 'set', story.id, '--off', '--quiet', '3', '--flash', '1', ...on];
  expect((await wirebrief(set)).out).toMatch(
    /on change +off[\s\S]*quiet period +3 s[\s\S]*one in 1 s/,
  );
  const hook = await wirebrief(['triggers', 'hook', story.id, 'desk', ...on]);
  expect((await ask(hook.out.trim(), { method: 'POST' })).status).toBe(202);
  expect((await wirebrief(['triggers', 'show', story.id, ...on])).out).toMatch(
    /pending +request; due .*\nhooks +desk/,
  );
  expect((await wirebrief(['triggers', 'revoke', story.id, 'desk', ...on])).code).toBe(0);
  await program.end('SIGTERM');
  const here = ['--data', folder];
  expect((await wirebrief(['triggers', 'set', story.id, '--quiet', '1', ...here])).code).toBe(0);
  const before = (await wirebrief(['editions', story.id, '--json', ...here])).out.split(
    '\n',
  ).length;
  expect((await wirebrief(['triggers', 'rebuild', story.id, ...here])).out).toContain('requested');
  program = await startProgram(folder);
  await issued(before);
  expect((await wirebrief(['triggers', 'show', 'nowhere', '--url', program.url])).code).toBe(4);
});

it('takes requests over NATS', async () => {
  const nats = await startNatsServer();
  await program.end('SIGTERM');
  program = await startProgram(folder, [], { NATS_URL: nats.url });
  await program.said('taking requests over NATS');
  const client = await connect({ servers: nats.url });
  const before = (await editions()).length;
  const body = JSON.stringify({ story: story.id, reason: 'wire alert' });
  const answer = await client.request('wirebrief.stories.rebuild', body, { timeout: 10_000 });
  expect(answer.json()).toMatchObject({ storyId: story.id, due: expect.any(String) as string });
  await issued(before + 1);
  await client.close();
  await program.end('SIGTERM');
  await nats.stop();
  program = await startProgram(folder);
});
