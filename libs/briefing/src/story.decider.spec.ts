import { specify } from '@wirebrief/testing';

import { editionDecider, type IssueEdition } from './edition.decider';
import { type EditionEvent } from './story.events';
import { properNames, storyDecider, storyIdOf, storyInputSchema } from './story.decider';

const story = storyInputSchema.parse({ id: 'bridge', title: 'Bridge strike' });
const opened = { type: 'OpenStory', story } as const;

describe('opening a story', () => {
  it('records its definition in full', () => {
    specify(storyDecider)
      .given()
      .when(opened)
      .then({
        type: 'StoryOpened',
        data: {
          storyId: 'bridge',
          title: 'Bridge strike',
          incident: {
            title: 'Bridge strike',
            date: '',
            place: '',
            actor: '',
            weapon: '',
            target: '',
          },
          timeZone: 'UTC',
          language: 'en',
          terms: [],
          options: [],
        },
      });
  });

  it('again with the same definition changes nothing, in whatever order its keys come back', () => {
    const [event] = storyDecider.decide(opened, null);
    if (event === undefined) throw new Error('Opening a story is an event.');
    const reordered = Object.fromEntries(Object.entries(event.data).reverse()) as typeof event.data;
    specify(storyDecider).given(event).when(opened).thenNothing();
    specify(storyDecider)
      .given({ ...event, data: reordered })
      .when(opened)
      .thenNothing();
  });

  it('again with another definition is refused', () => {
    const other = { ...story, title: 'Another title' };
    specify(storyDecider)
      .given(...storyDecider.decide(opened, null))
      .when({ type: 'OpenStory', story: other })
      .thenThrows('WB_STORY_EXISTS');
  });

  it.each<[string, unknown]>([
    ['id', 'Not An Id'],
    ['title', ' '],
    ['timeZone', 'Mars/Olympus'],
    ['language', 'fr'],
    ['terms', ['x']],
    ['options', [{ key: 'a b', label: 'A', phrases: ['aa'] }]],
    ['incident', { date: 'Sunday' }],
    ['colour', 'red'],
  ])('is refused for a bad %s, by name', (field, value) => {
    const { error } = storyInputSchema.safeParse({ title: 'Bridge strike', [field]: value });
    const named = error?.issues.map((issue) =>
      issue.code === 'unrecognized_keys' ? issue.keys[0] : issue.path[0],
    );
    expect(named).toEqual([field]);
  });

  it.each([
    ['Kabul drone strike', 'kabul-drone-strike'],
    ['  Québec: “the” strike! ', 'quebec-the-strike'],
    ['کابل', 'story'],
    ['x'.repeat(70), 'x'.repeat(60)],
  ])('without an id makes one of "%s"', (title, id) => {
    expect(storyIdOf(storyInputSchema.parse({ title }))).toBe(id);
  });

  it('finds the proper names of a place', () => {
    expect(properNames('street near the Old Bridge, Khwaja Burgha, Kabul')).toEqual([
      'Old Bridge',
      'Khwaja Burgha',
      'Kabul',
    ]);
  });
});

describe('issuing an edition', () => {
  const file = { hash: 'h', bytes: 1 };
  const issue = (number: number): IssueEdition => ({
    type: 'IssueEdition',
    edition: {
      ...{ storyId: 'bridge', number, kind: 'edition', issuedAt: 't', position: 1, asOf: 't' },
      ...{ files: { html: file, pdf: file, json: file }, revisions: [], ledger: [], program: 'p' },
    },
  });
  const issued = (number: number, supersedes: number | null): EditionEvent => ({
    type: 'EditionIssued',
    data: { ...issue(number).edition, supersedes },
  });

  it('begins at 1 and goes on without a gap, each superseding the one before', () => {
    specify(editionDecider).given().when(issue(1)).then(issued(1, null));
    specify(editionDecider).given(issued(1, null)).when(issue(2)).then(issued(2, 1));
  });

  it.each([1, 3, 0])('refuses number %s after edition 1', (number) => {
    specify(editionDecider)
      .given(issued(1, null))
      .when(issue(number))
      .thenThrows('WB_EDITION_TAKEN');
  });
});
