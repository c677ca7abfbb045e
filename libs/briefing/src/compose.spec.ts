import {
  claimant,
  figure,
  noneKnown,
  option,
  position,
  StoryTimeline,
  strikeFact,
  textWith,
} from '@wirebrief/testing';

import { type Briefing, type Change, type Source } from './briefing';
import { type Composed } from './compose';
import { withItem } from './shelves';
import { articlesOf, type StoryArticle } from './story-state';

const RELATIVES = claimant('relatives', 'families');
const COMMAND = claimant('Northern Command', 'body');
const SENATOR = claimant('Sen. Ada Poe', 'official');
const TAXONOMY = [
  {
    key: 'over_the_horizon',
    label: 'Strikes from over the horizon',
    phrases: ['over the horizon'],
  },
  { key: 'local_partners', label: 'Local partners', phrases: ['local partners'] },
];
const STORY = { incident: { actor: 'Northern Command' } };

const open = (): StoryTimeline => new StoryTimeline({ story: STORY, taxonomy: TAXONOMY });
const briefingOf = (timeline: StoryTimeline): Briefing => timeline.compose().briefing;
const changesOf = (timeline: StoryTimeline): readonly Change[] =>
  briefingOf(timeline).changes.entries;
const day = (n: number): { readonly updated: string } => ({ updated: `2024-03-0${n}T10:00:00Z` });

/** A story with something in every section, in its second edition. */
function fullStory(): StoryTimeline {
  const airport = { key: 'attack-airport', label: 'attack at the airport' };
  const timeline = open()
    .article('A', {
      ...day(1),
      version: 1,
      claims: [
        figure(9, { words: 'nine people died, relatives said' }),
        figure(6, { group: 'children', words: 'six of them children, they said' }),
        strikeFact('place', 'Old Bridge', RELATIVES),
        strikeFact('party', 'Northern Command'),
        strikeFact('target', 'a vehicle', COMMAND),
        strikeFact('basis', 'footage of crates', COMMAND),
        strikeFact('dispute', 'the crates held water', RELATIVES),
        strikeFact('secondary effect', 'further explosions', COMMAND),
      ],
    })
    .article('B', {
      ...day(2),
      claims: [
        noneKnown(COMMAND),
        position('defends', COMMAND, { words: 'we stand by the strike' }),
        figure(13, {
          incident: airport,
          group: 'service members',
          words: 'thirteen at the airport',
        }),
      ],
    })
    .article('C', {
      ...day(3),
      genre: 'analysis',
      claims: [
        option('over_the_horizon', 'doubts', SENATOR, { words: 'it will not work from there' }),
        option('over_the_horizon', 'neutral', SENATOR, {
          words: 'most of the flight is transit',
          constraint: true,
        }),
      ],
    });
  timeline.issue();
  return timeline
    .article('A', {
      ...day(4),
      version: 2,
      note: 'It was ten, not nine.',
      claims: [figure(10, { words: 'ten people died, relatives said' })],
    })
    .article('D', {
      ...day(5),
      claims: [
        figure(24, { max: null, qualifier: 'vague', wording: 'dozens', claimant: SENATOR }),
        figure(3, { effect: 'injured', words: 'three were injured' }),
        figure(7, { claimant: COMMAND, words: 'seven, the command said' }),
        position('concedes', COMMAND, { words: 'it was a mistake' }),
      ],
    });
}

describe('the head of an edition', () => {
  it('says number, position, instant, period and what it supersedes', () => {
    const timeline = open().article('A', { claims: [figure(9)] });
    const first = timeline.issue().briefing.edition;
    expect(first).toMatchObject({
      number: 1,
      position: 3,
      supersedes: null,
      period: { from: '2024-03-01T00:02:00.000Z', to: '2024-03-01T00:03:00.000Z' },
    });
    const second = timeline.article('B', { claims: [figure(10)] }).issue().briefing.edition;
    expect(second).toMatchObject({ number: 2, supersedes: 1, period: { from: first.asOf } });
  });

  it('has no period before the first update', () => {
    expect(briefingOf(open()).edition.period).toBeNull();
  });

  it('says on its face what it is and is not', () => {
    expect(briefingOf(open()).statement).toMatch(
      /automated digest.*not an investigation.*verified/,
    );
  });
});

