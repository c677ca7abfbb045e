import { type IncidentRef } from '@wirebrief/claims';
import {
  claimant,
  figure,
  noneKnown,
  position,
  StoryTimeline,
  strikeFact,
} from '@wirebrief/testing';

import { type Briefing, type TollRange } from './briefing';
import { articlesOf } from './story-state';

const MINISTRY = claimant('the health ministry', 'body');
const COMMAND = claimant('Northern Command', 'body');
const GENERAL = claimant('Gen. Jane Roe', 'official');
const STORY = { incident: { actor: 'Northern Command' } };

const briefingOf = (timeline: StoryTimeline): Briefing => timeline.compose().briefing;
const tollOf = (timeline: StoryTimeline): Briefing['toll'] => briefingOf(timeline).toll;
const rangeOf = (
  timeline: StoryTimeline,
  group: TollRange['group'] = 'civilians',
): TollRange | undefined =>
  tollOf(timeline).ranges.find((range) => range.effect === 'killed' && range.group === group);
const day = (n: number): { readonly updated: string } => ({ updated: `2024-03-0${n}T10:00:00Z` });

type Told = ReturnType<typeof figure>;

/** One article for each figure, a day apart. */
function reported(...figures: readonly Told[]): StoryTimeline {
  const timeline = new StoryTimeline({ story: STORY });
  figures.forEach((one, index) =>
    timeline.article(`S${index}`, { ...day(index + 1), claims: [one] }),
  );
  return timeline;
}

