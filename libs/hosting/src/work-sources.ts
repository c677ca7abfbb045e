import { type WorkQueue } from '@wirebrief/application';
import { type JetStreamStores } from '@wirebrief/composition';
import { inboxQueue, logQueue, openInbox } from '@wirebrief/jetstream';
import { INBOX } from '@wirebrief/services';

/** Commits of the log as work: those with events of these types, each for one process of that name. */
export interface CommitWork {
  readonly name: string;
  readonly category: 'article' | 'edition';
  readonly types: readonly string[];
  /** What the first process of that name begins with: the whole log, or what comes from then on. */
  readonly from: 'beginning' | 'now';
  /** Of the inbox: where one that could not be handled is tried again. */
  readonly retrySubject: string;
}

/** Where work comes from. */
export interface WorkSources {
  /** The messages of one subject of the inbox. */
  readonly inbox: (subject: string) => WorkQueue;
  readonly commits: (work: CommitWork) => WorkQueue;
}

/** Makes the stream of the inbox where it is not there yet. */
export async function openWorkSources(
  { connection, deadLetters }: Pick<JetStreamStores, 'connection' | 'deadLetters'>,
  replicas: 1 | 3,
): Promise<WorkSources> {
  await openInbox(connection, { replicas, subjects: Object.values(INBOX) });
  return {
    inbox: (subject) => inboxQueue(connection, deadLetters, subject),
    commits: ({ category, ...work }) =>
      logQueue({ ...work, connection, deadLetters, streams: `default.${category}` }),
  };
}
