import { decisionInputSchema } from '@wirebrief/briefing';
import { type EngineUnderTest, openEngine, TEST_META, tollUpdate } from '@wirebrief/testing';

let engine: EngineUnderTest;

beforeEach(async () => {
  engine = await openEngine();
});
afterEach(() => engine.stop());

async function arrive(killed: number, overrides: Parameters<typeof tollUpdate>[1] = {}) {
  await engine.intake.record(tollUpdate(killed, overrides), TEST_META);
  await engine.analyst.catchUp();
}

const issue = () => engine.press.issue('bridge', 'edition', TEST_META);

describe('why an edition prints a figure', () => {
  it('leads to the quote, the revision, the article and what found it', async () => {
    await arrive(9, { headline: 'Nine dead' });
    await arrive(12);
    await issue();
    const why = await engine.provenance.why('bridge', 1, 'civilians-killed');
    expect(why.figure).toMatchObject({ label: 'Civilians killed', value: '9–12' });
    expect(why.quotes).toMatchObject([
      {
        ...{ label: '1a', outlet: 'Outlet 9', isExact: true, since: [] },
        quote: { text: '9 civilians killed', start: 0, end: 18 },
        revision: { number: 1, headline: 'Nine dead', position: 2 },
        analysis: { analyser: 'counting 1', position: 3, claims: [{ min: 9 }] },
      },
      { label: '2a', analysis: { claims: [{ min: 12 }] } },
    ]);
  });

  it('takes a printed label, and the label of a quote', async () => {
    await arrive(9);
    await issue();
    const by = async (ref: string) => (await engine.provenance.why('bridge', 'latest', ref)).figure;
    expect(await by('Civilians killed')).toMatchObject({ ref: 'civilians-killed' });
    expect(await by('1A')).toMatchObject({ ref: '1a', value: '9 civilians killed' });
  });

  it('walks to the revision of the edition, and says what has happened since', async () => {
    await arrive(9, { itemId: 'one', version: 1 });
    await issue();
    await arrive(8, { itemId: 'one', outlet: 'Outlet 9', version: 2 });
    const { quotes } = await engine.provenance.why('bridge', 1, 'civilians-killed');
    expect(quotes[0]).toMatchObject({
      revision: { number: 1 },
      quote: { text: '9 civilians killed' },
    });
    expect(quotes[0]?.since.join()).toContain('Outlet 9 revised');
  });

  it('leads from what an article said earlier to the revision that has the words', async () => {
    await arrive(9, { itemId: 'one', version: 1 });
    await arrive(8, { itemId: 'one', outlet: 'Outlet 9', version: 2 });
    await issue();
    const { quotes } = await engine.provenance.why('bridge', 1, 'history 1');
    expect(quotes).toMatchObject([
      { isExact: true, quote: { text: '9 civilians killed' }, revision: { number: 1 } },
    ]);
  });

  it('tells what editors have decided on it, and what they took back', async () => {
    const decide = (reason: string, decision: object) =>
      engine.decisionDesk.decide(
        'bridge',
        decisionInputSchema.parse({ author: 'R. Editor', reason, decision }),
        TEST_META,
      );
    await arrive(9);
    await arrive(12);
    const claims = await engine.decisionDesk.claims('bridge');
    const [claim, other] = [9, 12].map(
      (killed) => claims.find(({ reading }) => reading.startsWith(String(killed)))?.id,
    );
    await decide('it is in the photograph', { type: 'accept', claim });
    await decide('a later count', { type: 'accept', claim: other });
    await decide('wrong photograph', { type: 'undo', decision: 1 });
    await issue();
    const { quotes } = await engine.provenance.why('bridge', 1, 'civilians-killed');
    const told = quotes.map(({ decisions }) => decisions.map((line) => line.split('  ').at(-1)));
    expect(told).toEqual([
      [
        'Decision 1 by R. Editor, accept: it is in the photograph',
        'Decision 3 by R. Editor, undo: wrong photograph',
      ],
      ['Decision 2 by R. Editor, accept: a later count'],
    ]);
  });

  it('finds every figure that it lists, each under a reference of its own', async () => {
    for (const killed of [9, 12, 14]) await arrive(killed);
    await issue();
    const figures = await engine.provenance.figures('bridge', 1);
    const refs = figures.map(({ ref }) => ref);
    expect(refs).toEqual(
      expect.arrayContaining(['civilians-killed', 'outlet-9-in-its-own-voice-civilians-killed']),
    );
    expect(new Set(refs).size).toBe(refs.length);
    for (const ref of refs)
      expect((await engine.provenance.why('bridge', 1, ref)).quotes.length).toBeGreaterThan(0);
  });

  it('names the figures that there are when it is asked for another', async () => {
    await arrive(9);
    await issue();
    await expect(engine.provenance.why('bridge', 1, 'soldiers')).rejects.toMatchObject({
      code: 'WB_FIGURE_UNKNOWN',
      remedy: expect.stringContaining('civilians-killed') as string,
    });
  });

  it('says nothing of a recalled edition', async () => {
    await arrive(9);
    await issue();
    await arrive(9, { kind: 'kill', text: '' });
    await expect(engine.provenance.why('bridge', 1, '1a')).rejects.toMatchObject({
      code: 'WB_EDITION_RECALLED',
    });
  });
});
