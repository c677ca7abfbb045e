import { claimant, figure, position, specify, StoryTimeline, strikeFact } from '@wirebrief/testing';

import { type Briefing } from './briefing';
import { type Decision } from './decision';
import { decisionDecider } from './decision.decider';
import { standingOf } from './recall';
import { articlesOf } from './story-state';

const TEN = figure(10, { words: 'ten civilians were killed, relatives said' });
const SEVEN = figure(7, {
  claimant: claimant('a surgeon', 'person'),
  words: 'seven civilians were killed, a surgeon said',
});

const told = (): StoryTimeline =>
  new StoryTimeline()
    .article('A', { claims: [TEN], published: '2024-03-01T00:00:00Z' })
    .article('B', { claims: [SEVEN], published: '2024-03-02T00:00:00Z' });

const killed = (timeline: StoryTimeline): string | undefined =>
  timeline.compose().briefing.toll.ranges.find(({ effect }) => effect === 'killed')?.value;

const editorial = ({ changes }: Briefing): readonly object[] =>
  changes.entries.filter(({ cause }) => cause === 'editor decision');

describe('an editor', () => {
  it('rejects a claim: it counts no longer, and the history says why', () => {
    const timeline = told();
    expect(killed(timeline)).toBe('7–10');
    timeline.issue();
    timeline.decide({ type: 'reject', claim: timeline.claimId('ten civ') }, { reason: 'misread' });
    const { briefing } = timeline.compose();
    expect(briefing.toll.ranges.map(({ value }) => value)).toEqual(['7']);
    expect(briefing.toll.history).toMatchObject([
      { value: '10', reason: 'rejected by an editor on 1 March 2024: misread' },
    ]);
    expect(editorial(briefing)).toMatchObject([
      { kind: 'withdrawn', from: '10', to: null, why: 'An editor rejected it: “misread”' },
    ]);
    expect(briefing.sources[0]?.quotes[0]?.ruling).toBe('rejected by an editor');
  });

  it('accepts a claim: overrules a rejection, and is told of even where no figure moves', () => {
    const timeline = told();
    const claim = timeline.claimId('ten civ');
    timeline.decide({ type: 'reject', claim }).decide({ type: 'accept', claim });
    expect(killed(timeline)).toBe('7–10');
    timeline.issue();
    timeline.decide({ type: 'accept', claim: timeline.claimId('seven') });
    expect(editorial(timeline.compose().briefing)).toMatchObject([
      { subject: '7 civilians killed, according to a surgeon', to: 'accepted' },
    ]);
  });

  it('amends a claim: the reading changes, from and to are told', () => {
    const timeline = told();
    timeline.issue();
    const claim = timeline.claimId('ten civ');
    timeline.decide({ type: 'amend', claim, set: { min: 12, max: null } });
    const { briefing } = timeline.compose();
    expect(briefing.toll.ranges.map(({ value }) => value)).toEqual(['7–12 or more']);
    expect(editorial(briefing)).toMatchObject([{ kind: 'revised', from: '10', to: '12 or more' }]);
  });

  it('assigns a claim to another incident: its figures are told apart', () => {
    const timeline = told();
    timeline.issue();
    const claim = timeline.claimId('ten civ');
    timeline.decide({ type: 'assign', claim, incident: 'the attack at the airport' });
    const { briefing } = timeline.compose();
    expect(briefing.toll.ranges.map(({ value }) => value)).toEqual(['7']);
    expect(briefing.otherIncidents).toMatchObject([
      { label: 'The attack at the airport', figures: [{ value: '10' }] },
    ]);
    expect(editorial(briefing)).toMatchObject([{ kind: 'withdrawn', from: '10' }]);
  });

  it('merges and splits speakers', () => {
    const general = claimant('Gen. Jane Roe');
    const head = claimant('the head of the command', 'body');
    const timeline = new StoryTimeline()
      .article('A', { claims: [figure(10, { claimant: head })], published: '2024-03-01T00:00:00Z' })
      .article('B', {
        claims: [figure(7, { claimant: general, words: 'seven, said Gen. Jane Roe' })],
        published: '2024-03-02T00:00:00Z',
      });
    expect(killed(timeline)).toBe('7–10');
    timeline.decide({ type: 'merge-claimants', names: ['gen. Jane Roe', 'Head of the Command'] });
    expect(killed(timeline)).toBe('7');
    expect(timeline.compose().briefing.toll.rows.map((row) => row.claimant)).toEqual([
      'Gen. Jane Roe',
    ]);
    const namesakes = new StoryTimeline()
      .article('A', { claims: [figure(10, { claimant: claimant('Col. Roe') })] })
      .article('B', { claims: [figure(7, { claimant: general, words: 'seven, said Roe' })] });
    expect(killed(namesakes)).toBe('7');
    namesakes.decide({ type: 'split-claimants', names: ['Col. Roe'] });
    expect(killed(namesakes)).toBe('7–10');
  });

  it('merges and splits sources', () => {
    const timeline = told();
    const [a = '', b = ''] = articlesOf(timeline.state).map(({ identity }) => identity.articleId);
    const sourcing = (): number => timeline.compose().briefing.toll.sourcing.independent;
    expect(sourcing()).toBe(2);
    timeline.decide({ type: 'merge-articles', articles: [b, a] });
    expect(sourcing()).toBe(1);
    expect(timeline.compose().briefing.sources.map(({ note }) => note)).toEqual([
      '',
      'copy of source 1',
    ]);
    timeline.article('C', { claims: [SEVEN], seed: 'B' });
    expect(sourcing()).toBe(1);
    timeline.decide({ type: 'split-articles', articles: [a] });
    expect(sourcing()).toBe(2);
    timeline.decide({ type: 'undo', decision: 1 }).decide({ type: 'undo', decision: 2 });
    expect(sourcing()).toBe(2);
  });

  it('merges articles whose own voice is that of the first of them that stands', () => {
    const own = figure(3, { claimant: null });
    const timeline = new StoryTimeline()
      .article('A', { published: '2024-03-01' })
      .article('B', { published: '2024-03-02', claims: [own] });
    const [a = '', b = ''] = articlesOf(timeline.state).map(({ identity }) => identity.articleId);
    timeline.decide({ type: 'merge-articles', articles: [a, b] });
    const voice = (): string | undefined => timeline.compose().briefing.toll.rows[0]?.claimant;
    expect(voice()).toBe('Outlet A (in its own voice)');
    timeline.withhold('A');
    expect(voice()).toBe('Outlet B (in its own voice)');
  });

  it('merges and splits incidents', () => {
    const other = { key: 'event-1', label: 'events of 1 March' };
    const timeline = new StoryTimeline().article('A', { claims: [TEN] }).article('B', {
      claims: [{ ...SEVEN, incident: other }],
    });
    expect(killed(timeline)).toBe('10');
    timeline.decide({ type: 'merge-incidents', incidents: ['event-1', 'main'] });
    expect(killed(timeline)).toBe('7–10');
    const articles = [articlesOf(timeline.state)[0]?.identity.articleId];
    timeline.decide({ type: 'split-incident', incident: 'main', into: 'the second one', articles });
    expect(killed(timeline)).toBe('7');
  });

  it('pins a highlight for as long as its claim stands, and writes notes that are printed', () => {
    const timeline = told();
    timeline.issue();
    timeline
      .decide({ type: 'pin', claim: timeline.claimId('seven') })
      .decide({ type: 'note', text: 'Two articles were read in translation.' });
    const { briefing } = timeline.compose();
    expect(briefing.highlights[0]).toMatchObject({
      text: 'A surgeon: “seven civilians were killed, a surgeon said”',
      citations: [{ label: '2a' }],
    });
    expect(briefing.notes).toMatchObject([{ text: 'Two articles were read in translation.' }]);
    expect(editorial(briefing)).toMatchObject([{ to: 'a highlight' }, { kind: 'added' }]);
    timeline.kill('B').decide({ type: 'undo', decision: 2 });
    expect(timeline.compose().briefing).toMatchObject({ notes: [] });
    expect(timeline.compose().briefing.highlights[0]?.text).not.toContain('surgeon');
  });

  it('undoes a decision: everything is as before, and the change is told', () => {
    const timeline = told();
    const before = killed(timeline);
    timeline.decide({ type: 'reject', claim: timeline.claimId('ten civ') });
    timeline.issue();
    timeline.decide({ type: 'undo', decision: 1 }, { reason: 'the outlet stands by it' });
    expect(killed(timeline)).toBe(before);
    expect(editorial(timeline.compose().briefing)).toMatchObject([
      { kind: 'added', to: '10', why: expect.stringContaining('took back decision 1') as string },
    ]);
  });

  it('decides and undoes between two editions: there is no change', () => {
    const timeline = told();
    timeline.issue();
    timeline
      .decide({ type: 'reject', claim: timeline.claimId('ten civ') })
      .decide({ type: 'undo', decision: 1 });
    expect(timeline.compose().briefing.changes).toEqual({ since: 1, entries: [] });
  });
});

