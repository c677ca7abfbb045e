import { KEPT_SUBJECTS } from '@wirebrief/messages';

/** What the services ask of one another; no interface for others. */
export const INTERNAL = {
  /** From the scheduler: an edition of the story is due. The answer is what became of it. */
  rebuildDue: 'wirebrief.rebuilds.run',
  /** From the scheduler: a tick that has fired. The answer is where it stands. */
  tickFired: 'wirebrief.ticks.run',
} as const;

/** The NATS subjects of messages that are kept in JetStream until they are handled. */
export const INBOX = {
  /** What can be sent to `wirebrief.articles.submit`. */
  articles: KEPT_SUBJECTS.articles,
  /** What can be sent to `wirebrief.stories.rebuild`. */
  rebuilds: KEPT_SUBJECTS.rebuilds,
  /** `{"position": 42}`: a revision that an analyst is to read once more. */
  revisions: 'wirebrief.inbox.revisions',
  /** `{"position": 42}`: an edition that is to be announced once more. */
  announcements: 'wirebrief.inbox.announcements',
} as const;

/** Work that the log itself gives out. */
export const LOG_WORK = {
  /** Commits with a new revision of an article. */
  revisions: 'log.revisions',
  /** Commits with a new edition. */
  editions: 'log.editions',
} as const;
