import { runService } from '@wirebrief/hosting';
import { PressMessagesModule } from '@wirebrief/services';

/** Composes, renders and issues editions: those that are requested, and those that are due. */
void runService({
  name: 'press',
  modules: [PressMessagesModule],
  elsewhere: () => ({ analyst: true }),
  start: async ({ stories, embargoes, triggers, schedules, press }) => {
    const all = [stories, embargoes, triggers, schedules];
    await Promise.all(all.map((one) => one.start()));
    await Promise.all(all.map((one) => one.catchUp()));
    press.start();
  },
  followers: ({ stories, triggers, schedules }) => [
    stories.status(),
    triggers.status(),
    schedules.status(),
  ],
  answersRequests: true,
});