describe('a decision', () => {
  it('survives another reading of the same quote, and a revision with the same words', () => {
    const timeline = told();
    timeline.decide({ type: 'reject', claim: timeline.claimId('ten civ') });
    const [article] = articlesOf(timeline.state);
    const claims = article?.analysis?.claims ?? [];
    const reread = claims.map((claim) => ({ ...claim, group: 'people' as const }));
    const extra = { ...reread[0], effect: 'injured' as const } as (typeof claims)[number];
    timeline.analyse('A', article?.revision.revisionId ?? '', [extra, ...reread], { version: '2' });
    expect(killed(timeline)).toBe('7');
    timeline.article('A', { claims: [TEN], seed: 'another text', version: 2 });
    expect(killed(timeline)).toBe('7');
    timeline.article('A', {
      claims: [figure(9, { words: 'nine civilians were killed, relatives said' })],
      version: 3,
    });
    expect(killed(timeline)).toBe('7–9');
  });

  it.each([
    [{ type: 'reject', claim: `a-${'0'.repeat(24)}.c${'0'.repeat(12)}` }, 'WB_CLAIM_UNKNOWN'],
    [{ type: 'merge-claimants', names: ['a surgeon', 'nobody'] }, 'WB_CLAIMANT_UNKNOWN'],
    [{ type: 'split-articles', articles: [`a-${'0'.repeat(24)}`] }, 'WB_ARTICLE_UNKNOWN'],
    [{ type: 'merge-incidents', incidents: ['main', 'x'] }, 'WB_INCIDENT_UNKNOWN'],
    [{ type: 'undo', decision: 1 }, 'WB_DECISION_UNKNOWN'],
  ])('on what the story does not have, %j, is refused', (wish, code) => {
    expect(() => told().decide(wish)).toThrow(
      expect.objectContaining({ code, remedy: expect.stringMatching(/\S/) as string }) as Error,
    );
  });

  it.each([{ min: 9, max: 8 }, { value: 'drone' }, {}, { min: null, max: null }])(
    'that sets %j of a figure is refused',
    (set) => {
      const timeline = told();
      const claim = timeline.claimId('ten civ');
      expect(() => timeline.decide({ type: 'amend', claim, set })).toThrow(
        expect.objectContaining({ code: 'WB_DECISION_INVALID' }) as Error,
      );
    },
  );

  it('on facts and positions changes what the strike section says', () => {
    const command = claimant('the command', 'body');
    const timeline = new StoryTimeline().article('A', {
      claims: [strikeFact('weapon', 'vehicle'), position('defends', command)],
    });
    timeline
      .decide({ type: 'reject', claim: timeline.claimId('weapon given') })
      .decide({ type: 'amend', claim: timeline.claimId('defends in'), set: { line: 'concedes' } });
    const { strike } = timeline.compose().briefing;
    expect(strike.facts.find(({ label }) => label === 'Weapon')?.values).toEqual([]);
    expect(strike.positions).toMatchObject([{ line: 'accepted that harm was done' }]);
  });
});

