import { setTimeout as delay } from 'node:timers/promises';

import { type Answer, ask, json } from './support/http';
import {
  endPrograms,
  removeFolder,
  type RunningProgram,
  startProgram,
  temporaryFolder,
  wirebrief,
} from './support/program';
import { openStory, postArticle, story } from './support/story';

jest.setTimeout(240_000);

let folder: string;

beforeEach(() => {
  folder = temporaryFolder();
});

afterEach(() => {
  endPrograms();
  removeFolder(folder);
});

const PATH = `/stories/${story.id}/schedules`;

const put = ({ url }: RunningProgram, schedule: string, body: unknown): Promise<Answer> =>
  ask(`${url}${PATH}/${schedule}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

interface Logged {
  readonly type: string;
  readonly stream: string;
  readonly data: {
    readonly due?: string;
    readonly request?: string;
    readonly number?: number;
    readonly outcome?: string;
  };
}

async function logged(...types: readonly string[]): Promise<readonly Logged[]> {
  const { out } = await wirebrief(['events', '--data', folder, '--type', ...types]);
  const lines = out.split('\n').filter((line) => line !== '');
  return lines.map((line) => JSON.parse(line) as Logged);
}

/** Asks until the answer is yes; the test's own deadline ends a wait in vain. */
async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await delay(100);
}

async function editionsOf({ url }: RunningProgram): Promise<number> {
  const answer = await ask(`${url}/stories/${story.id}/editions`);
  return (json(answer) as readonly unknown[]).length;
}

describe('a schedule of every second', () => {
  it('issues each due time once, also when the server is killed and started again', async () => {
    const atLeast = [2, 4, 6];
    for (const [round, count] of atLeast.entries()) {
      const program = await startProgram(folder, ['--empty']);
      await openStory(program);
      await postArticle(program, { itemId: `item-${round}` });
      await put(program, 'often', { cron: '* * * * * *', outage: { policy: 'all', limit: 1000 } });
      await until(async () => (await editionsOf(program)) >= count);
      await program.end('SIGKILL');
    }
    // A last start works what lies open, and ends in order.
    const program = await startProgram(folder, ['--empty']);
    await ask(`${program.url}${PATH}/often`, { method: 'DELETE' });
    await until(async () => {
      const [fired, settled] = await Promise.all([logged('TickFired'), logged('TickSettled')]);
      return fired.length === settled.length;
    });
    expect((await program.end('SIGTERM')).code).toBe(0);

    const dues = (await logged('TickFired')).map(({ data }) => Date.parse(data.due ?? ''));
    const [first = 0] = dues;
    // Not one second left out, not one twice, from the first to the last.
    expect(dues).toEqual(dues.map((_, index) => first + index * 1000));
    const editions = await logged('EditionIssued');
    expect(editions.map(({ data }) => data.number)).toEqual(editions.map((_, index) => index + 1));
    expect(editions.map(({ data }) => data.request).sort()).toEqual(
      dues.map((due) => `schedule/often/${new Date(due).toISOString().replace('.000Z', 'Z')}`),
    );
    expect(await wirebrief(['replay', '--data', folder])).toMatchObject({ code: 0 });
  });
});

describe('schedules over HTTP', () => {
  it('are set, shown, changed and removed', async () => {
    const program = await startProgram(folder, ['--empty']);
    await openStory(program);
    const daily = { cron: '0 6 * * *', timeZone: 'Asia/Kabul', unchanged: 'skip' };
    const created = await put(program, 'daily', daily);
    expect(created.status).toBe(201);
    expect(created.headers.location).toBe(`${PATH}/daily`);
    expect(json(created)).toMatchObject({ ...daily, scheduleId: 'daily', runs: [], failure: null });
    expect((await put(program, 'daily', daily)).status).toBe(200);
    const { nextDue } = json(created) as { readonly nextDue: string };
    expect(nextDue).toMatch(/T01:30:00Z$/);

    expect(json(await ask(`${program.url}${PATH}`))).toMatchObject([{ scheduleId: 'daily' }]);
    const shown = json(await ask(`${program.url}/stories/${story.id}`));
    expect(shown).toMatchObject({ nextDue, schedules: [{ scheduleId: 'daily', nextDue }] });
    expect((await ask(`${program.url}/`)).text).toContain(`datetime="${nextDue}"`);
    const issued = await ask(`${program.url}/stories/${story.id}/editions`, { method: 'POST' });
    expect(issued.status).toBe(201);
    const document = await ask(`${program.url}/stories/${story.id}/editions/latest.json`);
    expect(json(document)).toMatchObject({ edition: { nextDue } });
    expect(json(await ask(`${program.url}/health`))).toMatchObject({
      status: 'ok',
      schedules: { failure: null, failed: [] },
      triggers: { failed: [] },
    });

    const gone = await ask(`${program.url}${PATH}/daily`, { method: 'DELETE' });
    expect([gone.status, gone.text]).toEqual([204, '']);
    expect((await ask(`${program.url}${PATH}/daily`)).status).toBe(404);
  });

  it('refuse what is wrong, and say what', async () => {
    const program = await startProgram(folder, ['--empty']);
    await openStory(program);
    const cron = '0 6 * * *';
    for (const [schedule, body, code, words] of [
      ['daily', { cron: '0 25 * * *' }, 'WB_CRON_INVALID', 'hour "25"'],
      ['daily', { cron: '0 6 31 4 *' }, 'WB_CRON_NEVER', '31 4'],
      ['daily', { cron, timeZone: 'Europe/Berln' }, 'WB_TIME_ZONE_UNKNOWN', 'Berln'],
      ['Daily', { cron }, 'WB_SCHEDULE_ID', 'Daily'],
      ['daily', { cron, often: true }, 'WB_INPUT_SHAPE', 'often'],
      ['daily', {}, 'WB_INPUT_SHAPE', 'cron'],
    ] as const) {
      const answer = await put(program, schedule, body);
      const detail = expect.stringContaining(words) as string;
      expect(json(answer)).toMatchObject({ status: 422, code, detail });
    }
    expect(json(await ask(`${program.url}${PATH}`))).toEqual([]);
  });
});

describe('wirebrief schedules', () => {
  const schedules = (words: string, ...place: readonly string[]) =>
    wirebrief(['schedules', ...words.split(' '), ...place], { env: { TZ: 'America/New_York' } });

  it.each(['in the data folder', 'through a running server'])('work %s', async (where) => {
    const program = await startProgram(folder, ['--empty']);
    await openStory(program);
    const isLocal = where === 'in the data folder';
    if (isLocal) await program.end('SIGTERM');
    const place = isLocal ? ['--data', folder] : ['--url', program.url];

    const set = await schedules(
      `set ${story.id} daily --zone Asia/Kabul --cron`,
      '0 6 * * *',
      ...place,
    );
    expect(set.out).toMatch(/^set {2}daily of harbour-strike, next .* 06:00 GMT\+4:30\n$/);
    expect(set.code).toBe(0);
    const listed = await schedules('list', ...place);
    expect(listed.out).toMatch(/harbour-strike +daily +0 6 \* \* \* +Asia\/Kabul .* none yet/);
    const next = await schedules(`next ${story.id}`, ...place);
    const [head = '', ...rows] = next.out.trimEnd().split('\n');
    expect(head).toContain('HERE (America/New_York)');
    expect(rows).toHaveLength(10);
    for (const row of rows)
      expect(row).toMatch(/06:00 GMT\+4:30 Asia\/Kabul +\d+ \w+ \d{4}, 2[01]:30$/);

    const wrong = await schedules(`set ${story.id} daily --cron`, '99 6 * * *', ...place);
    expect(wrong).toMatchObject({ code: 2, err: expect.stringContaining('minute "99"') as string });
    expect(await schedules(`remove ${story.id} daily`, ...place)).toMatchObject({ code: 0 });
    expect(await schedules(`remove ${story.id} daily`, ...place)).toMatchObject({ code: 4 });
    expect((await schedules('list', ...place)).err).toContain('There are no schedules');
  });
});
