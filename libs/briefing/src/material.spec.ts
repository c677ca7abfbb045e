import { claimant, figure, option, position, StoryTimeline } from '@wirebrief/testing';

import { editionBefore } from './edition-before';
import { CHANGE_KINDS, type ChangeKind, changesBy } from './material';

const military = claimant('Lemmish Air Force', 'body');
const minister = claimant('Minister Vane', 'official');
const aid = claimant('Aid Group', 'body');
const story = { incident: { actor: 'Lemmish Air Force' } };

const told = (): StoryTimeline => {
  const timeline = new StoryTimeline({ story })
    .article('A', { version: 1, claims: [figure(9), position('defends', military)] })
    .article('B', { version: 1, claims: [option('drones', 'supports', minister)] })
    .article('C', { version: 1 });
  timeline.issue();
  return timeline;
};
const changes = ({ state }: StoryTimeline): readonly ChangeKind[] =>
  changesBy(state, CHANGE_KINDS, editionBefore(state, 'edition'));

describe('what the newest edition does not tell', () => {
  it('is nothing when nothing has come', () => {
    expect(changes(told())).toEqual([]);
  });

  it('is everything before the first edition', () => {
    const timeline = new StoryTimeline({ story }).article('A', {
      claims: [figure(9), position('denies', military), option('drones', 'doubts', minister)],
    });
    expect(changes(timeline)).toEqual(['figures', 'positions', 'options', 'articles']);
  });

  it.each<[string, (timeline: StoryTimeline) => void, readonly ChangeKind[]]>([
    [
      'a figure of a new claimant',
      (t) => t.article('D', { claims: [figure(12)] }),
      ['figures', 'articles'],
    ],
    ['an article that says nothing', (t) => t.article('D'), ['articles']],
    [
      'a figure that is said no longer',
      (t) => t.article('A', { version: 2, claims: [position('defends', military)], seed: 'x' }),
      ['figures'],
    ],
    [
      'the same claims in other words',
      (t) =>
        t.article('A', {
          version: 2,
          claims: [figure(9), position('defends', military)],
          seed: 'x',
        }),
      [],
    ],
    [
      'another line of the striking party',
      (t) => t.article('D', { published: '2024-03-09', claims: [position('concedes', military)] }),
      ['positions', 'articles'],
    ],
    [
      'a line of somebody else',
      (t) => t.article('D', { claims: [position('denies', aid)] }),
      ['articles'],
    ],
    [
      'a speaker who moves',
      (t) =>
        t.article('D', {
          published: '2024-03-09',
          claims: [option('drones', 'opposes', minister)],
        }),
      ['options', 'articles'],
    ],
    [
      'a view that is new',
      (t) => t.article('D', { claims: [option('drones', 'doubts', aid)] }),
      ['articles'],
    ],
    ['a kill of a quoted article', (t) => t.kill('A', { version: 2 }), ['figures', 'withdrawals']],
    ['a kill of an article without a quote', (t) => t.kill('C', { version: 2 }), []],
    [
      'a correction of a quoted article',
      (t) =>
        t.article('B', {
          version: 2,
          note: 'Misspelt.',
          claims: [option('drones', 'supports', minister)],
          seed: 'x',
        }),
      ['withdrawals'],
    ],
  ])('after %s', (_, change, kinds) => {
    const timeline = told();
    change(timeline);
    expect(changes(timeline)).toEqual(kinds);
    timeline.issue();
    expect(changes(timeline)).toEqual([]);
  });

  it('is looked for among the kinds that are asked for', () => {
    const timeline = told().article('D', { claims: [figure(12)] });
    expect(
      changesBy(timeline.state, ['options', 'articles'], timeline.state.editions.at(-1)),
    ).toEqual(['articles']);
  });
});
