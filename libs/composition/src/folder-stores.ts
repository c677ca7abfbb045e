import { join } from 'node:path';

import { NoDeadLetters } from '@wirebrief/application';
import { FolderBlobStore } from '@wirebrief/blob-store';
import { SqliteEventStore, SqliteProjectionStore } from '@wirebrief/event-store';

import { type Stores } from './stores';

/** Throws when another process has the folder, or when it cannot be written. */
export async function openFolder(folder: string): Promise<Stores> {
  const store = await SqliteEventStore.open({ folder, clock: () => new Date() });
  try {
    const projections = SqliteProjectionStore.open({ folder });
    const blobs = await FolderBlobStore.open(join(folder, 'blobs'));
    const close = async () => {
      await store.close();
      await projections.close();
    };
    return { store, projections, blobs, deadLetters: new NoDeadLetters(), close };
  } catch (error) {
    await store.close();
    throw error;
  }
}
