import { fold } from '@wirebrief/kernel';
import { articleUpdate, historyOf, specify } from '@wirebrief/testing';

import { type ArticleCommand, articleDecider } from './article.decider';
import { type ArticleEvent } from './article.events';
import { articleIdOf, type ArticleUpdateInput } from './update';

const ITEM = { source: 'harbour-wire', itemId: 'HW-1', outlet: 'Harbour Wire' };
const record = (
  update: Partial<ArticleUpdateInput>,
  now = '2024-03-01T09:00:00Z',
): ArticleCommand => ({
  type: 'RecordUpdate',
  update: articleUpdate({ ...ITEM, text: 'Nine people were killed.', ...update }),
  stories: ['bridge'],
  now,
});
const kill = (version: number): ArticleCommand =>
  record({ kind: 'kill', text: '', version, reason: 'wrong' });
const end = (now: string): ArticleCommand => ({ type: 'EndEmbargoes', now });

const history = (...commands: readonly ArticleCommand[]): readonly ArticleEvent[] =>
  historyOf(articleDecider, ...commands);
const typesOf = (...commands: readonly ArticleCommand[]): readonly string[] =>
  history(...commands).map(({ type }) => type);
const stateOf = (...commands: readonly ArticleCommand[]) =>
  fold(articleDecider.evolve, articleDecider.initialState, history(...commands));
const textOfCurrent = (...commands: readonly ArticleCommand[]): string | undefined => {
  const { currentRevisionId } = stateOf(...commands);
  return history(...commands).flatMap((event) =>
    'revision' in event.data && event.data.revision.revisionId === currentRevisionId
      ? [event.data.revision.text]
      : [],
  )[0];
};

describe('a version under embargo', () => {
  const held = record({ version: 2, embargoedUntil: '2024-03-01T14:00:00+02:00' });

  it('is held, once, and arrives when its embargo ends, once', () => {
    expect(typesOf(held, held)).toEqual(['ArticleEmbargoed']);
    expect(history(held)[0]?.data).toMatchObject({ until: '2024-03-01T12:00:00.000Z' });
    expect(typesOf(held, end('2024-03-01T11:59:59Z'))).toEqual(['ArticleEmbargoed']);
    expect(typesOf(held, end('2024-03-01T12:00:00Z'), end('2024-03-01T12:00:01Z'))).toEqual([
      ...['ArticleEmbargoed', 'EmbargoEnded', 'ArticleReceived'],
    ]);
  });

  it('leaves the version before it current until then', () => {
    const first = record({ version: 1, text: 'One.' });
    expect(textOfCurrent(first, held)).toBe('One.');
    expect(textOfCurrent(first, held, end('2024-03-02T00:00:00Z'))).toContain('Nine');
    const newer = record({ version: 3, text: 'Three.' });
    expect(textOfCurrent(first, held, newer, end('2024-03-02T00:00:00Z'))).toBe('Three.');
  });

  it('arrives at once when it is sent again without, or when its instant has passed', () => {
    expect(typesOf(held, record({ version: 2 }))).toEqual([
      ...['ArticleEmbargoed', 'EmbargoEnded', 'ArticleReceived'],
    ]);
    const late = record({ embargoedUntil: '2024-03-01T08:00:00Z' });
    expect(typesOf(late)).toEqual(['ArticleReceived']);
  });

  it('without an instant is held until it is sent again', () => {
    const open = record({ embargoedUntil: null });
    expect(typesOf(open, end('2099-01-01T00:00:00Z'))).toEqual(['ArticleEmbargoed']);
    const dated = record({ embargoedUntil: '2024-03-01T12:00:00Z' });
    expect(typesOf(open, dated, end('2024-03-01T12:00:00Z')).slice(1)).toEqual([
      ...['ArticleEmbargoed', 'EmbargoEnded', 'ArticleReceived'],
    ]);
  });

  it('that is killed meanwhile arrives killed', () => {
    const killed = record({ kind: 'kill', text: '', reason: 'wrong' });
    expect(typesOf(held, killed, end('2024-03-02T00:00:00Z')).slice(2)).toEqual([
      ...['EmbargoEnded', 'ArticleReceived', 'ArticleKilled'],
    ]);
  });

  it('holds nothing back that is out already', () => {
    expect(typesOf(record({}), record({ embargoedUntil: null }))).toEqual(['ArticleReceived']);
  });
});

