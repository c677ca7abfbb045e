import { runService } from '@wirebrief/hosting';
import { INBOX, IntakeMessagesModule } from '@wirebrief/services';

/** Takes updates and requests for a rebuild in: acknowledged means recorded. */
void runService({
  name: 'ingest',
  modules: [IntakeMessagesModule],
  elsewhere: () => ({ analyst: true }),
  start: async ({ stories, triggers }) => {
    await Promise.all([stories.start(), triggers.start()]);
    await Promise.all([stories.catchUp(), triggers.catchUp()]);
  },
  followers: ({ stories, triggers }) => [stories.status(), triggers.status()],
  queues: ({ inbox }) => ({
    [INBOX.articles]: inbox(INBOX.articles),
    [INBOX.rebuilds]: inbox(INBOX.rebuilds),
  }),
  answersRequests: true,
});
