import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { SqliteEventStore } from '@wirebrief/event-store';
import { eventStoreContract, type StoreFactory } from '@wirebrief/testing';
import Database from 'better-sqlite3';

const sqliteStore: StoreFactory = async ({ clock }) => {
  const folder = mkdtempSync(join(tmpdir(), 'wirebrief-log-'));
  let store = await SqliteEventStore.open({ folder, clock });
  return {
    store,
    reopen: async () => {
      await store.close();
      store = await SqliteEventStore.open({ folder, clock });
      return store;
    },
    damage: async (position) => {
      const tool = new Database(join(folder, 'log.sqlite'));
      tool
        .prepare(`UPDATE commits SET events = replace(events, '}', '~') WHERE position = ?`)
        .run(position);
      tool.close();
    },
    dispose: async () => {
      await store.close();
      rmSync(folder, { recursive: true });
    },
  };
};

eventStoreContract('SqliteEventStore', sqliteStore);