describe('the strike', () => {
  it('prints every fact in its order, with who says so', () => {
    const { facts } = briefingOf(
      open().article('A', {
        claims: [
          strikeFact('place', 'Old Bridge', RELATIVES),
          strikeFact('date', '2024-02-29'),
          strikeFact('target', 'a vehicle', COMMAND),
        ],
      }),
    ).strike;
    expect(
      facts.map(({ label, values }) => [label, values[0]?.value, values[0]?.qualification]),
    ).toEqual([
      ['Date', '29 February 2024', 'in the outlets’ own voice'],
      ['Place', 'Old Bridge', 'according to relatives'],
      [
        'Struck by',
        'Northern Command',
        'as set by the story’s editor; not found in the articles read',
      ],
      ['Weapon', undefined, undefined],
      ['Target as stated', 'A vehicle', 'suspected, according to Northern Command'],
    ]);
  });

  it('tells positions over time, oldest first, each speaker’s line again only when it changes', () => {
    const timeline = open()
      .article('C', { ...day(3), claims: [position('concedes', COMMAND)] })
      .article('A', { ...day(1), claims: [position('defends', COMMAND)] })
      .article('A2', { ...day(1), claims: [position('defends', COMMAND, { words: 'again' })] })
      .article('B', { ...day(2), claims: [position('investigates', COMMAND)] })
      .article('C2', { ...day(4), claims: [position('concedes', COMMAND, { words: 'once more' })] })
      .article('D', { ...day(5), claims: [position('defends', COMMAND, { words: 'after all' })] });
    const { positions } = briefingOf(timeline).strike;
    expect(positions.map(({ date, line }) => [date, line])).toEqual([
      ['2024-03-01', 'defended the strike'],
      ['2024-03-02', 'spoke of an inquiry'],
      ['2024-03-03', 'accepted that harm was done'],
      ['2024-03-05', 'defended the strike'],
    ]);
  });

  it('shows in one row both lines that one sentence takes', () => {
    const words = 'defended it but is looking into it';
    const timeline = open().article('A', {
      ...day(1),
      claims: [
        position('defends', COMMAND, { words }),
        position('investigates', COMMAND, { words }),
      ],
    });
    const { positions } = briefingOf(timeline).strike;
    expect(positions.map(({ line }) => line)).toEqual([
      'defended the strike and spoke of an inquiry',
    ]);
  });

  it('dates a position by when it was said, where the text tells', () => {
    const timeline = open()
      .article('A', { ...day(1), claims: [position('investigates', COMMAND)] })
      .article('B', {
        ...day(2),
        claims: [position('defends', COMMAND, { saidOn: '2024-02-28' })],
      });
    const { positions } = briefingOf(timeline).strike;
    expect(positions.map(({ date }) => date)).toEqual(['2024-02-28', '2024-03-01']);
  });

  it('gives a quote of several copies once, with all outlets', () => {
    const basis = strikeFact('basis', 'footage of crates', COMMAND);
    const timeline = open()
      .article('A', { seed: 'same', claims: [basis] })
      .article('B', { seed: 'same', claims: [basis] });
    expect(briefingOf(timeline).strike.basis).toMatchObject([
      { speaker: 'Northern Command', outlets: ['Outlet A', 'Outlet B'], citations: [{}, {}] },
    ]);
  });
});

describe('the options', () => {
  it('are a matrix in the order of the taxonomy, with stances, quotes and constraints', () => {
    const timeline = open().article('A', {
      ...day(1),
      claims: [
        option('local_partners', 'supports', COMMAND),
        option('over_the_horizon', 'doubts', SENATOR),
        option('over_the_horizon', 'neutral', SENATOR, {
          constraint: true,
          words: 'mostly transit',
        }),
      ],
    });
    expect(briefingOf(timeline).options.options).toMatchObject([
      {
        label: 'Strikes from over the horizon',
        statements: [{ speaker: 'Sen. Ada Poe', stance: 'doubts', date: '2024-03-01' }],
        constraints: [{ quote: 'mostly transit' }],
      },
      { label: 'Local partners', statements: [{ stance: 'supports' }], constraints: [] },
    ]);
  });

  it('take those that the story adds, and its own label for a known key', () => {
    const own = [
      { key: 'envoys', label: 'Envoys', phrases: ['envoys'] },
      { key: 'local_partners', label: 'Partners', phrases: ['partners'] },
    ];
    const timeline = new StoryTimeline({ story: { options: own }, taxonomy: TAXONOMY }).article(
      'A',
      {
        claims: [option('envoys', 'open', COMMAND), option('local_partners', 'open', COMMAND)],
      },
    );
    expect(briefingOf(timeline).options.options.map(({ label }) => label)).toEqual([
      'Envoys',
      'Partners',
    ]);
  });

  it('show a stance that moved as a change', () => {
    const timeline = open().article('A', {
      ...day(1),
      claims: [option('local_partners', 'doubts', SENATOR)],
    });
    timeline.issue();
    timeline.article('B', { ...day(2), claims: [option('local_partners', 'supports', SENATOR)] });
    expect(changesOf(timeline)).toMatchObject([
      {
        kind: 'revised',
        subject: 'Local partners, according to Sen. Ada Poe',
        from: 'doubts',
        to: 'supports',
      },
    ]);
  });
});

