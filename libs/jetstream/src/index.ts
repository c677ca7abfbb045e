export { JetStreamBlobStore } from './jetstream.blob-store';
export { JetStreamConnection, type NatsAddress } from './jetstream-connection';
export { JetStreamEventStore } from './jetstream.event-store';
export { type LogAddress } from './log-address';
export { type JetStreamLogOptions } from './log-options';
