import { fold } from '@wirebrief/kernel';
import { type ArticleSketch, claimant, figure, StoryTimeline, textWith } from '@wirebrief/testing';
import fc from 'fast-check';

import { withKills } from './as-of';
import { type Briefing, type Citation } from './briefing';
import { compareStates } from './compare';
import { compose } from './compose';
import {
  articleOf,
  articlesOf,
  evolveStory,
  initialStoryState,
  type StoryState,
} from './story-state';

const ITEMS = ['A', 'B', 'C', 'D', 'E'];
const CLAIMANTS = [
  ...['relatives', 'neighbours', 'a surgeon'].map((name) => claimant(name, 'person')),
  // Whether they are one depends on who else speaks.
  ...['Roe', 'Gen. Jane Roe', 'John Roe'].map((name) => claimant(name)),
];
type FigureSketch = ReturnType<typeof figure>;

const bounds = fc.oneof(
  fc.nat(30).map((n) => ({ min: n, max: n, qualifier: 'exact' as const })),
  fc.nat(30).map((n) => ({ min: n, max: null, qualifier: 'at least' as const })),
  fc.integer({ min: 1, max: 30 }).map((n) => ({ min: null, max: n, qualifier: 'up to' as const })),
  fc.constant({ min: 24, max: null, qualifier: 'vague' as const, wording: 'dozens' }),
  fc.constant({ min: 0, max: 0, qualifier: 'none known' as const, status: 'denied' as const }),
);
const figures = fc.array(
  fc.record({
    bounds,
    claimant: fc.option(fc.constantFrom(...CLAIMANTS)),
    group: fc.constantFrom('civilians' as const, 'people' as const, 'children' as const),
    incident: fc.constantFrom(
      { key: 'main', label: '' },
      { key: 'main', label: '' },
      { key: 'other', label: 'the other one' },
    ),
    increment: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
    isCorrected: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
  }),
  { maxLength: 3 },
);

type Step =
  | { readonly type: 'kill' | 'withhold'; readonly item: string; readonly version: number | null }
  | { readonly type: 'issue' }
  | { readonly type: 'reread' | 'reject' | 'split'; readonly item: string }
  | {
      readonly type: 'article';
      readonly item: string;
      readonly version: number | null;
      readonly day: number;
      readonly seed: string | null;
      readonly genre: 'report' | 'opinion';
      readonly note: boolean;
      readonly figures: readonly Omit<FigureSketch, 'words'>[];
    };

const item = fc.constantFrom(...ITEMS);
const version = fc.option(fc.integer({ min: 1, max: 6 }), { freq: 4 });
const articleStep = fc.record({
  type: fc.constant('article' as const),
  item,
  version,
  day: fc.integer({ min: 1, max: 9 }),
  // Some texts are copies of each other.
  seed: fc.option(fc.constant('shared'), { freq: 2 }),
  genre: fc.constantFrom('report' as const, 'report' as const, 'opinion' as const),
  note: fc.boolean(),
  figures: figures.map((list) =>
    list.map(({ bounds: range, isCorrected, ...rest }) => ({
      ...figure(range.min),
      ...range,
      ...rest,
      ...(isCorrected ? { status: 'corrected' as const } : {}),
    })),
  ),
});
const killStep = fc.record({ type: fc.constant('kill' as const), item, version });
const withholdStep = fc.record({ type: fc.constant('withhold' as const), item, version });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: articleStep },
  { weight: 1, arbitrary: killStep },
  { weight: 1, arbitrary: withholdStep },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('reread' as const), item }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constantFrom('reject', 'split'), item }) },
  { weight: 1, arbitrary: fc.constant({ type: 'issue' as const }) },
);
/** The steps that mean the same in any order, on a few items so that much befalls each. */
const keyedStep = fc
  .oneof(
    { weight: 6, arbitrary: articleStep },
    { weight: 3, arbitrary: killStep },
    { weight: 1, arbitrary: withholdStep },
    { weight: 1, arbitrary: fc.record({ type: fc.constant('replace' as const), item }) },
  )
  .map((one) => ({ ...one, item: ITEMS[ITEMS.indexOf(one.item) % 3] ?? 'A' }));
const histories = fc.array(step, { minLength: 1, maxLength: 25 });

