import { runService } from '@wirebrief/hosting';
import { PressMessagesModule } from '@wirebrief/services';

/** Composes, renders and issues editions: those that are requested, and those that are due. */
void runService({
  name: 'press',
  modules: [PressMessagesModule],
  elsewhere: () => ({ analyst: true }),
  start: async ({ stories, triggers, schedules }) => {
    await Promise.all([stories.start(), triggers.start(), schedules.start()]);
    await Promise.all([stories.catchUp(), triggers.catchUp(), schedules.catchUp()]);
  },
  followers: ({ stories, triggers, schedules }) => [
    stories.status(),
    triggers.status(),
    schedules.status(),
  ],
  answersRequests: true,
});