describe('what changed', () => {
  const issued = (): StoryTimeline => {
    const timeline = open().article('A', { version: 1, ...day(1), claims: [figure(9)] });
    timeline.issue();
    return timeline;
  };

  it('is not told in a first edition', () => {
    expect(briefingOf(open().article('A', { claims: [figure(9)] })).changes).toEqual({
      since: null,
      entries: [],
    });
  });

  it('is nothing when nothing changed', () => {
    expect(briefingOf(issued()).changes).toEqual({ since: 1, entries: [] });
  });

  it('is nothing when a copy of known text arrives', () => {
    const timeline = issued().article('B', { ...day(2), seed: 'A', claims: [figure(9)] });
    expect(changesOf(timeline)).toEqual([]);
  });

  it('is nothing after a cosmetic revision', () => {
    const text = textWith([figure(9)], 'A')
      .replaceAll(' ', '  ')
      .replaceAll('  ', '\n');
    const spaced = { ...figure(9), words: figure(9).words.replaceAll(' ', '\n') };
    const timeline = issued().article('A', { version: 2, text, claims: [spaced] });
    expect(changesOf(timeline)).toEqual([]);
  });

  it('names a new source', () => {
    const timeline = issued().article('B', { ...day(2), claims: [figure(10)] });
    expect(changesOf(timeline)).toMatchObject([
      {
        kind: 'revised',
        subject: 'Civilians killed, according to relatives',
        from: '9',
        to: '10',
        cause: 'new source',
        why: 'Outlet B published an article that says so.',
        citations: [{ label: '2a' }],
      },
    ]);
  });

  it('names a new claimant as added', () => {
    const timeline = issued().article('B', { claims: [figure(12, { claimant: SENATOR })] });
    expect(changesOf(timeline)).toMatchObject([{ kind: 'added', from: null, to: '12' }]);
  });

  it('names a revision', () => {
    const timeline = issued().article('A', { version: 2, claims: [figure(7)] });
    expect(changesOf(timeline)).toMatchObject([
      {
        kind: 'revised',
        from: '9',
        to: '7',
        cause: 'revision',
        why: 'Outlet A revised its article.',
      },
    ]);
  });

  it('names a correction with the outlet’s own words in quotation marks', () => {
    const timeline = issued().article('A', {
      version: 2,
      note: 'It was seven.',
      claims: [figure(7)],
    });
    expect(changesOf(timeline)).toMatchObject([
      {
        from: '9',
        to: '7',
        cause: 'correction',
        why: 'Outlet A corrected its article: “It was seven.”',
      },
    ]);
  });

  it('names a kill and points at the source, not at its words', () => {
    const timeline = issued().kill('A', { reason: 'Wrong place.' });
    expect(changesOf(timeline)).toMatchObject([
      {
        kind: 'withdrawn',
        from: '9',
        to: null,
        cause: 'kill',
        why: 'Outlet A withdrew its article: “Wrong place.”',
        citations: [{ label: '1', anchor: 'source-1' }],
      },
    ]);
  });

  it('names a suspension', () => {
    expect(changesOf(issued().withhold('A', { reason: 'Legal.' }))).toMatchObject([
      { kind: 'withdrawn', cause: 'withheld', why: 'Outlet A suspended its article: “Legal.”' },
    ]);
  });

  it('names a figure that the striking party comes to accept', () => {
    const timeline = open().article('A', { ...day(1), claims: [noneKnown(COMMAND)] });
    timeline.issue();
    timeline.article('B', { ...day(2), claims: [figure(7, { claimant: COMMAND })] });
    expect(changesOf(timeline)).toMatchObject([
      { kind: 'revised', from: '0 (none known)', to: '7', cause: 'new source' },
    ]);
  });

  it('says which article overtook a denial', () => {
    const timeline = open().article('A', { ...day(1), claims: [noneKnown(COMMAND)] });
    timeline.issue();
    timeline.article('B', {
      ...day(2),
      claims: [figure(7, { claimant: claimant('Northern Command spokesman', 'official') })],
    });
    const withdrawn = changesOf(timeline).find(({ kind }) => kind === 'withdrawn');
    expect(withdrawn).toMatchObject({
      subject: 'Civilians killed, according to Northern Command',
      from: '0 (none known)',
      cause: 'new source',
      why: 'Outlet B published an article that says so.',
    });
  });

  it('says which article reported a figure as overtaken', () => {
    const timeline = issued().article('B', {
      ...day(2),
      claims: [figure(9, { status: 'corrected' })],
    });
    expect(changesOf(timeline)).toMatchObject([
      {
        kind: 'withdrawn',
        from: '9',
        cause: 'new source',
        citations: [{ label: '1' }, { label: '2' }],
      },
    ]);
  });

  it('names a position that moved', () => {
    const timeline = open().article('A', { ...day(1), claims: [position('defends', COMMAND)] });
    timeline.issue();
    timeline.article('B', { ...day(2), claims: [position('concedes', COMMAND)] });
    expect(changesOf(timeline)).toMatchObject([
      {
        subject: 'Position of Northern Command',
        from: 'defended the strike',
        to: 'accepted that harm was done',
      },
    ]);
  });

  it('tells new views on one option in one line, with who holds what', () => {
    const timeline = open().article('A', { ...day(1), claims: [figure(9)] });
    timeline.issue();
    timeline.article('B', {
      ...day(2),
      claims: [
        option('local_partners', 'doubts', SENATOR, { words: 'doubtful' }),
        option('local_partners', 'supports', COMMAND, { words: 'in favour' }),
      ],
    });
    expect(changesOf(timeline)).toMatchObject([
      {
        kind: 'added',
        subject: 'Local partners (Sen. Ada Poe: doubts; Northern Command: supports)',
        to: '2 new views',
        cause: 'new source',
        citations: [{ label: '2a' }, { label: '2b' }],
      },
    ]);
  });

  it('is told against the last edition only', () => {
    const timeline = issued().article('B', { ...day(2), claims: [figure(10)] });
    timeline.issue();
    expect(briefingOf(timeline).changes).toEqual({ since: 2, entries: [] });
  });

  it('is told in an edition against the last edition, and in a flash against whatever came last', () => {
    const timeline = issued().article('B', { ...day(2), claims: [figure(10)] });
    timeline.issue('flash');
    timeline.article('C', { ...day(3), claims: [figure(11)] });
    const edition = timeline.compose().briefing;
    const asOfFirst = timeline.state.editions[0]?.asOf;
    expect(edition.changes).toMatchObject({ since: 1, entries: [{ from: '9', to: '11' }] });
    expect(edition.edition).toMatchObject({ supersedes: 2, period: { from: asOfFirst } });
    const flash = timeline.compose({ kind: 'flash' }).briefing;
    expect(flash.changes).toMatchObject({ since: 2, entries: [{ from: '10', to: '11' }] });
  });

  it('shows beside each key figure what it was', () => {
    const timeline = issued().article('B', { ...day(2), claims: [figure(10)] });
    const card = briefingOf(timeline).keyFigures.find(({ label }) => label === 'Civilians killed');
    expect(card).toMatchObject({ value: '10', change: 'was 9' });
  });
});