/** Words that stand in the text of one item only. */
const markOf = (id: string): string => `mark-of-${id}`;

function told(steps: readonly Step[]): StoryTimeline {
  const timeline = new StoryTimeline();
  steps.forEach((one, index) => {
    tell(timeline, one, index);
  });
  return timeline;
}

function tell(timeline: StoryTimeline, one: Step, index: number): void {
  switch (one.type) {
    case 'issue':
      timeline.issue();
      return;
    case 'kill':
    case 'withhold':
      timeline[one.type](one.item, one.version === null ? {} : { version: one.version });
      return;
    case 'reread':
      reread(timeline, one.item, index);
      return;
    case 'reject':
    case 'split':
      decide(timeline, one.type, one.item);
      return;
    case 'article':
      timeline.article(one.item, sketchOf(one, index));
  }
}

function sketchOf(one: Extract<Step, { type: 'article' }>, index: number): ArticleSketch {
  const mark = markOf(one.item);
  const claims = one.figures.map((claim, at) => ({
    ...claim,
    words: `${mark} ${index}/${at} said`,
  }));
  return {
    claims,
    text: textWith(claims, one.seed ?? `${one.item} ${index}`),
    headline: `${mark} headline`,
    byline: `${mark} byline`,
    updated: `2024-03-0${one.day}T00:00:00Z`,
    genre: one.genre,
    ...(one.note ? { note: `${mark} note` } : {}),
    ...(one.version === null ? {} : { version: one.version }),
  };
}

/** An editor rejects the first claim of the item, or says that its article is a source of its own. */
function decide(timeline: StoryTimeline, type: 'reject' | 'split', id: string): void {
  const article = articlesOf(timeline.state).find(({ identity }) => identity.itemId === id);
  const quote = article?.analysis?.claims[0]?.quote.text;
  if (article?.status !== 'live') return;
  if (type === 'split')
    timeline.decide({ type: 'split-articles', articles: [article.identity.articleId] });
  else if (quote !== undefined) timeline.decide({ type, claim: timeline.claimId(quote) });
}

/** A newer analyser finds nothing in the current revision of the item, or in one that is killed. */
function reread(timeline: StoryTimeline, id: string, index: number): void {
  const article = articlesOf(timeline.state).find(({ identity }) => identity.itemId === id);
  if (article !== undefined)
    timeline.analyse(id, article.revision.revisionId, [], { version: `reread ${index}` });
}

const REQUEST = {
  kind: 'edition',
  number: 1,
  issuedAt: '2024-04-01T00:00:00Z',
  nextDue: null,
  taxonomy: [],
  program: 'wirebrief test',
} as const;
const composed = (state: StoryState): ReturnType<typeof compose> => compose(state, REQUEST);
const thawed = (state: StoryState): StoryState => JSON.parse(JSON.stringify(state)) as StoryState;

function holds(check: (timeline: StoryTimeline) => void, numRuns = 80): void {
  fc.assert(
    fc.property(histories, (steps) => {
      check(told(steps));
    }),
    { numRuns },
  );
}

