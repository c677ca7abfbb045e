import { type EventStore } from '@wirebrief/application';
import { SqliteEventStore } from '@wirebrief/event-store';
import { type Config } from '@wirebrief/platform';

import { type ServersConfig } from './jetstream-stores';

/** The log alone, for a look at it, also while servers write it. */
export async function withLog<Result>(
  config: ServersConfig & Pick<Config, 'store' | 'dataDir'>,
  body: (store: EventStore) => Promise<Result>,
): Promise<Result> {
  const { store, close } =
    config.store === 'folder' ? await inFolder(config.dataDir) : await onServers(config);
  try {
    return await body(store);
  } finally {
    await close();
  }
}

async function inFolder(folder: string) {
  const store = await SqliteEventStore.openReadOnly({ folder });
  return { store, close: () => store.close() };
}

async function onServers(config: ServersConfig) {
  const { connectServers } = await import('./jetstream-stores.js');
  const servers = await connectServers(config);
  const close = () => servers.close();
  try {
    const store = await servers.openLog();
    return {
      store,
      close: async () => {
        await store.close();
        await close();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}
