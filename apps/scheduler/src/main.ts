import { startDeliveries, startSchedules, startTriggers } from '@wirebrief/application';
import { runService } from '@wirebrief/hosting';
import { RemoteRebuilder, RemoteScheduleRunner } from '@wirebrief/services';

/** Knows when editions are due, because of what has come or of the time, has the press issue them, and calls webhooks. */
void runService({
  name: 'scheduler',
  modules: [],
  elsewhere: (requests) => ({
    rebuilder: new RemoteRebuilder(requests),
    scheduleRunner: new RemoteScheduleRunner(requests),
  }),
  start: async (engine) => {
    const { stories, triggers, schedules, webhooks } = engine;
    await Promise.all([stories, triggers, schedules, webhooks].map((one) => one.start()));
    await startTriggers(engine);
    await startSchedules(engine);
    await startDeliveries(engine);
  },
  followers: ({ stories, rebuildTimer, schedules, scheduler, tickWorker, deliveries }) => {
    const failure = schedules.status().failure ?? scheduler.failure() ?? tickWorker.failure();
    const ticks = { ...schedules.status(), failure };
    return [stories.status(), rebuildTimer.status(), ticks, deliveries.status()];
  },
  tellsOfSchedules: true,
});
