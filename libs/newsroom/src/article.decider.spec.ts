import { signatureOf } from '@wirebrief/claims';
import { fold } from '@wirebrief/kernel';
import { articleUpdate, historyOf, specify } from '@wirebrief/testing';

import { type ArticleCommand, articleDecider } from './article.decider';
import { type ArticleEvent } from './article.events';
import { type ArticleState } from './article.state';
import { type ArticleUpdateInput, articleIdOf } from './update';

const ITEM = { source: 'harbour-wire', itemId: 'HW-1', outlet: 'Harbour Wire' } as const;
const ID = articleIdOf(articleUpdate(ITEM));
const NINE = 'Relatives said nine people were killed.';
const TEN = 'Relatives said ten people were killed.';

const NOW = '2024-03-01T12:00:00Z';

const record = (
  update: Partial<ArticleUpdateInput>,
  stories: readonly string[] = ['bridge'],
): ArticleCommand => ({
  type: 'RecordUpdate',
  update: articleUpdate({ ...ITEM, text: NINE, ...update }),
  stories,
  now: NOW,
});
const kill = (update: Partial<ArticleUpdateInput> = {}): ArticleCommand =>
  record({ kind: 'kill', text: '', reason: 'The figure was wrong.', ...update });
const withhold = (update: Partial<ArticleUpdateInput> = {}): ArticleCommand =>
  record({ kind: 'withheld', text: '', reason: 'Under review.', ...update });

const history = (...commands: readonly ArticleCommand[]): readonly ArticleEvent[] =>
  historyOf(articleDecider, ...commands);
const after = (...commands: readonly ArticleCommand[]): ArticleState =>
  fold(articleDecider.evolve, articleDecider.initialState, history(...commands));
/** What the last of these commands recorded. */
const answer = (...commands: readonly ArticleCommand[]): readonly ArticleEvent[] =>
  history(...commands).slice(history(...commands.slice(0, -1)).length);

describe('the first arrival of an article', () => {
  it('is received with its identity, its stories and revision 1', () => {
    const update = { version: 3, headline: 'Bridge hit', updated: '2024-03-01T10:00:00+02:00' };
    expect(history(record(update))).toMatchObject([
      {
        type: 'ArticleReceived',
        data: {
          article: { articleId: ID, ...ITEM, url: null },
          stories: ['bridge'],
          revision: {
            revisionId: `${ID}.1`,
            number: 1,
            version: 3,
            versionTime: '2024-03-01T08:00:00.000Z',
            headline: 'Bridge hit',
            text: NINE,
            genre: 'report',
          },
        },
      },
    ]);
  });

  it('is refused without a text', () => {
    specify(articleDecider)
      .given()
      .when(record({ text: ' \n ' }))
      .thenThrows('WB_ARTICLE_EMPTY');
  });

  it('names the outlet by its host where the update does not name it', () => {
    const update = articleUpdate({ url: 'https://www.harbour.example/1', text: NINE });
    const [event] = articleDecider.decide(
      { type: 'RecordUpdate', update, stories: [], now: '2024-03-01T12:00:00Z' },
      articleDecider.initialState,
    );
    expect(event).toMatchObject({
      data: { article: { outlet: 'harbour.example', source: 'harbour.example', itemId: null } },
    });
  });
});

describe('the same version again', () => {
  it.each<[string, Partial<ArticleUpdateInput>]>([
    ['with a version number', { version: 1 }],
    ['with a version time', { updated: '2024-03-01T10:00:00Z' }],
    ['with neither', {}],
  ])('records nothing %s', (_, key) => {
    specify(articleDecider)
      .given(...history(record(key)))
      .when(record(key))
      .thenNothing();
  });

  it('records nothing when it is an older version that is known', () => {
    specify(articleDecider)
      .given(...history(record({ version: 1 }), record({ version: 2, text: TEN })))
      .when(record({ version: 1 }))
      .thenNothing();
  });

  it('records nothing when an older version comes with another time: the number is the key', () => {
    specify(articleDecider)
      .given(...history(record({ version: 1 }), record({ version: 2, text: TEN })))
      .when(record({ version: 1, updated: '2024-03-05T00:00:00Z' }))
      .thenNothing();
  });

  it('is a revision when an unnumbered text goes back to an earlier wording', () => {
    expect(answer(record({}), record({ text: TEN }), record({}))).toMatchObject([
      {
        type: 'ArticleRevised',
        data: { current: true, change: 'update', revision: { number: 3 } },
      },
    ]);
  });
});

