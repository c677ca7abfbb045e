import { uuidFrom, WirebriefError } from '@wirebrief/kernel';
import { z } from 'zod';

import {
  assertJsonData,
  assertReadable,
  attributesInHeaders,
  checkedAttributes,
  type EventAttributes,
  type HeaderReader,
  isStructured,
} from './cloud-event';
import { type RequestType } from './message-type';
import { parseBody } from './parse-body';
import { parseJson } from './parse-json';
import { isToken } from './token';

export interface ReceivedMessage<Body> {
  readonly body: Body;
  /**
   * The same for every delivery of the same message: of a CloudEvent's source and id, or of the header Nats-Msg-Id.
   * Null when its sender gave it none.
   */
  readonly id: string | null;
  /** Of the header Correlation-Id, else of the CloudEvent; null when it has none that can be kept. */
  readonly correlationId: string | null;
}

/**
 * A message off the wire, plain JSON or a CloudEvent 1.0, structured or binary. Throws a WirebriefError: `WB_INPUT_JSON`,
 * `WB_INPUT_SHAPE`, `WB_INPUT_MEDIA_TYPE`, or `WB_CLOUDEVENT_…`.
 */
export function readMessage<Body>(
  type: RequestType<Body, unknown>,
  bytes: Uint8Array,
  header: HeaderReader,
): ReceivedMessage<Body> {
  assertReadable(header('content-type'));
  return readBody(type, parseJson(bytes), header);
}

/** As `readMessage`, of JSON that is parsed already. */
export function readBody<Body>(
  type: RequestType<Body, unknown>,
  body: unknown,
  header: HeaderReader,
): ReceivedMessage<Body> {
  const example = JSON.stringify(type.example);
  if (isStructured(body, header('content-type'))) {
    const attributes = checkedAttributes(body);
    assertType(attributes, type);
    assertJsonData(body);
    const { data } = parseBody(z.looseObject({ data: type.schema }), body, example);
    return { body: data, ...idsOf(header, attributes) };
  }
  const attributes = attributesInHeaders(header);
  if (attributes !== undefined) assertType(attributes, type);
  return { body: parseBody(type.schema, body, example), ...idsOf(header, attributes) };
}

function idsOf(
  header: HeaderReader,
  event?: EventAttributes,
): Omit<ReceivedMessage<never>, 'body'> {
  const names = [header('correlation-id'), event?.correlationid, event?.id];
  const messageId = header('nats-msg-id');
  return {
    id:
      event !== undefined
        ? uuidFrom('cloudevent', JSON.stringify([event.source, event.id]))
        : messageId === undefined || messageId === ''
          ? null
          : uuidFrom('nats-msg-id', messageId),
    correlationId: names.find((name) => name !== undefined && isToken(name)) ?? null,
  };
}

function assertType({ type }: EventAttributes, { subject }: RequestType): void {
  if (type === subject) return;
  throw new WirebriefError(
    'WB_CLOUDEVENT_TYPE',
    'invalid',
    `The CloudEvent has the type "${type.slice(0, 100)}"; "${subject}" is taken here.`,
    `Send it with "type": "${subject}", or to where its type is taken; see \`wirebrief schema\`.`,
  );
}