describe('figures over time', () => {
  it('a newer figure of one claimant replaces the older one', () => {
    const timeline = reported(figure(9), figure(10));
    expect(rangeOf(timeline)).toMatchObject({ value: '10', min: 10, max: 10 });
    expect(tollOf(timeline).history).toMatchObject([
      { claimant: 'relatives', value: '9', reason: 'replaced by 10 on 2 March 2024' },
    ]);
  });

  it('a newer figure replaces the older one downward too', () => {
    expect(rangeOf(reported(figure(12), figure(10)))).toMatchObject({ value: '10' });
  });

  it('goes by when it was said, not by when it arrived', () => {
    const timeline = new StoryTimeline()
      .article('new', { ...day(2), claims: [figure(10)] })
      .article('old', { ...day(1), claims: [figure(9)] });
    expect(rangeOf(timeline)?.value).toBe('10');
  });

  it('takes titles and articles off a name: one person, one figure', () => {
    const timeline = reported(
      figure(3, { claimant: GENERAL, group: 'militants' }),
      figure(4, { claimant: claimant('Roe'), group: 'militants' }),
    );
    expect(rangeOf(timeline, 'militants')?.value).toBe('4');
    expect(tollOf(timeline).rows.map((row) => row.claimant)).toEqual(['Gen. Jane Roe']);
  });

  it.each([
    ['before', [9, 10, 10]],
    ['after', [10, 10, 9]],
  ])(
    'takes the figure that an article says most often, and keeps one %s it with the reason',
    (_, said) => {
      const claims = said.map((min, at) =>
        figure(min, { words: `${min}, they said in line ${at}` }),
      );
      const timeline = new StoryTimeline().article('A', { claims });
      expect(rangeOf(timeline)).toMatchObject({ value: '10' });
      expect(tollOf(timeline).history).toMatchObject([
        { value: '9', reason: 'given beside 10 in the same article' },
      ]);
    },
  );

  it('of figures side by side in one sentence takes the largest: each is a part', () => {
    const words = 'Five nurses and at least 6 patients were killed.';
    const claims = [figure(5, { words }), figure(6, { words, max: null, qualifier: 'at least' })];
    expect(rangeOf(new StoryTimeline().article('A', { claims }))?.value).toBe('6 or more');
  });

  it('what an article reports as overtaken is history at once', () => {
    const timeline = reported(figure(10, { status: 'corrected' }));
    expect(rangeOf(timeline)).toBeUndefined();
    expect(tollOf(timeline).history).toMatchObject([
      { claimant: 'relatives', value: '10', reason: 'reported by the outlet as overtaken' },
    ]);
  });

  it('a figure that a later article reports as overtaken is no longer current', () => {
    const timeline = reported(figure(9), figure(9, { status: 'corrected' }));
    expect(rangeOf(timeline)).toBeUndefined();
    expect(tollOf(timeline).history.map(({ value }) => value)).toEqual(['9']);
  });

  it('a figure that only an earlier article calls overtaken stands', () => {
    expect(rangeOf(reported(figure(9, { status: 'corrected' }), figure(9)))?.value).toBe('9');
  });

  it('an increment is no total', () => {
    const timeline = reported(figure(10), figure(1, { increment: true }));
    expect(rangeOf(timeline)?.value).toBe('10');
  });

  it.each(['analysis', 'opinion'] as const)('%s does not feed the toll', (genre) => {
    const timeline = new StoryTimeline()
      .article('A', { claims: [figure(10)] })
      .article('B', { genre, claims: [figure(100, { claimant: MINISTRY })] });
    expect(rangeOf(timeline)?.value).toBe('10');
    expect(JSON.stringify(tollOf(timeline))).not.toContain('100');
    expect(tollOf(timeline).sourcing).toEqual({ articles: 1, independent: 1 });
  });

  it('a figure that is absent from a revision is history, with the date it was said and the reason', () => {
    const timeline = new StoryTimeline()
      .article('A', { version: 1, ...day(1), claims: [figure(9)] })
      .article('A', { version: 2, ...day(3), claims: [figure(7)] });
    expect(rangeOf(timeline)?.value).toBe('7');
    expect(tollOf(timeline).history).toMatchObject([
      {
        claimant: 'relatives',
        value: '9',
        date: '2024-03-01',
        reason: 'absent from the article’s revision of 3 March 2024',
        citations: [{ label: '1b', anchor: 'quote-1b' }],
      },
    ]);
  });

  it('a figure of an earlier revision leads to its words there, unless its article is suspended', () => {
    const timeline = new StoryTimeline()
      .article('A', { version: 1, ...day(1), claims: [figure(9)] })
      .article('A', { version: 2, ...day(3), claims: [figure(7)] });
    const composed = timeline.compose();
    const [source] = composed.briefing.sources;
    const earlier = source?.quotes.find(({ label }) => label === '1b');
    expect(earlier?.text).toBe('9 civilians were killed, relatives said');
    expect(earlier?.earlier?.revisionId).toMatch(/\.1$/);
    expect(earlier?.earlier?.at).toMatch(/^2024-03-01/);
    expect(composed.revisions).toEqual([source?.revisionId, earlier?.earlier?.revisionId]);
    const suspended = timeline.withhold('A').compose().briefing;
    expect(JSON.stringify(suspended)).not.toContain('9 civilians were killed');
  });

  it('says that a correction dropped it', () => {
    const timeline = new StoryTimeline()
      .article('A', { version: 1, claims: [figure(9)] })
      .article('A', { version: 2, ...day(3), note: 'It was seven.', claims: [figure(7)] });
    expect(tollOf(timeline).history[0]?.reason).toMatch(/which corrects it$/);
  });

  it('a cosmetic revision leaves no trace in the figures', () => {
    const timeline = new StoryTimeline()
      .article('A', { claims: [figure(9)] })
      .article('A', { version: 2, claims: [figure(9)] });
    expect(tollOf(timeline)).toMatchObject({ ranges: [{ value: '9' }], history: [] });
  });
});