describe('the highlights', () => {
  it('keep a denial of all harm in sight, last', () => {
    const denial = figure(0, {
      ...{ max: 0, effect: 'casualties', qualifier: 'none known', claimant: COMMAND },
    });
    const timeline = open()
      .article('A', { claims: [denial] })
      .article('B', { ...day(2), claims: [figure(9)] });
    expect(briefingOf(timeline).highlights.map(({ text }) => text)).toEqual([
      'Civilians killed: 9 according to relatives.',
      'No civilians known to be killed or injured, according to Northern Command.',
    ]);
    expect(briefingOf(timeline).highlights.at(-1)?.citations).toHaveLength(1);
  });
});

describe('the key figures', () => {
  it('never print silence as 0', () => {
    const cards = briefingOf(open().article('A', { claims: [figure(9)] })).keyFigures;
    expect(cards.map(({ label, value }) => [label, value])).toEqual([
      ['Civilians killed', '9'],
      ['Children killed', 'Unknown'],
      ['Civilians injured', 'Unknown'],
      ['Accepted by the striking party', 'None found'],
      ['Independent sources', '1'],
    ]);
  });

  it('show a figure that only the striking party gives as that, and do not call it unknown', () => {
    const claims = [
      figure(10, { claimant: COMMAND }),
      figure(7, { claimant: COMMAND, group: 'children', words: 'seven of them children' }),
    ];
    const { keyFigures, unknowns } = briefingOf(open().article('A', { claims }));
    const caveat = 'Accepted by the striking party; no other figure found in the articles read.';
    expect(keyFigures.slice(0, 2)).toMatchObject([
      { label: 'Civilians killed', value: '10', caveat, citations: [{}] },
      { label: 'Children killed', value: '7', caveat, citations: [{}] },
    ]);
    expect(unknowns.map(({ text }) => text).join(' ')).not.toMatch(/number of .* killed/);
  });

  it('say that there were children where nobody counts them', () => {
    const claims = [figure(10, { among: ['children'] })];
    const { keyFigures, highlights, toll } = briefingOf(open().article('A', { claims }));
    expect(keyFigures[1]).toMatchObject({ label: 'Children killed', value: 'Some' });
    expect(highlights[0]?.text).toBe(
      'Civilians killed: 10, children among them, according to relatives.',
    );
    expect(toll.rows[0]?.children).toMatchObject([{ value: 'among them, no number' }]);
  });

  it('show people of unstated status beside civilians: a denial does not hide them', () => {
    const timeline = open()
      .article('A', { claims: [noneKnown(COMMAND)] })
      .article('B', { claims: [figure(10, { group: 'people' })] });
    const { keyFigures, highlights } = briefingOf(timeline);
    expect(keyFigures.slice(0, 2).map(({ label, value }) => [label, value])).toEqual([
      ['Civilians killed', '0 (none known)'],
      ['People (status not stated) killed', '10'],
    ]);
    expect(highlights.map(({ text }) => text).join(' ')).toContain('10 according to relatives');
  });
});