describe('a later version', () => {
  it('by number becomes current', () => {
    expect(answer(record({ version: 1 }), record({ version: 2, text: TEN }))).toMatchObject([
      {
        type: 'ArticleRevised',
        data: { current: true, change: 'update', revision: { revisionId: `${ID}.2`, text: TEN } },
      },
    ]);
  });

  it('by version time becomes current', () => {
    const [older, newer] = ['2024-03-01T10:00:00Z', '2024-03-01T11:00:00Z'];
    const events = answer(record({ updated: older }), record({ updated: newer, text: TEN }));
    expect(events).toMatchObject([{ data: { current: true } }]);
  });

  it('by arrival becomes current where neither has a number or a time', () => {
    expect(answer(record({}), record({ text: TEN }))).toMatchObject([{ data: { current: true } }]);
  });

  it('goes by number even when its time says otherwise', () => {
    const first = record({ version: 1, updated: '2024-03-02T00:00:00Z' });
    const second = record({ version: 2, updated: '2024-03-01T00:00:00Z', text: TEN });
    expect(answer(first, second)).toMatchObject([{ data: { current: true } }]);
  });

  it('goes by time where only one of the two has a number', () => {
    const first = record({ version: 4, updated: '2024-03-02T00:00:00Z' });
    const second = record({ updated: '2024-03-01T00:00:00Z', text: TEN });
    expect(answer(first, second)).toMatchObject([{ data: { current: false, change: 'late' } }]);
  });

  it('with a public note is a correction', () => {
    const note = 'An earlier version gave nine.';
    expect(answer(record({ version: 1 }), record({ version: 2, text: TEN, note }))).toMatchObject([
      { data: { current: true, change: 'correction', revision: { note } } },
    ]);
  });

  it.each(['Update, 3 March: adds detail.', 'UPDATED with detail.'])(
    'whose note says "%s" is an update',
    (note) => {
      expect(answer(record({}), record({ text: TEN, note }))).toMatchObject([
        { data: { change: 'update', revision: { note } } },
      ]);
    },
  );

  it('that changes only white space and typography is cosmetic', () => {
    const [plain, typeset] = ['He said "no".\nNot  more - less.', 'He said “no”. Not more – less.'];
    expect(answer(record({ text: plain }), record({ text: typeset }))).toMatchObject([
      { data: { current: true, change: 'cosmetic' } },
    ]);
  });

  it('that repeats the text under a higher number is recorded, so that what lies between comes late', () => {
    const commands = [
      record({ version: 1 }),
      record({ version: 3 }),
      record({ version: 2, text: TEN }),
    ];
    expect(history(...commands).slice(1)).toMatchObject([
      { data: { current: true, change: 'cosmetic' } },
      { data: { current: false, change: 'late' } },
    ]);
  });
});

describe('an older version that arrives late', () => {
  it.each<[string, Partial<ArticleUpdateInput>, Partial<ArticleUpdateInput>]>([
    ['by number', { version: 2 }, { version: 1 }],
    ['by time', { updated: '2024-03-01T11:00:00Z' }, { updated: '2024-03-01T10:00:00Z' }],
    ['by a date', { updated: '2024-03-02' }, { updated: '2024-03-01' }],
  ])('%s is stored and does not become current', (_, newer, older) => {
    const commands = [record(newer), record({ ...older, text: TEN })];
    expect(answer(...commands)).toMatchObject([
      { type: 'ArticleRevised', data: { current: false, change: 'late' } },
    ]);
    expect(after(...commands)).toMatchObject({ currentRevisionId: `${ID}.1`, status: 'live' });
  });
});

describe('the same version with another text', () => {
  it('is a recorded conflict, and the later arrival is current', () => {
    const events = answer(record({ version: 2 }), record({ version: 2, text: TEN }));
    expect(events).toMatchObject([
      { type: 'ArticleRevised', data: { current: true, change: 'update' } },
      {
        type: 'RevisionConflicted',
        data: { articleId: ID, version: 2, revisionIds: [`${ID}.1`, `${ID}.2`] },
      },
    ]);
  });
});

