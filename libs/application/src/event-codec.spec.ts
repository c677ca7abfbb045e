import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { storyDecider, storyInputSchema } from '@wirebrief/briefing';
import { type NewEvent } from '@wirebrief/kernel';
import { articleDecider } from '@wirebrief/newsroom';
import { historyOf, TEST_META, tollUpdate } from '@wirebrief/testing';

import { fromRecorded, type LoggedFact, toNewEvent } from './event-codec';

const root = join(__dirname, '../../..');
const read = (file: string): unknown => JSON.parse(readFileSync(join(root, file), 'utf8'));

/** An event as an older program wrote it, read with the code of today. */
function readSample(name: string): LoggedFact {
  return recorded(read(`test/golden/events/${name}.json`) as NewEvent);
}

function recorded(event: NewEvent): LoggedFact {
  const place = {
    commitId: 'c-1',
    position: 7,
    version: 1,
    recordedAt: '2024-03-01T00:00:00.000Z',
  };
  const stream = 'default.story.s';
  return fromRecorded({ ...event, ...place, stream, meta: TEST_META });
}

describe('an event of an older program', () => {
  it('StoryOpened of schema 1 gets the terms of its place', () => {
    expect(readSample('story-opened.v1')).toMatchObject({
      type: 'StoryOpened',
      data: {
        storyId: 'kabul-strike',
        terms: ['Hamid Karzai International Airport', 'Kabul', 'Afghanistan'],
      },
    });
  });

  it('StoryOpened of schema 1 reads as the same story opened today: opening it again changes nothing', () => {
    const sample = readSample('story-opened.v1');
    const story = storyInputSchema.parse(read('apps/wirebrief/sample/story.json'));
    if (sample.type !== 'StoryOpened') throw new Error('The sample is a StoryOpened.');
    expect(storyDecider.decide({ type: 'OpenStory', story }, sample.data)).toEqual([]);
  });

  it('TriggersSet of schema 1 gives no flashes', () => {
    expect(readSample('triggers-set.v1').data).toMatchObject({
      rule: { quietSeconds: 60, flashSeconds: null },
    });
  });

  it.each(['article-killed.v1', 'article-withheld.v1'])('%s has no time of its outlet', (name) => {
    expect(readSample(name).data).toMatchObject({
      version: 2,
      reason: expect.stringMatching(/./) as string,
      withdrawnAt: null,
    });
  });
});

describe('an event', () => {
  const item = { source: 'test', itemId: '1', version: 1 } as const;
  const written = (update: Partial<Parameters<typeof tollUpdate>[1]>): readonly NewEvent[] =>
    historyOf(articleDecider, {
      type: 'RecordUpdate',
      update: tollUpdate(9, { ...item, ...update }),
      stories: [],
      now: '2024-03-01T12:00:00Z',
    }).map(toNewEvent);

  it('is written in the schema of today and read back as it was', () => {
    const [event] = historyOf(storyDecider, {
      type: 'OpenStory',
      story: storyInputSchema.parse({ title: 'Bridge strike', terms: ['the bridge'] }),
    });
    if (event === undefined) throw new Error('Opening a story is an event.');
    expect(toNewEvent(event).schema).toBe(2);
    expect(recorded(toNewEvent(event))).toEqual({
      ...event,
      position: 7,
      recordedAt: '2024-03-01T00:00:00.000Z',
    });
  });

  it.each<[string, Partial<Parameters<typeof tollUpdate>[1]>, string | undefined]>([
    [
      'the version time',
      { updated: '2024-03-02T10:00:00+02:00', published: '2024-03-01T00:00:00Z' },
      '2024-03-02T08:00:00.000Z',
    ],
    ['else the publication', { published: '2024-03-01T00:00:00Z' }, '2024-03-01T00:00:00Z'],
    ['never a bare date', { published: '2024-03-01' }, undefined],
    [
      'the time of a kill',
      { kind: 'kill', updated: '2024-03-03T00:00:00Z' },
      '2024-03-03T00:00:00Z',
    ],
    ['nothing where the outlet tells none', {}, undefined],
  ])('carries as source time %s', (_, update, sourceTime) => {
    expect(written(update)[0]?.sourceTime).toBe(sourceTime);
  });
});
