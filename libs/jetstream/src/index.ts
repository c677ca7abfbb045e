export { consume } from './consume';
export { connectJetStream, type JetStream } from './connect-jetstream';
export { JetStreamBlobStore } from './jetstream.blob-store';
export {
  connectToNats,
  JetStreamConnection,
  type NatsAddress,
  REQUEST_MILLISECONDS,
} from './jetstream-connection';
export { JetStreamEventStore } from './jetstream.event-store';
export { LogCopy } from './log-copy';
export { type LogAddress } from './log-address';
export { type JetStreamLogOptions } from './log-options';
export { inboxQueue, openInbox } from './inbox';
export { JetStreamLogImport } from './jetstream.log-import';
export { JetStreamDeadLetters } from './jetstream.dead-letters';
export { logQueue } from './log-queue';
export { NatsRequests } from './nats-requests';
