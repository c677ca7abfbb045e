import { type WorkQueue } from '@wirebrief/application';
import { type JetStreamStores } from '@wirebrief/composition';
import { inboxQueue, logQueue, openInbox } from '@wirebrief/jetstream';
import { INBOX } from '@wirebrief/services';

/** Where work comes from. */
export interface WorkSources {
  /** The messages of one subject of the inbox. */
  readonly inbox: (subject: string) => WorkQueue;
  /** Commits of the articles with events of these types, for the service of that name. */
  readonly articleCommits: (name: string, types: readonly string[]) => WorkQueue;
}

/** Makes the stream of the inbox where it is not there yet. */
export async function openWorkSources(
  { connection, deadLetters }: Pick<JetStreamStores, 'connection' | 'deadLetters'>,
  replicas: 1 | 3,
): Promise<WorkSources> {
  await openInbox(connection, { replicas, subjects: Object.values(INBOX) });
  return {
    inbox: (subject) => inboxQueue(connection, deadLetters, subject),
    articleCommits: (name, types) =>
      logQueue({
        ...{ connection, deadLetters, name, types },
        streams: 'default.article',
        retrySubject: INBOX.revisions,
      }),
  };
}