describe('a partial text', () => {
  const full = (version: number) => record({ version, text: `Full text ${version}.` });
  const partial = (version: number) => record({ version, text: 'Summary.', partial: true });

  it('never replaces a full one, whatever its version', () => {
    expect(textOfCurrent(full(1), partial(2))).toBe('Full text 1.');
    expect(textOfCurrent(partial(2), full(1))).toBe('Full text 1.');
    expect(textOfCurrent(partial(2), full(1), full(3))).toBe('Full text 3.');
  });

  it('stands where there is no other', () => {
    expect(textOfCurrent(partial(1))).toBe('Summary.');
  });
});

describe('two texts under one version time', () => {
  it('are a recorded conflict, as under one version', () => {
    const at = (text: string) => record({ text, updated: '2024-03-01T08:00:00Z' });
    expect(typesOf(at('One.'), at('Two.'))).toEqual([
      ...['ArticleReceived', 'ArticleRevised', 'RevisionConflicted'],
    ]);
    expect(textOfCurrent(at('One.'), at('Two.'))).toBe('Two.');
  });
});

describe('a kill below the current version', () => {
  const texts = [1, 2, 3].map((version) => record({ version, text: `Text ${version}.` }));

  it('withdraws the versions that it covers, once, and leaves the current one standing', () => {
    const events = history(...texts, kill(2), kill(2), kill(1));
    expect(events.slice(3)).toMatchObject(
      [{ type: 'RevisionsKilled', data: { reason: 'wrong', revisionIds: [/\.1$/, /\.2$/] } }].map(
        ({ type, data }) => ({
          type,
          data: {
            reason: data.reason,
            revisionIds: data.revisionIds.map((end) => expect.stringMatching(end) as string),
          },
        }),
      ),
    );
    expect(stateOf(...texts, kill(2)).status).toBe('live');
  });

  it('that was lifted by a newer version is old news', () => {
    const [first, second] = texts;
    if (first === undefined || second === undefined) throw new Error('no texts');
    expect(typesOf(first, kill(1), second, kill(1))).toEqual([
      ...['ArticleReceived', 'ArticleKilled', 'ArticleRevised'],
    ]);
  });
});

describe('an article in whose place another one stands', () => {
  const articleId = articleIdOf(articleUpdate({ ...ITEM, text: '' }));
  const replace = { type: 'RecordReplacement', articleId, by: 'a-new', at: null } as const;

  it('is replaced once and for good, also when the word of it comes first', () => {
    const revised = record({ version: 9, text: 'More.' });
    expect(typesOf(record({}), replace, replace, revised)).toEqual([
      ...['ArticleReceived', 'ArticleReplaced', 'ArticleRevised'],
    ]);
    expect(stateOf(record({}), replace, revised).status).toBe('replaced');
    expect(typesOf(replace, record({}))).toEqual([
      ...['ArticleReplaced', 'ArticleReceived', 'ArticleReplaced'],
    ]);
  });

  it('can still be killed', () => {
    expect(stateOf(record({}), replace, kill(1)).status).toBe('killed');
  });

  it('does not come back after a kill, whichever came first', () => {
    const first = record({ version: 1 });
    const newer = record({ version: 2, text: 'More.' });
    expect(stateOf(first, replace, kill(1), newer)).toMatchObject({ status: 'killed' });
    expect(stateOf(first, kill(1), replace, newer)).toMatchObject({ status: 'killed' });
    expect(stateOf(first, kill(1), newer, replace)).toMatchObject({ status: 'replaced' });
    // A version above the kill is no killed text, and still gives way.
    expect(typesOf(kill(1), replace, newer).slice(-2)).toEqual([
      'ArticleReceived',
      'ArticleReplaced',
    ]);
  });

  it('stays when it stands itself in place of the other', () => {
    const other = articleIdOf(articleUpdate({ ...ITEM, itemId: 'HW-2', text: '' }));
    const events = history(record({ replaces: ['HW-2'] }));
    specify(articleDecider)
      .given(...events)
      .when({ ...replace, by: other })
      .thenNothing();
  });
});