describe('an outlet’s own voice', () => {
  const own = (n: number): ReturnType<typeof figure> =>
    figure(n, { claimant: null, words: `${n} civilians died` });

  it('is shown as that', () => {
    expect(tollOf(reported(own(9))).rows[0]?.claimant).toBe('Outlet S0 (in its own voice)');
  });

  it('is one claimant over all articles of the outlet', () => {
    const timeline = new StoryTimeline()
      .article('A', { outlet: 'Lantern', ...day(1), claims: [own(9)] })
      .article('B', { outlet: 'Lantern', ...day(2), claims: [own(10)] });
    expect(rangeOf(timeline)?.value).toBe('10');
    expect(tollOf(timeline).rows).toHaveLength(1);
  });

  it('of two outlets is two claimants', () => {
    expect(rangeOf(reported(own(9), own(10)))?.value).toBe('9–10');
  });

  it('of a copy is that of the outlet that had it first', () => {
    const timeline = new StoryTimeline()
      .article('A', { outlet: 'Wire', seed: 'same', claims: [own(9)] })
      .article('B', { outlet: 'Courier', seed: 'same', claims: [own(9)] });
    expect(tollOf(timeline).rows).toMatchObject([
      { claimant: 'Wire (in its own voice)', outlets: ['Wire', 'Courier'] },
    ]);
  });
});

describe('a denial', () => {
  const civilians = (min: number, by = GENERAL): ReturnType<typeof figure> =>
    figure(min, { claimant: by, words: `${min} civilians were killed, the general said` });

  it('is a figure of 0 with its claimant and stays visible when others contradict it', () => {
    const timeline = reported(noneKnown(COMMAND), figure(10, { max: null, qualifier: 'at least' }));
    expect(rangeOf(timeline)).toMatchObject({
      value: '0–10 or more',
      min: 0,
      max: null,
      disputed: true,
    });
    expect(tollOf(timeline).rows.map(({ claimant: by, killed }) => [by, killed[0]?.value])).toEqual(
      [
        ['relatives', '10 or more'],
        ['Northern Command', '0 (none known)'],
      ],
    );
  });

  it('is overtaken by the party’s own later figure, and the history says who denied', () => {
    const timeline = reported(noneKnown(COMMAND), civilians(10)).article('P', {
      claims: [position('concedes', GENERAL)],
    });
    expect(rangeOf(timeline)).toBeUndefined();
    expect(tollOf(timeline).conceded).toMatchObject([{ value: '10' }]);
    expect(tollOf(timeline).history).toMatchObject([
      {
        claimant: 'Northern Command',
        value: '0 (none known)',
        reason: 'overtaken when Gen. Jane Roe gave 10 on 2 March 2024',
      },
    ]);
  });

  it('of all casualties is overtaken by the party’s number of dead', () => {
    const denial = { ...noneKnown(COMMAND), effect: 'casualties' as const };
    const timeline = reported(denial, civilians(10)).article('P', {
      claims: [position('concedes', GENERAL)],
    });
    expect(tollOf(timeline).ranges).toEqual([]);
    expect(tollOf(timeline).history).toMatchObject([{ claimant: 'Northern Command' }]);
  });

  it('is not overtaken by others', () => {
    const timeline = reported(noneKnown(COMMAND), figure(10));
    expect(rangeOf(timeline)?.min).toBe(0);
  });

  it('is not overtaken by an earlier figure of another speaker of the party', () => {
    const timeline = reported(civilians(10), noneKnown(COMMAND)).article('P', {
      claims: [position('defends', GENERAL)],
    });
    expect(rangeOf(timeline)?.value).toBe('0 (none known)');
    expect(tollOf(timeline).conceded).toMatchObject([{ value: '10' }]);
  });
});