describe('a kill', () => {
  it('withdraws the article with its reason and time', () => {
    specify(articleDecider)
      .given(...history(record({ version: 1 })))
      .when(kill({ version: 2, updated: '2024-03-01T12:00:00Z' }))
      .then({
        type: 'ArticleKilled',
        data: {
          articleId: ID,
          stories: ['bridge'],
          version: 2,
          reason: 'The figure was wrong.',
          withdrawnAt: '2024-03-01T12:00:00Z',
        },
      });
  });

  it('sent again records nothing', () => {
    specify(articleDecider)
      .given(...history(record({}), kill()))
      .when(kill())
      .thenNothing();
  });

  it('that comes before its article kills it on arrival, for the stories found then', () => {
    expect(history(kill(), record({}, ['bridge', 'port']))).toMatchObject([
      { type: 'ArticleKilled', data: { stories: [] } },
      { type: 'ArticleReceived' },
      {
        type: 'ArticleKilled',
        data: { stories: ['bridge', 'port'], reason: 'The figure was wrong.' },
      },
    ]);
    expect(after(kill(), record({})).status).toBe('killed');
  });

  it('that comes before does not touch a version above it', () => {
    const commands = [kill({ version: 2 }), record({ version: 3 })];
    expect(answer(...commands)).toMatchObject([{ type: 'ArticleReceived' }]);
    expect(after(...commands)).toMatchObject({ status: 'live', withdrawal: null });
  });

  it.each<[string, Partial<ArticleUpdateInput>]>([
    ['a version below it', { version: 1, text: TEN }],
    ['the version that it names', { version: 2, text: TEN }],
    ['a text without a version', { text: TEN }],
    ['a later time without a version', { updated: '2030-01-01T00:00:00Z', text: TEN }],
  ])('is not undone by %s', (_, update) => {
    const commands = [record({}), kill({ version: 2 }), record(update)];
    expect(answer(...commands)).toMatchObject([{ data: { current: false, change: 'late' } }]);
    expect(after(...commands).status).toBe('killed');
  });

  it('is undone by a higher version, also with the text that was killed', () => {
    const commands = [record({ version: 1 }), kill({ version: 2 }), record({ version: 3 })];
    expect(answer(...commands)).toMatchObject([{ data: { current: true, change: 'restored' } }]);
    expect(after(...commands)).toMatchObject({ status: 'live', withdrawal: null });
  });

  it('without a version is undone only by a version above the killed one', () => {
    expect(after(record({ version: 4 }), kill(), record({ version: 4, text: TEN })).status).toBe(
      'killed',
    );
    expect(after(record({ version: 4 }), kill(), record({ version: 5, text: TEN })).status).toBe(
      'live',
    );
    expect(after(record({}), kill(), record({ text: TEN })).status).toBe('killed');
  });

  it('delivered again after a higher version has undone it is old news', () => {
    specify(articleDecider)
      .given(...history(record({ version: 1 }), kill({ version: 2 }), record({ version: 3 })))
      .when(kill({ version: 2 }))
      .thenNothing();
  });

  it.each([
    [[kill({ version: 1 }), kill({ version: 2 })]],
    [[kill({ version: 2 }), kill({ version: 1 })]],
  ])('of a higher version counts beside one of a lower, in either order', (kills) => {
    const commands = [record({ version: 1 }), ...kills];
    expect(after(...commands, record({ version: 2, text: TEN })).status).toBe('killed');
    expect(after(...kills, record({ version: 2, text: TEN })).status).toBe('killed');
    expect(after(...commands, record({ version: 3, text: TEN })).status).toBe('live');
  });

  it('is not weakened by a suspension', () => {
    specify(articleDecider)
      .given(...history(record({}), kill()))
      .when(withhold())
      .thenNothing();
  });

  it('is refused when it does not say which article it means', () => {
    const update = articleUpdate({ kind: 'kill', source: 'harbour-wire', headline: 'Bridge hit' });
    specify(articleDecider)
      .given()
      .when({ type: 'RecordUpdate', update, stories: [], now: '2024-03-01T12:00:00Z' })
      .thenThrows('WB_ARTICLE_UNIDENTIFIED');
  });

  it('says so when no reason is given, and takes the note for one', () => {
    const reasonOf = (update: Partial<ArticleUpdateInput>): unknown =>
      answer(record({}), record({ kind: 'kill', text: '', ...update }))[0]?.data;
    expect(reasonOf({})).toMatchObject({ reason: 'no reason given' });
    expect(reasonOf({ note: 'Withdrawn.' })).toMatchObject({ reason: 'Withdrawn.' });
  });
});