describe('any history of a story', () => {
  it('folds to the same state in one go and from a snapshot at any fact', () => {
    fc.assert(
      fc.property(histories, fc.nat(), (steps, cut) => {
        const { facts, state } = told(steps);
        const at = cut % (facts.length + 1);
        const snapshot = thawed(fold(evolveStory, initialStoryState, facts.slice(0, at)));
        expect(fold(evolveStory, initialStoryState, facts)).toEqual(state);
        expect(JSON.stringify(fold(evolveStory, snapshot, facts.slice(at)))).toBe(
          JSON.stringify(state),
        );
      }),
      { numRuns: 60 },
    );
  });

  it('gives the same document each time, from a snapshot too', () => {
    holds(({ state }) => {
      const text = JSON.stringify(composed(state));
      expect(JSON.stringify(composed(state))).toBe(text);
      expect(JSON.stringify(composed(thawed(state)))).toBe(text);
    });
  });

  it('gives the same document with all the moments before it composed, or none', () => {
    holds(({ facts }) => {
      facts.reduce((before, fact) => {
        const state = evolveStory(before, fact);
        const alone = composed(thawed(state));
        expect(JSON.stringify(composed(state))).toBe(JSON.stringify(alone));
        return state;
      }, initialStoryState);
    }, 30);
  });

  it('leaves no way from the document or the state to a killed text', () => {
    let killed = 0;
    holds(({ state }) => {
      const output = JSON.stringify([composed(state), state.articles]);
      for (const { identity, status } of articlesOf(state)) {
        if (status !== 'killed') continue;
        killed++;
        expect(output).not.toContain(markOf(identity.itemId ?? ''));
      }
    });
    expect(killed).toBeGreaterThan(0);
  });

  it('leaves no way to a killed text from an earlier moment, or from what changed since', () => {
    let killed = 0;
    fc.assert(
      fc.property(histories, fc.nat(), (steps, cut) => {
        const { facts, state } = told(steps);
        const past = fold(evolveStory, initialStoryState, facts.slice(0, cut % facts.length));
        const changes = compareStates(past, state, state, []);
        const output = JSON.stringify([composed(withKills(past, state)), changes]);
        for (const { identity, status } of articlesOf(state)) {
          if (status !== 'killed') continue;
          killed++;
          expect(output).not.toContain(markOf(identity.itemId ?? ''));
        }
      }),
      { numRuns: 80 },
    );
    expect(killed).toBeGreaterThan(0);
  });

  it('tells what changed exactly where the ledger differs', () => {
    fc.assert(
      fc.property(histories, fc.nat(), (steps, cut) => {
        const { facts, state } = told(steps);
        const past = fold(evolveStory, initialStoryState, facts.slice(0, cut % facts.length));
        const ledgerOf = (one: StoryState) =>
          new Map(
            composed(one)
              .ledger.filter(({ key }) => !key.startsWith('card|'))
              .map(({ key, subject, value }) => [key, `${subject}: ${value}`]),
          );
        const [before, after] = [ledgerOf(past), ledgerOf(state)];
        const lines = compareStates(past, state, state, []).filter(
          ({ about }) => about === 'figure',
        );
        const added = [...after.keys()].filter((key) => !before.has(key));
        const gone = [...before.keys()].filter((key) => !after.has(key));
        expect(lines.filter(({ kind }) => kind === 'added')).toHaveLength(added.length);
        expect(lines.filter(({ kind }) => kind === 'withdrawn')).toHaveLength(gone.length);
        for (const { kind, before: old, after: young } of lines) {
          expect(old.length > 0).toBe(kind !== 'added');
          expect(young.length > 0).toBe(kind !== 'withdrawn');
        }
      }),
      { numRuns: 80 },
    );
  });

  it('shows no figure without a quote of a live article', () => {
    holds(({ state }) => {
      const { briefing } = composed(state);
      const quotes = new Map(
        briefing.sources.flatMap((source) =>
          source.quotes.map(({ anchor }) => [anchor, source.articleId] as const),
        ),
      );
      for (const citations of figuresShown(briefing)) {
        expect(citations.length).toBeGreaterThan(0);
        for (const { anchor } of citations)
          expect(articleOf(state, quotes.get(anchor) ?? '')?.status).toBe('live');
      }
    });
  });

  it('has ranges that hold every current figure and end at one', () => {
    holds(({ state }) => {
      const { toll } = composed(state).briefing;
      const cells = toll.rows.flatMap(({ killed, children }) => [...killed, ...children]);
      for (const range of toll.ranges) {
        const spans = cells
          .filter(({ group }) => group === range.group)
          .map(({ value }) => spanOf(value));
        expect(spans.length).toBeGreaterThan(0);
        for (const span of spans) {
          expect(span.max ?? Infinity).toBeLessThanOrEqual(range.max ?? Infinity);
          expect(span.min ?? span.max).toBeGreaterThanOrEqual(range.min ?? 0);
        }
        const ends = spans.flatMap(({ min, max }) => [min, max]);
        expect(ends).toContain(range.min);
        expect(ends).toContain(range.max);
        for (const printed of range.value.match(/\d+/g) ?? [])
          expect(ends).toContain(Number(printed));
      }
      expect(new Set(cells.map(({ group }) => group))).toEqual(
        new Set(toll.ranges.map(({ group }) => group)),
      );
    });
  });

  it('means the same in whatever order its updates arrive', () => {
    let changed = 0;
    fc.assert(
      fc.property(keyedHistories, fc.func(fc.nat()), (steps, rank) => {
        const other = steps
          .map((one, at) => ({ one, order: rank(at) }))
          .sort((a, b) => a.order - b.order)
          .map(({ one }) => one);
        if (other.some((one, at) => one !== steps[at])) changed++;
        expect(meaningOf(keyedTold(other).state)).toEqual(meaningOf(keyedTold(steps).state));
      }),
      { numRuns: 200 },
    );
    expect(changed).toBeGreaterThan(0);
  });

  it('has no change against an edition of the same position', () => {
    holds((timeline) => {
      timeline.issue();
      expect(timeline.compose().briefing.changes.entries).toEqual([]);
    });
  });

  it('counts no more independent sources than articles', () => {
    holds(({ state }) => {
      const { articles, independent } = composed(state).briefing.toll.sourcing;
      expect(independent).toBeLessThanOrEqual(articles);
      expect(independent > 0).toBe(articles > 0);
    });
  });
});