describe('the range', () => {
  const by = (name: string): { readonly claimant: ReturnType<typeof claimant> } => ({
    claimant: claimant(name, 'person'),
  });
  const atLeast = (n: number, name: string): ReturnType<typeof figure> =>
    figure(n, { max: null, qualifier: 'at least', ...by(name) });
  const upTo = (n: number, name: string): ReturnType<typeof figure> =>
    figure(null, { max: n, qualifier: 'up to', ...by(name) });
  const dozens = (name: string): ReturnType<typeof figure> =>
    figure(24, { max: null, qualifier: 'vague', wording: 'dozens', ...by(name) });

  it.each<[string, readonly ReturnType<typeof figure>[], string, number | null, number | null]>([
    ['never adds up', [figure(3, by('A')), figure(4, by('B'))], '3–4', 3, 4],
    ['of one figure is that figure', [figure(7, by('A'))], '7', 7, 7],
    ['of "at least 10" is 10 or more', [atLeast(10, 'A')], '10 or more', 10, null],
    ['stays open', [figure(7, by('A')), atLeast(10, 'B')], '7–10 or more', 7, null],
    ['of equal ends stays open', [figure(10, by('A')), atLeast(10, 'B')], '10 or more', 10, null],
    ['of "up to 5" is up to 5', [upTo(5, 'A')], 'up to 5', null, 5],
    ['holds "up to 5" beside a higher figure', [upTo(5, 'A'), figure(10, by('B'))], '5–10', 5, 10],
    [
      'holds "up to 20" beside a lower figure',
      [upTo(20, 'A'), figure(10, by('B'))],
      '10–20',
      10,
      20,
    ],
    [
      'of "up to 10" and 10 is up to 10',
      [upTo(10, 'A'), figure(10, by('B'))],
      'up to 10',
      null,
      10,
    ],
    ['keeps a vague word', [dozens('A'), dozens('B')], 'dozens (24 or more)', 24, null],
    ['keeps "about"', [figure(10, { qualifier: 'about', ...by('A') })], 'about 10', 10, 10],
    ['groups thousands', [figure(1500, by('A'))], '1,500', 1500, 1500],
  ])('%s', (_, figures, value, min, max) => {
    expect(rangeOf(reported(...figures))).toMatchObject({ value, min, max });
  });

  it('says in a note who disputes a figure, with the words that tell so', () => {
    const words = 'ten civilians were killed, a figure that the garrison disputes';
    const quote = { start: 0, end: words.length, text: words };
    const disputedBy = [{ claimant: claimant('the garrison', 'body'), quote }];
    const timeline = reported(figure(10, { ...by('A'), words, disputedBy }));
    const note = tollOf(timeline).notes.find(({ text }) => text.includes('is disputed by'));
    expect(note?.text).toBe(
      'The figure of 10 for civilians killed, according to A, is disputed by the garrison.',
    );
    expect(note?.citations).toHaveLength(1);
  });

  it('says in a note which word a vague bound stands for', () => {
    const timeline = reported(figure(10, by('A')), dozens('B'));
    expect(rangeOf(timeline)?.value).toBe('10–24 or more');
    const note = tollOf(timeline).notes.find(({ text }) => text.includes('Dozens'));
    expect(note?.text).toBe(
      '“Dozens”, according to B, stands as 24 or more in the figures for civilians killed.',
    );
    expect(note?.citations).toHaveLength(1);
  });

  it('keeps killed and injured apart, and groups apart', () => {
    const timeline = reported(
      figure(10, by('A')),
      figure(20, { effect: 'injured', ...by('A') }),
      figure(7, { group: 'children', ...by('A') }),
      figure(1, { group: 'militants', ...by('A') }),
      figure(12, { group: 'people', ...by('A') }),
      figure(30, { effect: 'casualties', group: 'people', ...by('A') }),
    );
    expect(tollOf(timeline).ranges.map(({ label, value }) => [label, value])).toEqual([
      ['Civilians killed', '10'],
      ['People (status not stated) killed', '12'],
      ['Children killed', '7'],
      ['Militants killed', '1'],
      ['Civilians injured', '20'],
      ['People (status not stated) killed or injured (not told apart)', '30'],
    ]);
  });

  it('says in a cell when a figure is not of its column’s effect', () => {
    const timeline = reported(
      figure(30, { effect: 'casualties', group: 'people' }),
      figure(4, { effect: 'injured', group: 'children' }),
      figure(2, { effect: 'missing' }),
    );
    const [row] = tollOf(timeline).rows;
    expect(row?.killed.map(({ value }) => value)).toEqual([
      '30 killed or injured (not told apart)',
      '2 missing',
    ]);
    expect(row?.children.map(({ value }) => value)).toEqual(['4 injured']);
  });

  it('names speakers as they stand within a sentence', () => {
    const speakers = ['Officials', 'The ministry', 'US officials', 'Jane Miller'];
    const timeline = reported(...speakers.map((name, index) => figure(3 + index, by(name))));
    expect(tollOf(timeline).notes[0]?.text).toContain(
      '3 according to officials, 4 according to the ministry, 5 according to US officials',
    );
  });

  it('cites a source for each of its ends, however many others there are', () => {
    const ministry = [1, 2, 3, 4, 5, 6, 7].map((n) =>
      figure(30, { claimant: MINISTRY, words: `30 killed, no. ${n}` }),
    );
    const army = figure(12, { claimant: claimant('the army', 'body') });
    const { keyFigures, highlights, toll, unknowns } = briefingOf(reported(...ministry, army));
    const card = keyFigures.find(({ label }) => label === 'Civilians killed');
    const unsettled = unknowns.find(({ text }) => text.includes('12–30'));
    const [first] = highlights;
    for (const said of [card, unsettled, first, toll.notes[0]]) {
      const labels = said?.citations.map(({ label }) => label) ?? [];
      expect(labels).toContain('8a');
      expect(labels.some((label) => label !== '8a')).toBe(true);
      expect(labels.length).toBeLessThanOrEqual(6);
    }
    expect(card?.citations.slice(0, 2).map(({ label }) => label)[0]).toBe('8a');
  });

  it('is disputed when no number fits all figures, and says by whom', () => {
    const timeline = reported(figure(3, by('A')), figure(4, by('B')));
    expect(rangeOf(timeline)?.disputed).toBe(true);
    expect(tollOf(timeline).notes[0]?.text).toBe(
      'The figures for civilians killed contradict each other: 3 according to A and 4 according to B.',
    );
    expect(rangeOf(reported(atLeast(3, 'A'), figure(4, by('B'))))?.disputed).toBe(false);
  });

  it('flags more women than people injured, apart from those killed', () => {
    const injured = { effect: 'injured' } as const;
    const timeline = reported(
      figure(50),
      figure(4, injured),
      figure(6, { ...injured, group: 'women' }),
    );
    expect(tollOf(timeline).notes.map(({ text }) => text)).toContain(
      'More women (6) than people injured in all (4), according to relatives; both figures are shown as reported.',
    );
  });

  it('flags more children than people killed', () => {
    const timeline = new StoryTimeline().article('A', {
      claims: [figure(7), figure(8, { group: 'children', words: 'eight children, they said' })],
    });
    expect(tollOf(timeline).notes.map(({ text }) => text)).toEqual([
      'More children (8) than people killed in all (7), according to relatives; both figures are shown as reported.',
    ]);
  });
});

