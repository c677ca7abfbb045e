import { z } from 'zod';

import { type MessageType } from './message-type';

export type JsonSchema = Readonly<Record<string, unknown>>;

/** JSON Schema 2020-12 of a message as it goes over the wire, with an example. */
export function jsonSchemaOf(type: MessageType<unknown, unknown>): JsonSchema {
  const { $schema, ...shape } = z.toJSONSchema(type.schema, { io: 'input' });
  const { name, title, description, example } = type;
  const $id = `urn:wirebrief:schema:${name}`;
  return { $schema, $id, title, description, ...shape, examples: [example] };
}

/** As draft 07, the one that AsyncAPI knows without being told. */
export function payloadSchemaOf(type: MessageType<unknown, unknown>): JsonSchema {
  const { $schema, ...shape } = z.toJSONSchema(type.schema, { io: 'input', target: 'draft-7' });
  return shape;
}
