export { type EditionView, problem } from './answers';
export { asyncApi, QUEUE } from './async-api';
export { type HeaderReader } from './cloud-event';
export { jsonSchemaOf, type JsonSchema } from './json-schema';
export { type MessageType, type RequestType } from './message-type';
export { MESSAGE_TYPES, messageTypeOf, requestTypeOf } from './message-types';
export { parseBody, wrongPlaces } from './parse-body';
export { readBody, readMessage, type ReceivedMessage } from './read-message';
export { editionInputSchema, rebuildInputSchema, REQUESTS } from './requests';