type Keyed =
  | Extract<Step, { readonly type: 'article' | 'kill' | 'withhold' }>
  | { readonly type: 'replace'; readonly item: string; readonly version: number };

/**
 * Updates as an outlet that counts its versions sends them: one text for a version, any number of kills or suspensions
 * of an item, versions above them that bring it back, and other items that stand in its place.
 */
const keyedHistories: fc.Arbitrary<readonly Keyed[]> = fc
  .uniqueArray(fc.tuple(keyedStep, fc.integer({ min: 1, max: 4 })), {
    minLength: 1,
    maxLength: 25,
    selector: ([one, number]) => `${one.item} ${one.type} ${number}`,
  })
  .map((list) => list.map(([one, version]): Keyed => ({ ...one, version })));

function keyedTold(steps: readonly Keyed[]): StoryTimeline {
  const timeline = new StoryTimeline();
  for (const one of steps) {
    const version = one.version ?? 0;
    // Versions of all items have times of their own, in the order of their numbers.
    const minutes = version * ITEMS.length + ITEMS.indexOf(one.item);
    if (one.type === 'article') {
      const sketch = sketchOf(one, version);
      const updated = new Date(Date.UTC(2024, 2, 1, 0, minutes)).toISOString();
      const published = new Date(Date.UTC(2024, 1, 1, 0, ITEMS.indexOf(one.item))).toISOString();
      timeline.article(one.item, { ...sketch, updated, published });
    } else if (one.type === 'replace') timeline.replace(one.item, 'Z');
    else timeline[one.type](one.item, { version });
  }
  return timeline;
}

/** What a document says, without what tells of arrival: times of receipt, numbers of revisions, history, positions. */
function meaningOf(state: StoryState) {
  const { toll, strike, otherIncidents, keyFigures, sources } = composed(state).briefing;
  const { ranges, conceded, grade, sourcing, rows, notes } = toll;
  // Whether a version came as a correction is of its arrival.
  const live = articlesOf(state)
    .filter(({ status }) => status === 'live')
    .map(({ identity, revision }) => `${identity.itemId ?? ''} ${revision.version ?? 0}`)
    .sort();
  const copies = sources.map(({ outlet, note }) => [outlet, /^copy of source \d+/.exec(note)?.[0]]);
  return {
    ...{
      ranges,
      conceded,
      grade,
      sourcing,
      rows,
      notes,
      strike,
      otherIncidents,
      keyFigures,
      copies,
      live,
    },
  };
}

function figuresShown({ toll, otherIncidents }: Briefing): readonly (readonly Citation[])[] {
  return [
    ...toll.ranges,
    ...toll.conceded,
    ...toll.rows.flatMap(({ killed, injured, children }) => [...killed, ...injured, ...children]),
    ...otherIncidents.flatMap(({ figures: listed }) => listed),
  ].map(({ citations }) => citations);
}

/** `10`, `10 or more`, `up to 5`, `dozens (24 or more)`, `0 (none known)` as bounds. */
function spanOf(value: string): { readonly min: number | null; readonly max: number | null } {
  const number = Number(/\d+/.exec(value)?.[0]);
  if (value.startsWith('up to')) return { min: null, max: number };
  return { min: number, max: value.includes('or more') ? null : number };
}
