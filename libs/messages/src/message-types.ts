import { WirebriefError } from '@wirebrief/kernel';

import { problem } from './answers';
import { type MessageType, type RequestType } from './message-type';
import { NOTICES, type NoticeType } from './notices';
import { REQUESTS } from './requests';

export interface ListedType {
  readonly type: MessageType<unknown, unknown>;
  readonly direction: 'received' | 'answered' | 'sent';
  /** Subject that a message is received on, or that it is sent on; null for answers, which go where the request says. */
  readonly subject: string | null;
}

export const REQUEST_TYPES: readonly RequestType<unknown, unknown>[] = Object.values(REQUESTS);

export const NOTICE_TYPES: readonly NoticeType[] = Object.values(NOTICES);

/** Every type of message, in the order in which they are listed. */
export const MESSAGE_TYPES: readonly ListedType[] = [
  ...REQUEST_TYPES.map((type) => ({ type, direction: 'received' as const, subject: type.subject })),
  ...[...REQUEST_TYPES.map(({ answer }) => answer), problem].map((type) => ({
    type,
    direction: 'answered' as const,
    subject: null,
  })),
  ...NOTICE_TYPES.map((type) => ({ type, direction: 'sent' as const, subject: type.subject })),
];

/** By name or by subject. Throws `WB_MESSAGE_UNKNOWN`. */
export function messageTypeOf(name: string): ListedType {
  return listed(MESSAGE_TYPES, name, ({ type, subject }) => [
    ...[type.name, subject],
    REQUEST_TYPES.find((one) => one === type)?.keptSubject,
  ]);
}

/** As `messageTypeOf`, of the messages that are received. */
export function requestTypeOf(name: string): RequestType<unknown, unknown> {
  return listed(REQUEST_TYPES, name, (type) => [type.name, type.subject, type.keptSubject]);
}

function listed<Type>(
  types: readonly Type[],
  name: string,
  namesOf: (type: Type) => readonly (string | null | undefined)[],
): Type {
  const found = types.find((type) => namesOf(type).includes(name));
  if (found !== undefined) return found;
  throw new WirebriefError(
    'WB_MESSAGE_UNKNOWN',
    'not-found',
    `There is no message "${name.slice(0, 100)}" here.`,
    `Use one of ${types.map((type) => namesOf(type)[0]).join(', ')}, or the subject of one.`,
  );
}