describe('highlights of a later edition', () => {
  const minister = claimant('Minister Vane', 'official');
  const issued = (): StoryTimeline => {
    const timeline = open()
      .article('A', { ...day(1), version: 1, claims: [figure(9)] })
      .article('B', { ...day(1), claims: [position('defends', COMMAND)] })
      .article('C', { ...day(1), claims: [option('drones', 'supports', minister)] });
    timeline.issue();
    return timeline;
  };
  const firstOf = (timeline: StoryTimeline): string | undefined =>
    briefingOf(timeline).highlights[0]?.text;
  const figures = /^Civilians killed/;

  it.each<[string, (timeline: StoryTimeline) => StoryTimeline, RegExp]>([
    ['nothing has changed', (t) => t, figures],
    [
      'the party takes another line',
      (t) => t.article('D', { ...day(2), claims: [position('concedes', COMMAND)] }),
      /^Latest official position found: Northern Command accepted/,
    ],
    [
      'a speaker moves on an option',
      (t) => t.article('D', { ...day(2), claims: [option('drones', 'doubts', minister)] }),
      /^Options discussed most/,
    ],
    [
      'a copy of what is known comes in beside a new line',
      (t) =>
        t
          .article('D', { ...day(2), seed: 'A', claims: [figure(9)] })
          .article('E', { ...day(2), claims: [position('concedes', COMMAND)] }),
      /^Latest official position found/,
    ],
    [
      'a figure is new beside a new line',
      (t) => t.article('D', { ...day(2), claims: [figure(11), position('concedes', COMMAND)] }),
      figures,
    ],
    [
      'an article that the edition quotes is killed',
      (t) => t.kill('A', { reason: 'wrong place' }),
      /^Since edition 1: Outlet A withdrew its article: “wrong place”$/,
    ],
    [
      'an article that the edition quotes is corrected',
      (t) =>
        t.article('A', {
          ...day(2),
          version: 2,
          seed: 'A2',
          note: 'Corrects the day',
          claims: [figure(9)],
        }),
      /^Since edition 1: Outlet A corrected its article: “Corrects the day”$/,
    ],
    [
      'an editor rejects what it says',
      (t) => t.decide({ type: 'reject', claim: t.claimId('9 civilians') }),
      /^Since edition 1: An editor rejected a statement taken from Outlet A: “checked”$/,
    ],
  ])('begin with it when %s', (_, happens, first) => {
    const timeline = happens(issued());
    expect(firstOf(timeline)).toMatch(first);
    expect(briefingOf(timeline).highlights.every(({ citations }) => citations.length > 0)).toBe(
      true,
    );
  });

  it('begin with what the striking party has come to accept, before figures that are as they were', () => {
    const timeline = issued().article('D', {
      ...day(2),
      claims: [figure(10, { claimant: COMMAND })],
    });
    expect(firstOf(timeline)).toMatch(/^Accepted by the striking party: 10 civilians killed/);
  });

  it('tell what is accepted after the first range of figures, so that other ranges are left out before it', () => {
    const timeline = open().article('A', {
      ...day(1),
      claims: [
        figure(9),
        figure(6, { group: 'children' }),
        figure(10, { claimant: COMMAND }),
        figure(40, { group: 'people' }),
      ],
    });
    const texts = briefingOf(timeline).highlights.map(({ text }) => text);
    expect(texts.map((text) => text.split(':')[0])).toEqual([
      'Civilians killed',
      'Accepted by the striking party',
      'People (status not stated) killed',
      'Children killed',
    ]);
  });

  it('leave out what an edition has told', () => {
    const timeline = issued().kill('A', { reason: 'wrong place' });
    timeline.issue();
    expect(
      briefingOf(timeline)
        .highlights.map(({ text }) => text)
        .join(),
    ).not.toContain('Since');
  });
});

describe('what is not known', () => {
  it('is said as not found in the articles read, and as nothing more', () => {
    const timeline = open().article('A', {
      claims: [figure(9), strikeFact('place', 'Old Bridge')],
    });
    expect(briefingOf(timeline).unknowns.map(({ text }) => text)).toEqual([
      'The date of the strike was not found in the articles read.',
      'Who struck was not found in the articles read.',
      'The weapon was not found in the articles read.',
      'What or whom the strike was aimed at was not found in the articles read.',
      'The number of children killed was not found in the articles read.',
      'The number of civilians injured was not found in the articles read.',
    ]);
  });

  it('begin with the articles that were not analysed', () => {
    const skipped = 'language not analysed';
    const timeline = open()
      .article('A', { claims: [figure(9)] })
      .article('B', { skipped });
    expect(briefingOf(timeline).unknowns[0]).toEqual({
      text: '1 of the 2 articles was not analysed: nothing that it says is told here.',
      citations: [{ label: '2', anchor: 'source-2' }],
    });
    expect(
      briefingOf(timeline)
        .highlights.map(({ text }) => text)
        .join(),
    ).not.toMatch(/analysed/);
    timeline.article('C', { skipped });
    expect(briefingOf(timeline).unknowns[0]?.text).toMatch(/^2 of the 3 articles were not/);
  });

  it('stand first among the highlights when no article was analysed', () => {
    const skipped = 'language not analysed';
    const timeline = open().article('A', { skipped });
    const first = (): string | undefined => briefingOf(timeline).highlights[0]?.text;
    expect(first()).toBe('The one article was not analysed: nothing that it says is told here.');
    timeline.article('B', { skipped });
    expect(first()).toMatch(/^None of the 2 articles was analysed/);
    timeline.kill('A').kill('B');
    expect(first()).toBeUndefined();
  });

  it('hold what the articles contradict each other on', () => {
    const timeline = open()
      .article('A', { claims: [figure(9)] })
      .article('B', { claims: [figure(4, { claimant: COMMAND })] })
      .article('C', { claims: [figure(3, { claimant: claimant('the health ministry', 'body') })] });
    expect(briefingOf(timeline).unknowns.at(-1)).toMatchObject({
      text: 'The number of civilians killed is not settled: reported figures contradict each other (3–9).',
      citations: [{}, {}],
    });
  });
});

