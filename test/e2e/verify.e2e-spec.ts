import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { ask, json, post } from './support/http';
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

const work = temporaryFolder();
const data = join(work, 'data');
const editions = `/stories/${story.id}/editions`;
let program: RunningProgram;

beforeAll(async () => {
  program = await startProgram(data, ['--empty']);
  await openStory(program);
  for (const [itemId, killed] of [
    ['one', 'Eight'],
    ['two', 'Nine'],
  ] as const) {
    await postArticle(program, { itemId, killed });
    expect((await post(`${program.url}${editions}`, {})).status).toBe(201);
  }
});
afterAll(() => {
  endPrograms();
  removeFolder(work);
});

it('rebuilds every edition to the byte in another process, time zone and locale, while the server runs', async () => {
  const env = { TZ: 'Pacific/Kiritimati', LANG: 'ar_EG.UTF-8', LC_ALL: 'ar_EG.UTF-8' };
  const { code, out, err } = await wirebrief(['verify', story.id, '--data', data], { env });
  expect([code, err]).toEqual([0, '']);
  expect(out.match(/^edition \d, position \d+: the same to the byte/gm)).toHaveLength(2);
});

it('does so over HTTP', async () => {
  const answer = await ask(`${program.url}${editions}/latest/verification`);
  expect(answer.status).toBe(200);
  expect(json(answer)).toMatchObject({ number: 2, isSame: true, difference: '' });
  const { code, out } = await wirebrief(['verify', story.id, '1', '--url', program.url]);
  expect([code, out]).toEqual([0, expect.stringContaining('edition 1, position')]);
  expect((await ask(`${program.url}${editions}/9/verification`)).status).toBe(404);
});

it('names the forms that differ when the templates are others', async () => {
  const templates = join(work, 'templates');
  await wirebrief(['templates', 'copy', templates]);
  const strings = join(templates, 'briefing/strings.en.json');
  writeFileSync(strings, readFileSync(strings, 'utf8').replace('"Wirebrief"', '"Another Desk"'));
  const { code, out, err } = await wirebrief(['verify', story.id, '2', '--data', data], {
    env: { TEMPLATES_DIR: templates },
  });
  expect(code).toBe(5);
  expect(out).toMatch(/^edition 2, position \d+: differs$/m);
  expect(out).toMatch(/^ {2}pdf {3}issued \w{12}, rebuilt \w{12}$/m);
  expect(out).toMatch(/^ {2}json {2}the same$/m);
  expect(out).toMatch(/issued with the templates \w{12}, rebuilt with \w{12}/);
  expect(err).toContain('cannot be rebuilt to the byte');
});
