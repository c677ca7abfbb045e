import { storyInputSchema } from '@wirebrief/briefing';
import { commitsOf, TEST_META, testEventStore } from '@wirebrief/testing';

import { StoryDesk } from './story-desk';

const story = storyInputSchema.parse({
  title: 'Strike at the Café Québec',
  incident: { place: 'quay near the Old Bridge, Porto, Portugal' },
});

describe('opening a story', () => {
  it('records its definition, with an id and terms made from its words', async () => {
    const store = testEventStore();
    const opened = await new StoryDesk(store).open(story, TEST_META);
    expect(opened).toMatchObject({
      isNew: true,
      story: {
        storyId: 'strike-at-the-cafe-quebec',
        terms: ['Old Bridge', 'Porto', 'Portugal'],
        incident: { title: 'Strike at the Café Québec' },
      },
    });
    expect(await commitsOf(store)).toMatchObject([
      { stream: 'default.story.strike-at-the-cafe-quebec', events: [{ type: 'StoryOpened' }] },
    ]);
  });

  it('changes nothing when the same definition comes again', async () => {
    const store = testEventStore();
    await new StoryDesk(store).open(story, TEST_META);
    expect(await new StoryDesk(store).open(story, TEST_META)).toMatchObject({ isNew: false });
    expect(await commitsOf(store)).toHaveLength(1);
  });

  it('refuses another definition under the same id', async () => {
    const store = testEventStore();
    await new StoryDesk(store).open(story, TEST_META);
    const changed = { ...story, timeZone: 'Europe/Lisbon' };
    await expect(new StoryDesk(store).open(changed, TEST_META)).rejects.toMatchObject({
      code: 'WB_STORY_EXISTS',
      category: 'conflict',
    });
  });
});