describe('what the striking party accepts', () => {
  it('stands beside what others report and is not merged with it', () => {
    const timeline = reported(
      figure(10),
      figure(7, { claimant: COMMAND, words: 'seven civilians were killed, the command said' }),
    );
    expect(rangeOf(timeline)?.value).toBe('10');
    expect(tollOf(timeline).conceded).toMatchObject([{ value: '7', group: 'civilians' }]);
    expect(tollOf(timeline).rows).toHaveLength(2);
    expect(acceptedCard(timeline)).toMatchObject({
      value: '7',
      caveat: 'Civilians killed, according to Northern Command.',
    });
  });

  const acceptedCard = (timeline: StoryTimeline) =>
    briefingOf(timeline).keyFigures.find(({ label }) => label === 'Accepted by the striking party');
  it('is one figure in all of its places, and tells what it was', () => {
    const timeline = reported(figure(10)).article('P', {
      claims: [position('concedes', GENERAL)],
    });
    timeline.issue();
    const upTo = figure(null, { max: 10, qualifier: 'up to' });
    const children = figure(7, { group: 'children', words: 'seven children among them' });
    timeline
      .article('X', {
        ...day(3),
        claims: [upTo, children].map((one) => ({ ...one, claimant: COMMAND })),
      })
      .article('Y', { ...day(4), claims: [{ ...figure(10), claimant: GENERAL }] });
    const { toll, highlights } = briefingOf(timeline);
    expect(toll.conceded[0]?.value).toBe('up to 10');
    expect(acceptedCard(timeline)).toMatchObject({
      value: 'up to 10',
      change: 'was none found',
      caveat: 'Civilians killed, according to Northern Command and Gen. Jane Roe.',
    });
    expect(highlights.map(({ text }) => text)).toContain(
      'Accepted by the striking party: up to 10 civilians and 7 children killed according to Northern Command and 10 civilians killed according to Gen. Jane Roe.',
    );
  });

  it('does not hold what the party counts in words that deny its part', () => {
    const words = 'the shell could not have killed the 7 civilians, the command said';
    const claims = [
      figure(7, { claimant: COMMAND, words }),
      position('denies', COMMAND, { words }),
    ];
    const timeline = new StoryTimeline({ story: STORY }).article('A', { claims });
    expect(tollOf(timeline)).toMatchObject({ conceded: [], ranges: [{ value: '7' }] });
    const elsewhere = [figure(7, { claimant: COMMAND }), position('denies', COMMAND)];
    expect(tollOf(timeline.article('B', { ...day(2), claims: elsewhere })).conceded).toMatchObject([
      { value: '7' },
    ]);
  });

  it('does not take the militants that the party counts for a concession', () => {
    const timeline = reported(figure(1, { claimant: COMMAND, group: 'militants' }));
    expect(tollOf(timeline)).toMatchObject({ conceded: [], ranges: [{ group: 'militants' }] });
  });
});

