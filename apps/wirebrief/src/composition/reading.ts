import {
  type EventStore,
  ScheduleDesk,
  ScheduleProjection,
  StoryHistory,
  StoryProjection,
} from '@wirebrief/application';
import { enginePorts, memoryStores, type Settings, withLog } from '@wirebrief/composition';
import { InMemoryProjectionStore } from '@wirebrief/event-store';
import { systemClock } from '@wirebrief/platform';

/** The stories as the log tells them now, folded for this one look. */
export async function withStories<Result>(
  settings: Settings,
  body: (stories: StoryProjection, store: EventStore) => Promise<Result>,
): Promise<Result> {
  return withLog(settings.config, async (store) => {
    const stories = new StoryProjection(store, new InMemoryProjectionStore());
    await stories.start();
    try {
      await stories.catchUp();
      return await body(stories, store);
    } finally {
      await stories.stop();
    }
  });
}

/** The stories at any moment, as the log tells them. */
export async function withHistory<Result>(
  settings: Settings,
  body: (history: StoryHistory) => Promise<Result>,
): Promise<Result> {
  const { renderer, taxonomy, program } = enginePorts(memoryStores(), settings);
  return withStories(settings, (stories, store) =>
    body(new StoryHistory({ store, stories, renderer, taxonomy, program })),
  );
}

/** The schedules of the stories as the log tells them now. */
export async function withSchedules<Result>(
  settings: Settings,
  body: (desk: ScheduleDesk, stories: readonly string[]) => Promise<Result>,
): Promise<Result> {
  return withLog(settings.config, async (store) => {
    const stories = new StoryProjection(store, new InMemoryProjectionStore());
    const schedules = new ScheduleProjection(store, new InMemoryProjectionStore());
    await Promise.all([stories.start(), schedules.start()]);
    try {
      await stories.catchUp();
      const desk = new ScheduleDesk({ store, stories, schedules, clock: systemClock });
      return await body(desk, [...stories.stories().keys()]);
    } finally {
      await Promise.all([stories.stop(), schedules.stop()]);
    }
  });
}

/** Throws when the data folder holds no log: a mistyped path must not become a new, empty one. */
export async function assertLog(settings: Settings): Promise<void> {
  await withLog(settings.config, (store) => store.head());
}
