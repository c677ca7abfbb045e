import {
  commitsOf,
  type EngineUnderTest,
  openEngine,
  TEST_META,
  tollUpdate,
} from '@wirebrief/testing';
import { articleIdOf } from '@wirebrief/newsroom';

import { asOfFrom } from './as-of-text';
import { type StoryHistory } from './story-history';

let engine: EngineUnderTest;
let history: StoryHistory;

beforeEach(async () => {
  engine = await openEngine({}, ['bridge', 'port']);
  ({ history } = engine);
});
afterEach(() => engine.stop());

/** The position after it is read. */
async function arrive(killed: number, overrides: Parameters<typeof tollUpdate>[1] = {}) {
  await engine.intake.record(tollUpdate(killed, overrides), TEST_META);
  await engine.analyst.catchUp();
  return engine.store.head();
}

const at = (position: number) => ({ by: 'position', position }) as const;

async function figuresAt(
  ...asOf: Parameters<StoryHistory['document']> extends [string, ...infer Rest] ? Rest : never
) {
  const { briefing } = await history.document('bridge', ...asOf);
  return briefing.toll.rows.flatMap(({ killed }) => killed.map(({ value }) => value)).sort();
}

describe('a story as of a moment', () => {
  it('is what the log held at a position, however often and in what order it is asked for', async () => {
    const first = await arrive(3);
    const second = await arrive(9);
    await arrive(40, { stories: ['port'] });
    for (let time = 1; time <= 2; time++) {
      expect(await figuresAt(at(first))).toEqual(['3']);
      expect(await figuresAt(at(second))).toEqual(['3', '9']);
      expect(await figuresAt()).toEqual(['3', '9']);
    }
  });

  it('goes by the time of recording, or of publication', async () => {
    const first = await arrive(3, { published: '2024-01-05T00:00:00Z' });
    await arrive(9, { published: '2024-01-01T00:00:00Z' });
    const recorded = (await commitsOf(engine.store)).find(({ position }) => position === first);
    expect(await figuresAt(asOfFrom(recorded?.recordedAt ?? '', 'recorded', 'asOf'))).toEqual([
      '3',
    ]);
    expect(await figuresAt(asOfFrom('2024-01-02T00:00:00Z', 'published', 'asOf'))).toEqual(['9']);
  });

  it('records nothing, and says of which moment it is', async () => {
    const first = await arrive(3);
    const head = await arrive(9);
    const { briefing } = await history.document('bridge', at(first));
    const published = await history.document('bridge', {
      by: 'published',
      instant: '2024-01-02T00:00:00.000Z',
    });
    expect(briefing.edition).toMatchObject({ number: 0, position: first });
    expect(published.briefing.edition.asOf).toBe('2024-01-02T00:00:00.000Z');
    expect(await engine.store.head()).toBe(head);
  });

  it('leaves out what was killed since, and says so', async () => {
    const first = await arrive(3);
    await engine.intake.record(
      tollUpdate(3, { kind: 'kill', text: '', reason: 'not ours' }),
      TEST_META,
    );
    const { briefing, withdrawnSince } = await history.document('bridge', at(first));
    expect(withdrawnSince).toMatchObject([{ outlet: 'Outlet 3', reason: 'not ours' }]);
    expect(JSON.stringify(briefing)).not.toContain('3 civilians killed');
  });

  it('is refused before the story was open, after the end of the log, and for an unknown one', async () => {
    await expect(history.document('bridge', at(0))).rejects.toMatchObject({ code: 'WB_AS_OF' });
    await expect(history.document('bridge', at(999))).rejects.toMatchObject({ code: 'WB_AS_OF' });
    await expect(history.document('no', at(1))).rejects.toMatchObject({ code: 'WB_STORY_UNKNOWN' });
  });

  it('is written in every form', async () => {
    const { bytes, name, mediaType } = await history.file('bridge', 'html', at(await arrive(3)));
    expect(new TextDecoder().decode(bytes)).toContain('3 civilians killed');
    expect([name, mediaType]).toEqual([
      expect.stringMatching(/^bridge-draft-2024\d{4}T\d+\.html$/),
      'text/html; charset=utf-8',
    ]);
  });
});

describe('a comparison of two moments', () => {
  it('tells what changed between them, by default up to now', async () => {
    const first = await arrive(3);
    const second = await arrive(9);
    const to = await history.compare('bridge', at(first), at(second));
    expect(to.changes.map(({ subject, to: value }) => `${subject}: ${value ?? ''}`)).toContain(
      'Civilians killed, according to Outlet 9: 9',
    );
    expect((await history.compare('bridge', at(first))).changes).toEqual(to.changes);
    expect((await history.compare('bridge', at(second))).changes).toEqual([]);
    expect(to).toMatchObject({ from: { position: first, articles: 1 }, to: { articles: 2 } });
  });

  it('counts every article, however their ids end', async () => {
    const idOf = (killed: number) => articleIdOf(tollUpdate(killed));
    const others = Array.from({ length: 1000 }, (_, index) => index + 2);
    const alike = others.find((killed) => idOf(killed).slice(-2) === idOf(1).slice(-2));
    const first = await arrive(1);
    await arrive(alike ?? 0);
    expect((await history.compare('bridge', at(first))).to.articles).toBe(2);
  });

  it('compares two instants of publication', async () => {
    await arrive(9, { published: '2024-01-05T00:00:00Z' });
    await arrive(3, { published: '2024-01-01T00:00:00Z' });
    const from = { by: 'published', instant: '2024-01-02T00:00:00.000Z' } as const;
    const { changes, to } = await history.compare('bridge', from);
    expect(changes.map(({ subject }) => subject)).toContain(
      'Civilians killed, according to Outlet 9',
    );
    expect(to.position).toBeNull();
  });

  it('is refused backwards, and between publication and recording', async () => {
    const first = await arrive(3);
    const second = await arrive(9);
    const published = { by: 'published', instant: '2024-01-02T00:00:00.000Z' } as const;
    await expect(history.compare('bridge', at(second), at(first))).rejects.toThrow('later');
    await expect(history.compare('bridge', published, at(first))).rejects.toThrow('publication');
  });
});

describe('a moment as text', () => {
  it('is a position or an instant with its zone', () => {
    expect(asOfFrom('12', 'recorded', 'asOf')).toEqual(at(12));
    expect(asOfFrom('2021-09-02T11:00:00+02:00', 'published', 'asOf')).toEqual({
      by: 'published',
      instant: '2021-09-02T09:00:00.000Z',
    });
  });

  it.each([
    '',
    'yesterday',
    '2021-09-02',
    '2021-09-02T09:00:00',
    '2021-13-02T09:00:00Z',
    '-1',
    '1e3',
  ])('is not %p', (text) => {
    expect(() => asOfFrom(text, 'recorded', 'asOf')).toThrow('asOf is neither');
  });

  it('of publication is no position', () => {
    expect(() => asOfFrom('12', 'published', '--from')).toThrow('--from is a position');
  });
});
