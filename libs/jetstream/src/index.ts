export { connectJetStream, type JetStream } from './connect-jetstream';
export { JetStreamBlobStore } from './jetstream.blob-store';
export { connectToNats, JetStreamConnection, type NatsAddress } from './jetstream-connection';
export { JetStreamEventStore } from './jetstream.event-store';
export { LogCopy } from './log-copy';
export { type LogAddress } from './log-address';
export { type JetStreamLogOptions } from './log-options';