describe('the sources', () => {
  const notesOf = (timeline: StoryTimeline): readonly string[] =>
    briefingOf(timeline).sources.map(({ note }) => note);

  it('are numbered by publication and list the quotes that are cited', () => {
    const timeline = open()
      .article('B', { published: '2024-03-02', claims: [figure(9)] })
      .article('A', { published: '2024-03-01', claims: [figure(8, { claimant: SENATOR })] });
    expect(briefingOf(timeline).sources).toMatchObject([
      {
        number: 1,
        outlet: 'Outlet A',
        anchor: 'source-1',
        quotes: [{ label: '1a', anchor: 'quote-1a' }],
      },
      { number: 2, outlet: 'Outlet B', revision: 1, quotes: [{ label: '2a' }] },
    ]);
  });

  it('tell when the revision was issued that is quoted, where that is not its first publication', () => {
    const published = '2024-03-01T08:00:00Z';
    const timeline = open()
      .article('A', { published, updated: '2024-03-01T09:00:00+01:00', claims: [figure(8)] })
      .article('B', { published, claims: [figure(9)] })
      .article('B', { updated: '2024-03-02T10:30:00Z', claims: [figure(10)] })
      .article('C', { published, claims: [figure(11)] })
      .article('C', { claims: [figure(12)] });
    expect(briefingOf(timeline).sources).toMatchObject([
      { outlet: 'Outlet A', revision: 1, publishedAt: published, revisedAt: null },
      { revision: 2, publishedAt: published, revisedAt: '2024-03-02T10:30:00Z' },
      { revision: 2, publishedAt: published, revisedAt: null },
    ]);
  });

  it('say that one is a copy, and of which', () => {
    const timeline = open()
      .article('A', { seed: 'same', claims: [figure(9)] })
      .article('B', { seed: 'same', claims: [figure(9)] });
    expect(notesOf(timeline)).toEqual(['', 'copy of source 1']);
  });

  it('say that an outlet issued two texts as one version, until a version settles it', () => {
    const timeline = open()
      .article('A', { version: 1, claims: [figure(9)] })
      .article('A', { version: 1, seed: 'other', claims: [figure(10)] });
    expect(notesOf(timeline)).toEqual([
      'its outlet issued two texts as one version; the later arrival counts',
    ]);
    expect(notesOf(timeline.article('A', { version: 2, claims: [figure(10)] }))).toEqual(['']);
  });

  it('say that one is opinion, and was corrected in its own words', () => {
    const timeline = open()
      .article('A', { genre: 'opinion', claims: [figure(9)] })
      .article('B', { version: 1, claims: [figure(8)] })
      .article('B', { version: 2, note: 'Not nine.', claims: [figure(7)] });
    expect(notesOf(timeline)).toEqual([
      'opinion: its figures do not count',
      'corrected by its outlet: “Not nine.”',
    ]);
  });

  it('say that one was withdrawn or suspended, and when by the outlet’s clock', () => {
    const timeline = open()
      .article('A', { headline: 'Marked', url: 'https://a.example/1', claims: [figure(9)] })
      .article('B', { headline: 'Suspended', claims: [figure(9)] })
      .kill('A', { updated: '2024-03-04T00:00:00Z' })
      .withhold('B', { updated: '2024-03-05T00:00:00Z' });
    expect(briefingOf(timeline).sources).toMatchObject([
      {
        headline: 'Withdrawn article',
        byline: null,
        url: null,
        quotes: [],
        note: 'withdrawn by its outlet on 4 March 2024',
      },
      {
        headline: 'Suspended',
        quotes: [],
        note: 'suspended by its outlet on 5 March 2024; its claims do not count',
      },
    ]);
  });

  it('say that one was not analysed, and why', () => {
    const timeline = open().article('A', { claims: [figure(9)] });
    const fact = timeline.facts.find(({ type }) => type === 'RevisionAnalysed');
    if (fact?.type !== 'RevisionAnalysed') throw new Error('The article was analysed.');
    const skip = (analysis: object | null): string | undefined => {
      for (const article of articlesOf(timeline.state)) {
        const changed = { ...article, analysis } as StoryArticle;
        const shelves = withItem(timeline.state.articles, article.identity.articleId, changed);
        timeline.state = { ...timeline.state, articles: shelves };
      }
      return briefingOf(timeline).sources[0]?.note;
    };
    expect(
      skip({ ...fact.data, language: 'fr', skipped: 'language not analysed', claims: [] }),
    ).toBe('not analysed: only English is read');
    expect(skip(null)).toBe('not analysed yet');
  });
});

