export { type EditionView, problem } from './answers';
export { type HeaderReader } from './cloud-event';
export { type MessageType, type RequestType } from './message-type';
export { parseBody, wrongPlaces } from './parse-body';
export { readBody, readMessage, type ReceivedMessage } from './read-message';
export { editionInputSchema, rebuildInputSchema, REQUESTS } from './requests';
