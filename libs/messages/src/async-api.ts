import { problem } from './answers';
import { type JsonSchema, payloadSchemaOf } from './json-schema';
import { type MessageType, type RequestType } from './message-type';
import { MESSAGE_TYPES, NOTICE_TYPES, REQUEST_TYPES } from './message-types';
import { type NoticeType } from './notices';

/** The queue group in which replicas share requests. */
export const QUEUE = 'wirebrief';

const ref = (path: string) => ({ $ref: `#/${path}` });

/** What comes and goes over NATS, as an AsyncAPI 3.0 document. */
export function asyncApi(version: string): JsonSchema {
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Wirebrief',
      version,
      description:
        'Article updates and commands as NATS requests, and notices of editions, as plain JSON or CloudEvents 1.0.',
      license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
    },
    defaultContentType: 'application/json',
    servers: {
      nats: { host: '127.0.0.1:4222', protocol: 'nats', description: 'The server in NATS_URL.' },
    },
    channels: Object.fromEntries([
      ...REQUEST_TYPES.flatMap(channelsOf),
      ...KEPT_TYPES.map(keptChannelOf),
      ...NOTICE_TYPES.map(noticeChannelOf),
    ]),
    operations: Object.fromEntries([
      ...REQUEST_TYPES.map(operationOf),
      ...KEPT_TYPES.map(keptOperationOf),
      ...NOTICE_TYPES.map(noticeOperationOf),
    ]),
    components: {
      messages: Object.fromEntries(MESSAGE_TYPES.map(({ type }) => [type.name, messageOf(type)])),
    },
  };
}

type Request = RequestType<unknown, unknown>;

const KEPT_TYPES = REQUEST_TYPES.flatMap(({ keptSubject, ...type }) =>
  keptSubject === undefined ? [] : [{ ...type, keptSubject }],
);

type KeptType = (typeof KEPT_TYPES)[number];

const KEPT =
  'In the distributed mode, with the acknowledgement of JetStream: kept until it is recorded, without an answer.';

function keptChannelOf({ name, keptSubject, title }: KeptType) {
  const messages = messagesOf([name]);
  return [keptOf(name), { address: keptSubject, title, description: KEPT, messages }] as const;
}

function keptOperationOf({ name, title }: KeptType) {
  const channel = `channels/${keptOf(name)}`;
  const messages = [ref(`${channel}/messages/${name}`)];
  const operation = {
    action: 'receive',
    title,
    description: KEPT,
    channel: ref(channel),
    messages,
  };
  return [keptOf(name), operation] as const;
}

const keptOf = (name: string): string => `${name}-kept`;

function channelsOf(type: Request): readonly (readonly [string, object])[] {
  const { name, subject, title, description, answer } = type;
  const replies = [answer.name, problem.name];
  return [
    [name, { address: subject, title, description, messages: messagesOf([name]) }],
    [replyOf(type), { address: null, title: answer.title, messages: messagesOf(replies) }],
  ];
}

function operationOf(type: Request): readonly [string, object] {
  const { name, title, description, answer } = type;
  const [channel, reply] = [`channels/${name}`, `channels/${replyOf(type)}`];
  const operation = {
    action: 'receive',
    title,
    description,
    channel: ref(channel),
    messages: [ref(`${channel}/messages/${name}`)],
    bindings: { nats: { queue: QUEUE } },
    reply: {
      channel: ref(reply),
      messages: [answer.name, problem.name].map((one) => ref(`${reply}/messages/${one}`)),
    },
  };
  return [name, operation];
}

function noticeChannelOf({ name, subject, title, description }: NoticeType) {
  return [name, { address: subject, title, description, messages: messagesOf([name]) }] as const;
}

function noticeOperationOf({ name, title, description }: NoticeType) {
  const channel = `channels/${name}`;
  const messages = [ref(`${channel}/messages/${name}`)];
  return [name, { action: 'send', title, description, channel: ref(channel), messages }] as const;
}

const replyOf = ({ name }: Request): string => `${name}-answer`;

const messagesOf = (names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, ref(`components/messages/${name}`)]));

function messageOf(type: MessageType<unknown, unknown>): object {
  const { name, title, description, example } = type;
  const isNotice = NOTICE_TYPES.some((one) => one.name === name);
  const onSubject = [...REQUEST_TYPES, ...NOTICE_TYPES].find((one) => one.name === name);
  return {
    name,
    title,
    description,
    contentType: type.name === problem.name ? 'application/problem+json' : 'application/json',
    ...(onSubject !== undefined && { headers: headersOf(onSubject.subject, isNotice) }),
    payload: payloadSchemaOf(type),
    examples: [{ payload: example }],
  };
}

const CE_HEADERS = ['ce-specversion', 'ce-id', 'ce-source', 'ce-type'];

function headersOf(subject: string, isNotice: boolean): JsonSchema {
  const text = (description: string) => ({ type: 'string', description });
  return {
    type: 'object',
    description: 'Those with ce- make it a CloudEvent in binary content mode.',
    ...(isNotice && { required: ['Nats-Msg-Id', ...CE_HEADERS] }),
    properties: {
      ...(!isNotice && { 'Correlation-Id': text('Kept with all that the message causes') }),
      'Nats-Msg-Id': text('The same for every delivery of the same message'),
      'ce-specversion': { const: '1.0' },
      'ce-id': text('With ce-source: the same for every delivery of the same event'),
      'ce-source': text('URI reference of the sender'),
      'ce-type': { const: subject },
    },
  };
}
