/** Where JetStream keeps messages from outside until they are handled, in the distributed mode. */
export const KEPT_SUBJECTS = {
  articles: 'wirebrief.inbox.articles',
  rebuilds: 'wirebrief.inbox.rebuilds',
} as const;
