export { InMemoryEventStore, type MemoryRecord } from './in-memory.event-store';
export { InMemoryProjectionStore } from './in-memory.projection-store';
export { InMemoryLogImport } from './in-memory.log-import';
export { SqliteEventStore } from './sqlite/sqlite.event-store';
export { SqliteLogExport, SqliteLogImport } from './sqlite/sqlite.log-transfer';
export { SqliteProjectionStore } from './sqlite/sqlite.projection-store';
export { SqliteLogReplica } from './sqlite/sqlite.log-replica';
