export { InMemoryEventStore, type MemoryRecord } from './in-memory.event-store';
export { InMemoryProjectionStore } from './in-memory.projection-store';
export { SqliteEventStore } from './sqlite/sqlite.event-store';
export { SqliteProjectionStore } from './sqlite/sqlite.projection-store';