describe('the grade', () => {
  const struck = strikeFact('party', 'Northern Command');
  const gradeOf = (timeline: StoryTimeline): string => tollOf(timeline).grade.grade;

  it('is none without a figure', () => {
    expect(gradeOf(new StoryTimeline().article('A', { claims: [struck] }))).toBe('none');
  });

  it('is none where all that is said is that no harm is known', () => {
    expect(gradeOf(reported(noneKnown(COMMAND)))).toBe('none');
  });

  it('is weak with one independent source', () => {
    expect(gradeOf(new StoryTimeline().article('A', { claims: [figure(10), struck] }))).toBe(
      'weak',
    );
  });

  it('is weak with any number of copies of one text', () => {
    const claims = [figure(10), struck];
    const timeline = new StoryTimeline();
    for (const id of ['A', 'B', 'C', 'D']) timeline.article(id, { seed: 'same', claims });
    expect(tollOf(timeline)).toMatchObject({
      grade: { grade: 'weak' },
      sourcing: { articles: 4, independent: 1 },
    });
  });

  it('is weak with one source of harm and a denial: a denial is no second source', () => {
    const timeline = reported(figure(10), noneKnown(COMMAND)).article('P', { claims: [struck] });
    expect(gradeOf(timeline)).toBe('weak');
  });

  it('is weak where nobody names who struck', () => {
    expect(gradeOf(reported(figure(10), figure(9, { claimant: MINISTRY })))).toBe('weak');
  });

  it('is fair with two independent sources and one named party', () => {
    const timeline = reported(figure(10), figure(9, { claimant: MINISTRY }));
    expect(gradeOf(timeline.article('P', { claims: [struck] }))).toBe('fair');
  });

  it('is contested with rival attributions', () => {
    const rival = strikeFact('party', 'Southern Front');
    const timeline = reported(figure(10), figure(9, { claimant: MINISTRY }));
    expect(gradeOf(timeline.article('P', { claims: [struck, rival] }))).toBe('contested');
  });

  it.each(['concedes', 'apologises'] as const)('is confirmed when the party %s', (line) => {
    const timeline = reported(figure(10)).article('P', { claims: [position(line, COMMAND)] });
    expect(gradeOf(timeline)).toBe('confirmed');
  });

  it('is not confirmed by the party’s defence', () => {
    const timeline = reported(figure(10)).article('P', { claims: [position('defends', COMMAND)] });
    expect(gradeOf(timeline)).toBe('weak');
  });

  it('falls when the article that confirmed it is killed', () => {
    const timeline = reported(figure(10)).article('P', { claims: [position('concedes', COMMAND)] });
    expect(gradeOf(timeline.kill('P'))).toBe('weak');
  });

  it('prints its rule', () => {
    expect(tollOf(reported(figure(10))).grade.rule).toBe('one independent source');
  });
});

