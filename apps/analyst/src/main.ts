import { runService } from '@wirebrief/hosting';
import { AnalystMessagesModule, INBOX, LOG_WORK } from '@wirebrief/services';

/** Reads each revision that becomes current and records the claims found. */
void runService({
  name: 'analyst',
  modules: [AnalystMessagesModule],
  start: async ({ stories }) => {
    await stories.start();
    await stories.catchUp();
  },
  followers: ({ stories }) => [stories.status()],
  queues: ({ inbox, commits }) => ({
    [LOG_WORK.revisions]: commits({
      name: 'analyst',
      category: 'article',
      types: ['ArticleReceived', 'ArticleRevised'],
      from: 'beginning',
      retrySubject: INBOX.revisions,
    }),
    [INBOX.revisions]: inbox(INBOX.revisions),
  }),
});