describe('an issued edition whose claim an editor', () => {
  it('rejects is superseded with the reason, and recalled if the editor says so', () => {
    const timeline = told();
    timeline.issue();
    timeline.decide({ type: 'reject', claim: timeline.claimId('ten civ') }, { reason: 'misread' });
    const [edition] = timeline.state.editions;
    if (edition === undefined) throw new Error('no edition');
    expect(standingOf(edition, timeline.state)).toMatchObject({
      status: 'superseded',
      supersededBy: null,
      correction: { by: 'editor', outlet: 'Outlet A', reason: 'misread' },
    });
    expect(timeline.compose().briefing.corrections).toMatchObject([
      { kind: 'withdrawal', editions: [1], text: expect.stringContaining('“misread”') as string },
    ]);
    timeline.decide({ type: 'reject', claim: timeline.claimId('ten civ'), recall: true });
    expect(standingOf(edition, timeline.state)).toMatchObject({
      status: 'recalled',
      recall: { by: 'editor' },
    });
    timeline.decide({ type: 'undo', decision: 1 }).decide({ type: 'undo', decision: 2 });
    expect(standingOf(edition, timeline.state)).toMatchObject({ status: 'current' });
  });

  it('pins or accepts stands as it is', () => {
    const timeline = told();
    timeline.issue();
    const claim = timeline.claimId('ten civ');
    timeline.decide({ type: 'pin', claim }).decide({ type: 'accept', claim });
    const [edition] = timeline.state.editions;
    expect(edition && standingOf(edition, timeline.state).status).toBe('current');
    expect(timeline.compose().briefing.corrections).toEqual([]);
  });
});

describe('decisionDecider', () => {
  const made = (number: number, decision: Decision) => {
    const data = { storyId: 'bridge', number, author: 'R. Editor', reason: 'checked', decision };
    return { type: 'DecisionMade', data } as const;
  };
  const command = (decision: Decision) => {
    const { number, ...rest } = made(0, decision).data;
    return { type: 'RecordDecision', decision: rest } as const;
  };
  const accept: Decision = { type: 'accept', claim: 'c' };
  const reject: Decision = { type: 'reject', claim: 'c', recall: false };
  const undo = (decision: number): Decision => ({ type: 'undo', decision });
  const spec = specify(decisionDecider);

  it('numbers decisions and records none that holds already', () => {
    spec.given().when(command(reject)).then(made(1, reject));
    spec.given(made(1, reject)).when(command(reject)).thenNothing();
    spec.given(made(1, reject), made(2, accept)).when(command(reject)).then(made(3, reject));
    spec
      .given(made(1, reject), made(2, undo(1)))
      .when(command(reject))
      .then(made(3, reject));
  });

  it('undoes once, and no undo', () => {
    spec
      .given(made(1, reject))
      .when(command(undo(1)))
      .then(made(2, undo(1)));
    spec
      .given(made(1, reject), made(2, undo(1)))
      .when(command(undo(1)))
      .thenNothing();
    spec
      .given(made(1, reject), made(2, undo(1)))
      .when(command(undo(2)))
      .thenThrows('WB_DECISION_UNDO');
    spec
      .given()
      .when(command(undo(1)))
      .thenThrows('WB_DECISION_UNKNOWN');
  });
});