describe('other incidents', () => {
  const airport = { key: 'attack-airport', label: 'attack at the airport' };

  it('are listed apart under their own names and never in the toll', () => {
    const timeline = reported(
      figure(10),
      figure(13, { incident: airport, group: 'service members', claimant: COMMAND }),
      figure(170, { incident: airport, claimant: MINISTRY }),
    );
    expect(rangeOf(timeline)?.value).toBe('10');
    expect(JSON.stringify(tollOf(timeline))).not.toMatch(/13|170/);
    expect(briefingOf(timeline).otherIncidents).toMatchObject([
      {
        label: 'Attack at the airport',
        figures: [
          { label: 'Service members killed', value: '13', claimant: 'Northern Command' },
          { label: 'Civilians killed', value: '170', claimant: 'the health ministry' },
        ],
      },
    ]);
    expect(tollOf(timeline).sourcing.articles).toBe(1);
  });

  it('stand by what they count, under a date as it is read', () => {
    const incident = { key: 'event-2024-03-09', label: 'bombing of 2024-03-09' };
    const timeline = reported(
      figure(13, { incident, claimant: COMMAND }),
      figure(5, { incident, effect: 'injured', claimant: COMMAND }),
      figure(14, { incident, claimant: MINISTRY }),
    );
    expect(briefingOf(timeline).otherIncidents).toMatchObject([
      {
        label: 'Bombing of 9 March 2024',
        figures: [{ value: '13' }, { value: '14' }, { value: '5' }],
      },
    ]);
  });

  it('keep a number that only looks like a date inside', () => {
    const incident = { key: 'file-12024-03-091', label: 'file 12024-03-091' };
    expect(briefingOf(reported(figure(13, { incident }))).otherIncidents).toMatchObject([
      { label: 'File 12024-03-091' },
    ]);
  });

  describe('under several names', () => {
    const dated = { key: 'attack-2024-03-09', label: 'bombing of 2024-03-09' };
    const losses = (count: number, incident: IncidentRef, claimant = COMMAND): Told =>
      figure(count, { incident, group: 'service members', claimant });
    const labels = (timeline: StoryTimeline): readonly string[] =>
      briefingOf(timeline).otherIncidents.map(({ label }) => label);

    it('are one where a number of the same people is the same, under the name that has a day', () => {
      const timeline = reported(
        losses(13, airport),
        losses(13, dated),
        figure(160, { incident: airport, claimant: MINISTRY }),
        figure(170, { incident: dated, claimant: MINISTRY }),
      );
      expect(briefingOf(timeline).otherIncidents).toMatchObject([
        {
          label: 'Bombing of 9 March 2024',
          figures: [
            { value: '13', claimant: 'Northern Command', citations: [{}, {}] },
            { value: '170', claimant: 'the health ministry' },
          ],
        },
      ]);
      expect(briefingOf(timeline).otherIncidents[0]?.figures).toHaveLength(2);
    });

    it('stay apart with other, small or rough numbers, of another sort, on another day, or named by an editor', () => {
      const named = (key: string): IncidentRef => ({ key, label: `attack ${key}` });
      const apart: readonly (readonly Told[])[] = [
        [losses(13, airport), losses(14, dated, MINISTRY)],
        [losses(3, airport), losses(3, dated, MINISTRY)],
        [losses(13, airport), { ...losses(13, dated, MINISTRY), qualifier: 'about' }],
        [losses(13, airport), losses(13, named('strike-harbour'), MINISTRY)],
        [losses(13, named('attack-2024-03-01')), losses(13, dated, MINISTRY)],
        [losses(13, named('named-0e')), losses(13, named('named-0f'), MINISTRY)],
        [losses(13, airport), figure(13, { incident: dated, claimant: MINISTRY })],
      ];
      for (const figures of apart) expect(labels(reported(...figures))).toHaveLength(2);
    });

    it('are apart again once an editor has split one', () => {
      const timeline = new StoryTimeline()
        .article('A', { claims: [losses(13, airport)] })
        .article('B', { claims: [losses(13, airport, MINISTRY)] })
        .article('C', { claims: [losses(13, dated, GENERAL)] });
      expect(labels(timeline)).toHaveLength(1);
      timeline.decide({
        type: 'split-incident',
        incident: airport.key,
        articles: articlesOf(timeline.state)
          .slice(1, 2)
          .map(({ identity }) => identity.articleId),
        into: dated.key,
      });
      expect(labels(timeline)).toHaveLength(2);
    });
  });

  it('are not conceded and overtake nothing', () => {
    const timeline = reported(
      noneKnown(COMMAND),
      figure(13, { incident: airport, claimant: COMMAND }),
    );
    expect(tollOf(timeline).conceded).toEqual([]);
    expect(rangeOf(timeline)?.value).toBe('0 (none known)');
  });
});