describe('the corrections log', () => {
  it('tells corrections, suspensions, kills and returns, oldest first, with the editions that used the article', () => {
    const timeline = open().article('A', { version: 1, claims: [figure(9)] });
    timeline.issue();
    timeline
      .article('A', { ...day(2), version: 2, note: 'It was ten.', claims: [figure(10)] })
      .article('B', { version: 1, claims: [figure(11, { claimant: SENATOR })] })
      .kill('B', { version: 2, ...day(3), reason: 'Wrong.' })
      .article('B', { ...day(4), version: 3, claims: [figure(12, { claimant: SENATOR })] });
    timeline.issue();
    timeline.withhold('A', { version: 3, ...day(5), reason: 'Legal.' });
    expect(briefingOf(timeline).corrections).toEqual([
      {
        at: '2024-03-02T10:00:00Z',
        kind: 'correction',
        text: 'Outlet A corrected its article: “It was ten.”',
        editions: [1],
      },
      {
        at: '2024-03-03T10:00:00Z',
        kind: 'withdrawal',
        text: 'Outlet B withdrew its article: “Wrong.”',
        editions: [],
      },
      {
        at: '2024-03-04T10:00:00Z',
        kind: 'update',
        text: 'Outlet B issued its article again.',
        editions: [],
      },
      {
        at: '2024-03-05T10:00:00Z',
        kind: 'withdrawal',
        text: 'Outlet A suspended its article: “Legal.”',
        editions: [1, 2],
      },
    ]);
  });

  it('keeps an entry when the article is later updated without a note', () => {
    const timeline = open()
      .article('A', { version: 1, claims: [figure(9)] })
      .article('A', { version: 2, note: 'It was ten.', claims: [figure(10)] })
      .article('A', { version: 3, seed: 'longer', claims: [figure(10)] });
    expect(briefingOf(timeline).corrections).toHaveLength(1);
  });
});

describe('citations', () => {
  it('lead from every statement, key figure, cell and row to an anchor that exists', () => {
    const briefing = briefingOf(fullStory());
    const anchors = briefing.sources.flatMap(({ anchor, quotes }) => [
      anchor,
      ...quotes.map((quote) => quote.anchor),
    ]);
    expect(new Set(anchors).size).toBe(anchors.length);
    const cited = citationsIn(briefing).map(({ anchor }) => anchor);
    expect(cited.length).toBeGreaterThan(20);
    expect(anchors).toEqual(expect.arrayContaining([...new Set(cited)]));
  });

  it('are on every highlight, reported range, cell, change, piece of evidence and note', () => {
    const { highlights, toll, strike, options, otherIncidents, changes } = briefingOf(fullStory());
    const cells = toll.rows.flatMap(({ killed, injured, children }) => [
      ...killed,
      ...injured,
      ...children,
    ]);
    const cited = [
      ...highlights,
      ...toll.ranges,
      ...toll.conceded,
      ...toll.history,
      ...toll.notes,
      ...cells,
      ...strike.basis,
      ...strike.positions,
      ...strike.disputes,
      ...strike.secondaryEffects,
      ...options.options.flatMap(({ statements, constraints }) => [...statements, ...constraints]),
      ...otherIncidents.flatMap(({ figures }) => figures),
      ...changes.entries,
    ];
    expect(cited.length).toBeGreaterThan(25);
    expect(cited.filter(({ citations }) => citations.length === 0)).toEqual([]);
  });

  it('are on every key figure with a number from a claim', () => {
    const cards = briefingOf(fullStory()).keyFigures.filter(
      ({ label, value }) => label !== 'Independent sources' && /\d/.test(value),
    );
    expect(cards).toHaveLength(3);
    expect(cards.filter(({ citations }) => citations.length === 0)).toEqual([]);
  });

  it('hold the exact words of the revision at their offsets', () => {
    const { sources } = briefingOf(fullStory());
    const text = textWith([figure(10, { words: 'ten people died, relatives said' })], 'A');
    const [quote] = sources[0]?.quotes ?? [];
    expect(text.slice(quote?.start, quote?.end)).toBe('ten people died, relatives said');
    expect(quote?.text).toBe('ten people died, relatives said');
  });

  it('count letters on after z', () => {
    const claims = Array.from({ length: 28 }, (_, at) =>
      strikeFact('basis', `reason number ${at}.`, COMMAND),
    );
    const labels = briefingOf(open().article('A', { claims })).sources[0]?.quotes.map(
      ({ label }) => label,
    );
    expect(labels?.slice(0, 2)).toEqual(['1a', '1b']);
    expect(labels?.slice(25)).toEqual(['1z', '1aa', '1ab']);
  });

  it('name the revisions whose quotes are printed', () => {
    const timeline = fullStory();
    const printed = briefingOf(timeline).sources.flatMap(({ revisionId, quotes }) =>
      quotes.map(({ earlier }) => earlier?.revisionId ?? revisionId),
    );
    expect(timeline.compose().revisions).toEqual([...new Set(printed)]);
  });
});

