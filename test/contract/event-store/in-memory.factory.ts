import { InMemoryEventStore, type MemoryRecord } from '@wirebrief/event-store';
import { type StoreFactory } from '@wirebrief/testing';

export const inMemoryStore: StoreFactory = async ({ clock }) => {
  const records: MemoryRecord[] = [];
  let store = new InMemoryEventStore({ clock, records });
  return {
    store,
    reopen: async () => {
      await store.close();
      store = new InMemoryEventStore({ clock, records });
      return store;
    },
    damage: async (position) => {
      const index = records.findIndex(({ commit }) => commit.position === position);
      const record = records[index];
      if (!record) throw new Error(`there is no position ${position}`);
      const events = record.commit.events?.replace('}', '~') ?? null;
      records[index] = { ...record, commit: { ...record.commit, events } };
    },
    dispose: () => store.close(),
  };
};
