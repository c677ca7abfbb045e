import { openEngine, TEST_META, tollUpdate } from '@wirebrief/testing';

import { Analyst } from './analyst';
import { ReadElsewhere } from './read-elsewhere';
import { StoryProjection } from './story-projection';
import { InMemoryEventStore, InMemoryProjectionStore } from '@wirebrief/event-store';
import { ArticleIntake } from './article-intake';
import { EmbargoProjection } from './embargo-projection';

describe('waiting for analysts in other processes', () => {
  it('resolves when what had come in has been read, whatever comes in meanwhile', async () => {
    const { stories, intake, analyst, stop } = await openApart();
    const waiting = new ReadElsewhere(stories, 5000);
    await intake.record(tollUpdate(7, { stories: ['bridge'] }), TEST_META);
    let isRead = false;
    const reading = waiting.catchUp('bridge').then(() => (isRead = true));
    await stories.catchUp();
    expect(isRead).toBe(false);
    await analyst.start();
    await reading;
    expect(isRead).toBe(true);
    await stop();
  });

  it('says after a while that nobody reads', async () => {
    const { stories, intake, stop } = await openApart();
    const waiting = new ReadElsewhere(stories, 20);
    await intake.record(tollUpdate(7, { stories: ['bridge'] }), TEST_META);
    await expect(waiting.catchUp('bridge')).rejects.toMatchObject({
      code: 'WB_ANALYSIS_BEHIND',
      category: 'unavailable',
      message: 'One article of "bridge" has not been read yet.',
    });
    await stop();
  });

  it('does not wait for a killed article, nor for a story without any', async () => {
    const { stories, intake, stop } = await openApart();
    const waiting = new ReadElsewhere(stories, 20);
    const update = tollUpdate(7, { stories: ['bridge'] });
    await waiting.catchUp('bridge');
    await intake.record(update, TEST_META);
    await intake.record({ ...update, kind: 'kill' }, TEST_META);
    await waiting.catchUp('bridge');
    await stop();
  });
});

/** A process without an analyst that runs, and one that can be started. */
async function openApart() {
  const store = new InMemoryEventStore({ clock: () => new Date() });
  const opening = await openEngine({ store });
  const { extractor } = opening;
  await opening.stop();
  const stories = new StoryProjection(store, new InMemoryProjectionStore());
  const embargoes = new EmbargoProjection(store, new InMemoryProjectionStore());
  const analyst = new Analyst(store, new InMemoryProjectionStore(), stories, extractor);
  await stories.start();
  await stories.catchUp();
  const stop = async () => {
    await analyst.stop();
    await stories.stop();
  };
  return {
    stories,
    analyst,
    intake: new ArticleIntake({ store, stories, embargoes, clock: () => '2024-03-01T12:00:00Z' }),
    stop,
  };
}