describe('a flash', () => {
  const told = (): StoryTimeline =>
    open()
      .article('A', { ...day(1), claims: [figure(9), strikeFact('weapon', 'a Hellfire missile')] })
      .article('B', { ...day(2), claims: [figure(4, { claimant: claimant('a medic') })] })
      .article('C', { ...day(3), claims: [strikeFact('target', 'a depot')] });
  const flashOf = (timeline: StoryTimeline): Composed => timeline.compose({ kind: 'flash' });

  it('is made of what its page prints, and of the sources and quotes that this cites', () => {
    const { briefing, revisions, claims } = flashOf(told());
    const edition = told().compose().briefing;
    const { highlights, keyFigures, changes, sources } = briefing;
    expect(highlights.map(({ text }) => text)).toEqual(edition.highlights.map(({ text }) => text));
    expect(keyFigures.map(({ value }) => value)).toEqual(
      edition.keyFigures.map(({ value }) => value),
    );
    expect(sources.map(({ outlet }) => outlet)).toEqual(['Outlet A', 'Outlet B']);
    const printed = [...highlights, ...keyFigures, ...changes.entries];
    const cited = printed.flatMap(({ citations }) => citations.map(({ anchor }) => anchor));
    const quoted = sources.flatMap(({ quotes }) => quotes.map(({ anchor }) => anchor));
    expect(new Set(quoted)).toEqual(new Set(cited));
    expect(revisions).toEqual(sources.map(({ revisionId }) => revisionId));
    expect(claims).toHaveLength(quoted.length);
    expect(briefing.strike.facts).toEqual([]);
    expect(briefing.toll.rows).toEqual([]);
    expect(briefing.toll.grade).toEqual(edition.toll.grade);
  });

  it('does not grow with what it does not print', () => {
    const timeline = told();
    const size = (): number => JSON.stringify(flashOf(timeline).briefing).length;
    const before = size();
    for (let at = 0; at < 50; at++)
      timeline.article(`more ${at}`, { ...day(4), claims: [strikeFact('weapon', `no. ${at}`)] });
    expect(size() - before).toBeLessThan(100);
  });

  it('lists a source that was withdrawn since the edition before', () => {
    const timeline = open().article('A', { version: 1, ...day(1), claims: [figure(9)] });
    timeline.issue();
    timeline.kill('A', { version: 2 });
    const { changes, sources } = flashOf(timeline).briefing;
    expect(changes.entries[0]?.citations).toEqual([{ label: '1', anchor: 'source-1' }]);
    expect(sources).toMatchObject([{ anchor: 'source-1', quotes: [] }]);
  });
});

describe('the language of a briefing', () => {
  const BANNED = /\b(claimed|admit(?:s|ted)?|reveal(?:s|ed)?|likely|probably|deleted)\b/i;

  it('never uses a word that judges or guesses', () => {
    const texts = generatedTexts(briefingOf(fullStory()));
    expect(texts.length).toBeGreaterThan(60);
    expect(texts.filter((text) => BANNED.test(withoutQuotes(text)))).toEqual([]);
  });

  it('has the words of others only between quotation marks', () => {
    const timeline = open()
      .article('A', { version: 1, claims: [figure(9)] })
      .article('A', { version: 2, note: 'We deleted what he claimed.', claims: [figure(10)] });
    timeline.issue();
    timeline.kill('A', { reason: 'It was probably wrong, the desk admitted.' });
    const texts = generatedTexts(briefingOf(timeline));
    expect(texts.filter((text) => BANNED.test(text)).length).toBeGreaterThan(0);
    expect(texts.filter((text) => BANNED.test(withoutQuotes(text)))).toEqual([]);
  });
});

describe('a composed briefing', () => {
  it('is the same for the same state', () => {
    const timeline = fullStory();
    expect(JSON.stringify(timeline.compose())).toBe(JSON.stringify(timeline.compose()));
  });

  it('does not change its state', () => {
    const timeline = fullStory();
    const before = JSON.stringify(timeline.state);
    timeline.compose();
    expect(JSON.stringify(timeline.state)).toBe(before);
  });

  it('never prints a note for desks', () => {
    const timeline = open().article('A', { editorNote: 'DESK ONLY', claims: [figure(9)] });
    expect(JSON.stringify(briefingOf(timeline))).not.toContain('DESK ONLY');
  });
});

const withoutQuotes = (text: string): string => text.replace(/“[^”]*”/g, '');

function citationsIn(
  value: unknown,
): readonly { readonly label: string; readonly anchor: string }[] {
  if (Array.isArray(value)) return value.flatMap(citationsIn);
  if (value === null || typeof value !== 'object') return [];
  const { citations = [], ...rest } = value as {
    readonly citations?: readonly Source['quotes'][number][];
  };
  return [...citations, ...Object.values(rest).flatMap(citationsIn)];
}

/** Every text of the document but quotes, headlines, names and addresses, which are others' words. */
function generatedTexts(briefing: Briefing): readonly string[] {
  const others = new Set(['quote', 'quotes', 'headline', 'byline', 'url', 'wording', 'anchor']);
  const textsIn = (value: unknown): readonly string[] => {
    if (typeof value === 'string') return [value];
    if (value === null || typeof value !== 'object') return [];
    return Object.entries(value)
      .filter(([key]) => !others.has(key))
      .flatMap(([, item]) => textsIn(item));
  };
  return textsIn(briefing);
}
