import { type WorkQueue } from '@wirebrief/application';
import { type JetStreamStores } from '@wirebrief/composition';
import { inboxQueue, JetStreamDeadLetters, logQueue, openInbox } from '@wirebrief/jetstream';
import { INBOX } from '@wirebrief/services';

/** Where work comes from. */
export interface WorkSources {
  /** The messages of one subject of the inbox. */
  readonly inbox: (subject: string) => WorkQueue;
  /** Commits of the articles with events of these types, for the service of that name. */
  readonly articleCommits: (name: string, types: readonly string[]) => WorkQueue;
}

/** Makes the streams of the inbox and of the dead letters where they are not there yet. */
export async function openWorkSources(
  { connection }: Pick<JetStreamStores, 'connection'>,
  replicas: 1 | 3,
): Promise<WorkSources> {
  const deadLetters = await JetStreamDeadLetters.open(connection, { replicas });
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