describe('a suspension', () => {
  it('withholds the article', () => {
    const commands = [record({ version: 1 }), withhold({ version: 2 })];
    expect(answer(...commands)).toMatchObject([{ type: 'ArticleWithheld', data: { version: 2 } }]);
    expect(after(...commands).status).toBe('withheld');
  });

  it('sent again records nothing', () => {
    specify(articleDecider)
      .given(...history(record({}), withhold()))
      .when(withhold())
      .thenNothing();
  });

  it.each([
    [[withhold({ version: 1 }), withhold({ version: 2 })]],
    [[withhold({ version: 2 }), withhold({ version: 1 })]],
    [
      [
        withhold({ updated: '2024-03-02T00:00:00Z' }),
        withhold({ updated: '2024-03-04T00:00:00Z' }),
      ],
    ],
  ])('of a later version counts beside one of an earlier', (suspensions) => {
    const late = record({ version: 2, updated: '2024-03-03T00:00:00Z', text: TEN });
    expect(after(record({ version: 1 }), ...suspensions, late).status).toBe('withheld');
  });

  it('can be followed by a kill', () => {
    expect(after(record({}), withhold(), kill()).status).toBe('killed');
  });

  it('that comes under a kill holds the version that lifts the kill alone', () => {
    const version = (number: number) => record({ version: number, text: `${TEN} ${number}` });
    const under = [version(1), kill({ version: 1 }), withhold({ version: 2 })];
    expect(after(...under).status).toBe('killed');
    expect(after(...under, version(2)).status).toBe('withheld');
    expect(after(...under, version(2), version(3)).status).toBe('live');
  });

  it('ends with a new version', () => {
    const commands = [
      record({ version: 1 }),
      withhold({ version: 2 }),
      record({ version: 3, text: TEN }),
    ];
    expect(answer(...commands)).toMatchObject([{ data: { change: 'restored' } }]);
    expect(after(...commands)).toMatchObject({ status: 'live', withdrawal: null });
  });

  it('ends when an unnumbered text is sent again, which is then restored', () => {
    expect(answer(record({}), withhold(), record({}))).toMatchObject([
      { data: { current: true, change: 'restored' } },
    ]);
  });

  it('is not ended by a second delivery of the version that it suspends', () => {
    specify(articleDecider)
      .given(...history(record({ version: 1 }), withhold({ version: 2 })))
      .when(record({ version: 1 }))
      .thenNothing();
  });

  it('is not ended by a version that is older than it', () => {
    const commands = [
      record({ version: 1 }),
      withhold({ version: 3 }),
      record({ version: 2, text: TEN }),
    ];
    expect(answer(...commands)).toMatchObject([{ data: { current: false, change: 'late' } }]);
    expect(after(...commands).status).toBe('withheld');
  });

  it('is not ended by another text under the version that it names', () => {
    const commands = [
      record({ version: 1 }),
      withhold({ version: 2 }),
      record({ version: 2, text: TEN }),
    ];
    expect(answer(...commands)).toMatchObject([{ data: { current: false, change: 'late' } }]);
  });

  it('that comes before its article holds the versions up to its own', () => {
    expect(history(withhold({ version: 2 }), record({ version: 1 })).slice(1)).toMatchObject([
      { type: 'ArticleReceived' },
      { type: 'ArticleWithheld', data: { stories: ['bridge'] } },
    ]);
    expect(after(withhold({ version: 2 }), record({ version: 3 })).status).toBe('live');
  });

  it('delivered again after a newer version has lifted it is old news', () => {
    specify(articleDecider)
      .given(...history(record({ version: 1 }), withhold({ version: 2 }), record({ version: 3 })))
      .when(withhold({ version: 2 }))
      .thenNothing();
  });
});

describe('an analysis', () => {
  const analysis = (version: string): ArticleCommand => ({
    type: 'RecordAnalysis',
    analysis: {
      articleId: ID,
      revisionId: `${ID}.1`,
      storyId: 'bridge',
      analyser: { name: 'rules', version },
      language: 'en',
      skipped: null,
      claims: [],
      signature: signatureOf(NINE),
    },
  });

  it('is recorded once for each revision, story and analyser version', () => {
    expect(answer(record({}), analysis('1'))).toMatchObject([{ type: 'RevisionAnalysed' }]);
    expect(answer(record({}), analysis('1'), analysis('1'))).toEqual([]);
    expect(answer(record({}), analysis('1'), analysis('2'))).toHaveLength(1);
  });
});
