import {
  startDeliveries,
  startEmbargoes,
  startSchedules,
  startTriggers,
} from '@wirebrief/application';
import { runService } from '@wirebrief/hosting';
import {
  AnnouncerMessagesModule,
  INBOX,
  LOG_WORK,
  RemoteRebuilder,
  RemoteScheduleRunner,
} from '@wirebrief/services';

/** Knows when editions are due, because of what has come or of the time, has the press issue them, and tells of them. */
void runService({
  name: 'scheduler',
  modules: [AnnouncerMessagesModule],
  elsewhere: (requests) => ({
    rebuilder: new RemoteRebuilder(requests),
    scheduleRunner: new RemoteScheduleRunner(requests),
  }),
  start: async (engine) => {
    const { stories, embargoes, triggers, schedules, webhooks } = engine;
    const all = [stories, embargoes, triggers, schedules, webhooks];
    await Promise.all(all.map((one) => one.start()));
    await startEmbargoes(engine);
    await startTriggers(engine);
    await startSchedules(engine);
    await startDeliveries(engine);
  },
  followers: ({ stories, rebuildTimer, schedules, scheduler, tickWorker, deliveries }) => {
    const failure = schedules.status().failure ?? scheduler.failure() ?? tickWorker.failure();
    const ticks = { ...schedules.status(), failure };
    return [stories.status(), rebuildTimer.status(), ticks, deliveries.status()];
  },
  tellsOfDueEditions: true,
  queues: ({ inbox, commits }) => ({
    // What was issued before its first start is nobody's news any more.
    [LOG_WORK.editions]: commits({
      name: 'announcer',
      category: 'edition',
      types: ['EditionIssued'],
      from: 'now',
      retrySubject: INBOX.announcements,
    }),
    [INBOX.announcements]: inbox(INBOX.announcements),
  }),
});