describe('a withdrawn article', () => {
  const killed = {
    ...{ claimant: 'Outlet S1', value: '20', citations: [{ label: '2' }] },
    reason: 'withdrawn by its outlet on 1 March 2024',
  };
  const suspended = {
    ...killed,
    claimant: 'the health ministry',
    reason: 'its article was suspended by its outlet on 1 March 2024',
  };
  it.each([
    ['kill', [killed]],
    ['withhold', [suspended]],
  ] as const)(
    'on %s no longer feeds the toll; the number is left, with the reason',
    (word, left) => {
      const timeline = reported(figure(10), figure(20, { claimant: MINISTRY }));
      expect(rangeOf(timeline)?.value).toBe('10–20');
      timeline[word]('S1');
      expect(rangeOf(timeline)?.value).toBe('10');
      const { history, ...toll } = tollOf(timeline);
      expect(JSON.stringify(toll)).not.toMatch(/\b20\b/);
      expect(history).toMatchObject(left);
    },
  );

  it('leaves its figures in the history once another stands in its place', () => {
    const timeline = new StoryTimeline()
      .article('A', { version: 1, ...day(1), claims: [figure(8)] })
      .article('A', {
        version: 2,
        ...day(2),
        claims: [figure(9), figure(20, { claimant: MINISTRY })],
      })
      .article('B', { ...day(3), claims: [figure(9)] })
      .replace('A', 'B');
    expect(rangeOf(timeline)?.value).toBe('9');
    const lines = tollOf(timeline).history.map(
      ({ claimant: who, value, reason }) => `${who} ${value}: ${reason}`,
    );
    // What the other article says too is current, and no history.
    expect(lines).toEqual([
      'the health ministry 20: its article was replaced by another one on 1 March 2024',
      'relatives 8: absent from the article’s revision of 2 March 2024',
    ]);
    expect(JSON.stringify(briefingOf(timeline).sources)).not.toContain('20 civilians');
  });

  it('leaves no figure that an editor has rejected', () => {
    const timeline = reported(figure(20, { claimant: MINISTRY }));
    timeline.decide({ type: 'reject', claim: timeline.claimId('20 civilians') }).withhold('S0');
    expect(tollOf(timeline).history).toEqual([]);
  });

  it('gives way to the claimant’s figure in another article', () => {
    const timeline = reported(figure(9), figure(10));
    timeline.kill('S1');
    expect(rangeOf(timeline)?.value).toBe('9');
  });
});
